/// A moment as calendars and clocks of one offset from UTC write it (proleptic Gregorian calendar).
public struct CivilTime: Hashable, Sendable {
  /// The year; may be negative.
  public let year: Int
  /// The month, 1...12.
  public let month: Int
  /// The day of the month, 1...31.
  public let day: Int
  /// The hour, 0...23.
  public let hour: Int
  /// The minute, 0...59.
  public let minute: Int
  /// The second, 0...59.
  public let second: Int
  /// The millisecond, 0...999.
  public let millisecond: Int
  /// The day of the week from Monday, 1, to Sunday, 7 (ISO 8601).
  public let weekday: Int
  /// The offset from UTC in seconds, east positive.
  public let offsetSeconds: Int

  /// The moment as seen `offsetSeconds` east of UTC; never traps.
  public init(_ moment: Timestamp, offsetSeconds: Int = 0) {
    let offset = min(max(offsetSeconds, -86_400), 86_400)
    // Nobody lives at the ends of 64 bits, but a hostile clock may say so.
    let limit: Int64 = 8_640_000_000_000_000
    let local = min(max(moment.milliseconds, -limit), limit) + Int64(offset) * 1000
    let (days, rest) = floorDivide(local, by: 86_400_000)
    self.offsetSeconds = offset
    (year, month, day) = civilDate(daysSinceEpoch: days)
    weekday = Int(floorDivide(days + 3, by: 7).rest) + 1
    let seconds = Int(rest / 1000)
    (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
    millisecond = Int(rest % 1000)
  }

  /// The time of day, as `12:03:41`.
  public var clock: String { "\(two(hour)):\(two(minute)):\(two(second))" }
  /// The time of day to the minute, as `12:03`.
  public var hourMinute: String { "\(two(hour)):\(two(minute))" }
  /// The date, as `2026-08-20`.
  public var date: String {
    (year < 0 ? "-" : "") + padded(UInt64(year.magnitude), to: 4) + "-\(two(month))-\(two(day))"
  }
  /// The whole in RFC 3339 to the second, as `2026-08-20T12:03:41+09:00`; `Z` for UTC.
  public var rfc3339: String { "\(date)T\(clock)\(zone)" }
  /// The whole in RFC 3339 to the millisecond, as `2026-08-20T12:03:41.250Z`.
  public var rfc3339Milliseconds: String { "\(date)T\(clock).\(padded(UInt64(millisecond), to: 3))\(zone)" }

  /// The offset as RFC 3339 writes it.
  private var zone: String {
    guard offsetSeconds / 60 != 0 else { return "Z" }
    let minutes = offsetSeconds.magnitude / 60
    return "\(offsetSeconds < 0 ? "-" : "+")\(two(Int(minutes / 60))):\(two(Int(minutes % 60)))"
  }

  private func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}

/// The quotient rounded down and the rest, which is never negative.
private func floorDivide(_ value: Int64, by divisor: Int64) -> (quotient: Int64, rest: Int64) {
  let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
  return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
}

/// The date of a day counted from 1970-01-01, by eras of 400 years that begin in March,
/// so that the leap day is the last of its year.
private func civilDate(daysSinceEpoch: Int64) -> (year: Int, month: Int, day: Int) {
  let (era, dayOfEra) = floorDivide(daysSinceEpoch + 719_468, by: 146_097)
  let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let monthFromMarch = (5 * dayOfYear + 2) / 153
  let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
  let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  return (Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0), Int(month), Int(day))
}
