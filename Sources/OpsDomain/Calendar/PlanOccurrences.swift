extension WindowPlan {
  /// The intervals of the plan that touch a range, in order; one when it does not recur.
  ///
  /// Each lasts as long as the first (RFC 5545 §3.8.5.3). At most `Recurrence.occurrencesMax`.
  public func occurrences(in range: Range<Timestamp>, zones: ZoneCatalogue) -> [Range<Timestamp>] { [] }
}

extension FreezePlan {
  /// The intervals of the plan that touch a range, in order; one when it does not recur.
  public func occurrences(in range: Range<Timestamp>, zones: ZoneCatalogue) -> [Range<Timestamp>] { [] }
}

extension Freeze {
  /// The intervals in which it holds that touch a range, in order: those of its plan, up to when it was taken away.
  public func occurrences(in range: Range<Timestamp>, zones: ZoneCatalogue) -> [Range<Timestamp>] { [] }
}
