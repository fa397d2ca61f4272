import OpsDomain

/// Numbers and times as people read them, in few columns; what is absent is a dash.
enum Words {
  /// A share 0...1 as `91%`; over 999 % is cut.
  static func percent(_ share: Double?) -> String {
    guard let share, share.isFinite else { return absentMark }
    return "\(Int((min(max(share, 0), 9.99) * 100).rounded()))%"
  }

  /// A share of space in use: 100 % only when it is full.
  static func percentUsed(_ share: Double?) -> String {
    guard let share, share.isFinite else { return absentMark }
    return share < 1 && share > 0.994 ? "99%" : percent(share)
  }

  /// A load per core in at most five columns: `0.10`, `12.50`, `123`.
  static func load(_ load: Double?) -> String {
    guard let load, load.isFinite, load >= 0 else { return absentMark }
    if load >= 99.995 { return "\(Int(min(load, 99_999).rounded()))" }
    return formatDecimal(load, places: 2)
  }

  /// A number of bytes in at most four columns: `0`, `88K`, `1.2M`, `212M`.
  static func compactBytes(_ bytes: Double?) -> String { bytes.map { formatBytesCompact($0) } ?? absentMark }

  /// A length of time in seconds, as `short`; nil is a dash.
  static func uptime(_ seconds: Double?) -> String {
    guard let seconds, seconds.isFinite, seconds >= 0 else { return absentMark }
    return formatAge(.seconds(Int64(min(seconds, 1e11))))
  }

  /// The time of day: `12:03:41`.
  static func clock(_ moment: Timestamp, _ zone: LocalZone) -> String {
    CivilTime(moment, offsetSeconds: zone.offsetSeconds).clock
  }

  /// The time of day of what began less than a day ago, `11:39`; else how many days ago, `3d`.
  static func since(_ moment: Timestamp, now: Timestamp, _ zone: LocalZone) -> String {
    let age = now.since(moment)
    return age < .seconds(86_400) ? CivilTime(moment, offsetSeconds: zone.offsetSeconds).hourMinute : formatAge(age)
  }

  /// A number with the right form of its noun: `1 finding`, `2 findings`.
  static func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
  }
}
