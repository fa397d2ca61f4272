/// Times written so that they are read back as the same.
extension TimePhrase {
  /// A moment as people of a zone write it, to the minute or, where it has seconds, to the second: `2026-11-23 14:00`.
  ///
  /// It reads back as the same moment; what a clock shows twice carries its offset.
  public static func text(of moment: Timestamp, zone: ZoneRules) -> String {
    plain(moment, zone).map { "\($0.dateText) \(clock($0))" } ?? exact(moment, zone)
  }

  /// An interval as people of a zone write it: `2026-11-23 14:00-16:00`; it reads back as the same.
  public static func text(of interval: Range<Timestamp>, zone: ZoneRules) -> String {
    let (start, end) = (interval.lowerBound, interval.upperBound)
    let long = "\(text(of: start, zone: zone)) to \(text(of: end, zone: zone))"
    guard let first = plain(start, zone), let last = plain(end, zone) else { return long }
    if first.dayNumber == last.dayNumber, first < last {
      return "\(first.dateText) \(clock(first))-\(clock(last))"
    }
    if last == first.adding(days: 1).startOfDay { return "\(first.dateText) \(clock(first))-24:00" }
    return long
  }

  /// A length as `duration` reads it: `1h30m`.
  public static func text(of duration: Duration) -> String {
    var rest = max(duration.wholeMilliseconds, 0)
    var text = ""
    for (unit, length) in [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)]
      as [(String, Int64)]
    {
      if rest >= length { text += "\(rest / length)\(unit)" }
      rest %= length
    }
    return text.isEmpty ? "0m" : text
  }

  private static func clock(_ time: LocalTime) -> String { time.second == 0 ? time.hourMinute : time.clockText }

  /// What the clocks show, where they show it once and it has no fraction of a second.
  private static func plain(_ moment: Timestamp, _ zone: ZoneRules) -> LocalTime? {
    let local = LocalTime(moment, in: zone)
    return (0...9999).contains(local.year) && zone.moment(of: local) == .one(moment) ? local : nil
  }

  /// RFC 3339 with the offset, or in UTC where the offset is no whole number of minutes.
  private static func exact(_ moment: Timestamp, _ zone: ZoneRules) -> String {
    let offset = zone.offset(at: moment).offsetSeconds
    let civil = CivilTime(moment, offsetSeconds: offset % 60 == 0 ? offset : 0)
    return civil.millisecond == 0 ? civil.rfc3339 : civil.rfc3339Milliseconds
  }
}
