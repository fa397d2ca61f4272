extension WindowPlan {
  /// The intervals of the plan that touch a range, in order; one when it does not recur.
  ///
  /// Each lasts as long as the first (RFC 5545 §3.8.5.3). At most `Recurrence.occurrencesMax`. A rule that cannot be
  /// read counts as none: the first interval is still shown.
  public func occurrences(in range: Range<Timestamp>, zones: ZoneCatalogue) -> [Range<Timestamp>] {
    planOccurrences(
      from: start, to: end, zone: zone, recurrence: recurrence, exceptions: exceptions, in: range, zones: zones)
  }
}

extension FreezePlan {
  /// The intervals of the plan that touch a range, in order; one when it does not recur.
  public func occurrences(in range: Range<Timestamp>, zones: ZoneCatalogue) -> [Range<Timestamp>] {
    planOccurrences(
      from: start, to: end, zone: zone, recurrence: recurrence, exceptions: exceptions, in: range, zones: zones)
  }
}

extension Freeze {
  /// The intervals in which it holds that touch a range, in order: those of its plan, up to when it was taken away.
  public func occurrences(in range: Range<Timestamp>, zones: ZoneCatalogue) -> [Range<Timestamp>] {
    let all = plan.occurrences(in: range, zones: zones)
    guard let end = cleared?.at else { return all }
    return all.filter { $0.lowerBound < end }.map { $0.lowerBound..<min($0.upperBound, end) }
      .filter { touches($0, range) }
  }
}

private func planOccurrences(
  from start: Timestamp, to end: Timestamp, zone: String, recurrence: String?, exceptions: [Timestamp],
  in range: Range<Timestamp>, zones: ZoneCatalogue
) -> [Range<Timestamp>] {
  let end = max(start, end)
  guard !range.isEmpty else { return [] }
  guard let recurrence, let rule = try? Recurrence(rrule: recurrence), BodyLimits.moments.contains(start) else {
    return touches(start..<end, range) ? [start..<end] : []
  }
  let length = end.milliseconds.subtractingReportingOverflow(start.milliseconds)
  guard !length.overflow else { return [] }
  let (begin, isBelow) = range.lowerBound.milliseconds.subtractingReportingOverflow(length.partialValue)
  let beginnings = Timestamp(milliseconds: isBelow ? .min : begin)..<range.upperBound
  return rule.occurrences(start: start, zone: zones.rules(of: zone), in: beginnings, exceptions: exceptions)
    .map { $0..<ending(of: $0, after: length.partialValue) }.filter { touches($0, range) }
}

/// The end of what begins at a moment and lasts so many milliseconds; the last moment of all where there is no such end.
func ending(of begin: Timestamp, after milliseconds: Int64) -> Timestamp {
  let (end, isBeyond) = begin.milliseconds.addingReportingOverflow(max(milliseconds, 0))
  return Timestamp(milliseconds: isBeyond ? .max : end)
}

/// Whether a half-open interval has a moment in a range; one without length has its beginning.
private func touches(_ interval: Range<Timestamp>, _ range: Range<Timestamp>) -> Bool {
  interval.isEmpty ? range.contains(interval.lowerBound) : interval.overlaps(range)
}
