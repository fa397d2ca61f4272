/// One day of the team, from midnight to midnight in its zone.
public struct TeamDay: Hashable, Sendable {
  /// The date, as `2026-08-22`.
  public let date: String
  /// From midnight to midnight; not 24 hours long when clocks change.
  public let interval: Range<Timestamp>
  /// What its digest reports: from the beginning of the last working day before it to the end of the day.
  ///
  /// On Monday that is Friday to Monday, on other days yesterday and today, so that the night is never left out.
  public let reported: Range<Timestamp>
  /// The zone.
  public let zone: ZoneRules

  /// The day that contains a moment.
  public init(containing moment: Timestamp, zone: ZoneRules) { self.init(LocalTime(moment, in: zone), zone) }

  /// The day of a date as `2026-08-22`; nil when there is no such day.
  public init?(_ date: String, zone: ZoneRules) {
    let parts = date.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2] else { return nil }
    let local = LocalTime(year: year, month: month, day: day)
    guard local.isValid, local.dateText == date else { return nil }
    self.init(local, zone)
  }

  private init(_ local: LocalTime, _ zone: ZoneRules) {
    let start = local.startOfDay
    let begin = zone.moment(of: start).usual
    let end = max(begin, zone.moment(of: start.adding(days: 1)).usual)
    // Monday is 1: after a week end the last working day is Friday.
    let back = start.weekday == 1 ? 3 : start.weekday == 7 ? 2 : 1
    date = start.dateText
    interval = begin..<end
    reported = min(begin, zone.moment(of: start.adding(days: -back)).usual)..<end
    self.zone = zone
  }
}
