/// A date and time of day as a clock on the wall shows it, in whatever zone.
public struct LocalTime: Hashable, Comparable, Sendable {
  /// The year; may be negative.
  public var year: Int
  /// The month, 1...12.
  public var month: Int
  /// The day of the month, 1...31.
  public var day: Int
  /// The hour, 0...23.
  public var hour: Int
  /// The minute, 0...59.
  public var minute: Int
  /// The second, 0...59.
  public var second: Int

  /// The years that are reckoned with; times beyond are clamped.
  static let years = -9999...9999

  /// A wall clock's time.
  public init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
  }

  /// What a clock so many seconds east of UTC shows at a moment; what is less than a second is left out.
  public init(_ moment: Timestamp, offsetSeconds: Int) {
    let civil = CivilTime(moment, offsetSeconds: offsetSeconds)
    self.init(
      year: civil.year, month: civil.month, day: civil.day, hour: civil.hour, minute: civil.minute,
      second: civil.second)
  }

  /// What the clocks of a zone show at a moment; what is less than a second is left out.
  public init(_ moment: Timestamp, in zone: ZoneRules) {
    self.init(moment, offsetSeconds: zone.offset(at: moment).offsetSeconds)
  }

  /// The day of the week from Monday, 1, to Sunday, 7 (ISO 8601).
  public var weekday: Int { LocalTime.weekday(ofDay: dayNumber) }

  /// The days since 1970-01-01.
  public var dayNumber: Int { LocalTime.dayNumber(year: year, month: month, day: day) }

  /// The seconds since midnight, as if no clock were ever changed.
  public var secondOfDay: Int {
    func bounded(_ value: Int) -> Int { min(max(value, -100_000), 100_000) }
    return bounded(hour) * 3600 + bounded(minute) * 60 + bounded(second)
  }

  /// Whether there is such a day and time of day; 24:00 and the 30th of February are none.
  public var isValid: Bool {
    LocalTime.years.contains(year) && (1...12).contains(month)
      && (1...LocalTime.days(inMonth: month, of: year)).contains(day)
      && (0...23).contains(hour) && (0...59).contains(minute) && (0...59).contains(second)
  }

  /// The same time of day so many days later; earlier when negative.
  public func adding(days: Int) -> LocalTime {
    at(day: dayNumber.addingReportingOverflow(days).partialValue)
  }

  /// The same time of day so many months later; a day that the month does not have becomes its last.
  public func adding(months: Int) -> LocalTime {
    let limit = 12 * 20_000
    let count =
      min(max(year, LocalTime.years.lowerBound), LocalTime.years.upperBound) * 12 + min(max(month, 1), 12) - 1
      + min(max(months, -limit), limit)
    let years = LocalTime.floor(count, by: 12)
    let year = min(max(years.quotient, LocalTime.years.lowerBound), LocalTime.years.upperBound)
    var result = self
    (result.year, result.month) = (year, years.rest + 1)
    result.day = min(day, LocalTime.days(inMonth: result.month, of: year))
    return result
  }

  /// The same day at another time of day.
  public func at(hour: Int, minute: Int = 0, second: Int = 0) -> LocalTime {
    LocalTime(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
  }

  /// The midnight with which the day begins.
  public var startOfDay: LocalTime { at(hour: 0) }

  /// The date, as `2026-08-20`.
  public var dateText: String {
    (year < 0 ? "-" : "") + padded(UInt64(year.magnitude), to: 4) + "-" + two(month) + "-" + two(day)
  }
  /// The time of day to the minute, as `12:03`.
  public var hourMinute: String { two(hour) + ":" + two(minute) }
  /// The time of day, as `12:03:41`.
  public var clockText: String { hourMinute + ":" + two(second) }

  /// Orders as the calendar does.
  public static func < (left: LocalTime, right: LocalTime) -> Bool {
    (left.year, left.month, left.day, left.hour, left.minute, left.second)
      < (right.year, right.month, right.day, right.hour, right.minute, right.second)
  }

  private func two(_ value: Int) -> String { padded(UInt64(value.magnitude), to: 2) }
}

/// Arithmetic of the proleptic Gregorian calendar; every function takes any numbers.
extension LocalTime {
  /// A time of day on a day counted from 1970-01-01.
  init(day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    let days = min(max(day, -4_371_222), 2_932_896)
    let civil = CivilTime(Timestamp(seconds: Int64(days) * 86_400))
    self.init(year: civil.year, month: civil.month, day: civil.day, hour: hour, minute: minute, second: second)
  }

  /// The same time of day on a day counted from 1970-01-01.
  func at(day: Int) -> LocalTime { LocalTime(day: day, hour: hour, minute: minute, second: second) }

  /// The seconds from 1970-01-01 00:00 to this, as if no clock were ever changed.
  var secondsSinceEpoch: Int64 { Int64(dayNumber) * 86_400 + Int64(secondOfDay) }

  /// The days from 1970-01-01 to a date, by eras of 400 years that begin in March.
  static func dayNumber(year: Int, month: Int, day: Int) -> Int {
    let clamped = min(max(year, years.lowerBound), years.upperBound)
    let months = floor(clamped * 12 + min(max(month, -1000), 1000) - 1, by: 12)
    let fromMarch = months.rest >= 2 ? months.rest - 2 : months.rest + 10
    let era = floor(months.rest >= 2 ? months.quotient : months.quotient - 1, by: 400)
    let dayOfYear = (153 * fromMarch + 2) / 5 + min(max(day, -100_000), 100_000) - 1
    return era.quotient * 146_097 + era.rest * 365 + era.rest / 4 - era.rest / 100 + dayOfYear - 719_468
  }

  /// The days of a month; 30 for a month that is none.
  static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 1, 3, 5, 7, 8, 10, 12: return 31
    case 2: return isLeap(year) ? 29 : 28
    default: return 30
    }
  }

  /// Whether a year has a 29th of February.
  static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  /// The day of the week of a day counted from 1970-01-01, from Monday, 1, to Sunday, 7.
  static func weekday(ofDay day: Int) -> Int { floor(day + 3, by: 7).rest + 1 }

  /// The quotient rounded down and the rest, which is never negative.
  static func floor(_ value: Int, by divisor: Int) -> (quotient: Int, rest: Int) {
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
  }
}
