/// One day of the team, from midnight to midnight in its zone.
public struct TeamDay: Hashable, Sendable {
  /// The date, as `2026-08-22`.
  public let date: String
  /// From midnight to midnight; not 24 hours long when clocks change.
  public let interval: Range<Timestamp>
  /// What its digest reports: from the beginning of the last working day before it to its end.
  ///
  /// On Monday that is Friday to Monday, on other days yesterday and today, so that the night is never left out.
  public let reported: Range<Timestamp>
  /// The zone.
  public let zone: ZoneRules

  /// The day that contains a moment.
  public init(containing moment: Timestamp, zone: ZoneRules) {
    self.init(LocalTime(moment, in: zone).startOfDay, zone)
  }

  /// The day of a date as `2026-08-22`; nil when there is no such day.
  public init?(_ date: String, zone: ZoneRules) {
    let parts = date.utf8.count == 10 ? date.split(separator: "-") : []
    guard parts.count == 3, parts.map(\.utf8.count) == [4, 2, 2],
      date.utf8.allSatisfy({ $0 == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    let local = LocalTime(year: year, month: month, day: day)
    guard local.isValid else { return nil }
    self.init(local, zone)
  }

  private init(_ day: LocalTime, _ zone: ZoneRules) {
    func midnight(_ days: Int) -> Timestamp { zone.moment(of: day.adding(days: days)).usual }
    // On Monday Friday counts as the day before; on Sunday too.
    let back = day.weekday == 1 ? 3 : day.weekday == 7 ? 2 : 1
    let start = midnight(0)
    self.zone = zone
    date = day.dateText
    interval = start..<max(start, midnight(1))
    reported = min(start, midnight(-back))..<interval.upperBound
  }
}
