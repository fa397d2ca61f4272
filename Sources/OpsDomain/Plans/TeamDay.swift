/// One day of the team, from midnight to midnight in its zone.
public struct TeamDay: Hashable, Sendable {
  /// The date, as `2026-08-22`.
  public let date: String
  /// From midnight to midnight; not 24 hours long when clocks change.
  public let interval: Range<Timestamp>
  /// What its digest reports: from the beginning of the last working day before it.
  ///
  /// On Monday it is Friday to Sunday, on other days yesterday.
  public let reported: Range<Timestamp>
  /// The zone.
  public let zone: ZoneRules

  /// The day that contains a moment.
  public init(containing moment: Timestamp, zone: ZoneRules) {
    (date, interval, reported, self.zone) = ("", moment..<moment, moment..<moment, zone)
  }

  /// The day of a date as `2026-08-22`; nil when there is no such day.
  public init?(_ date: String, zone: ZoneRules) { return nil }
}
