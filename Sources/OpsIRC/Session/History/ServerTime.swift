/// Moments as servers write them, `2026-11-27T13:05:11.042Z`, in milliseconds since 1970.
enum ServerTime {
  /// The moment of a text; nil where it is none.
  ///
  /// A leap second, `:60`, is the beginning of the next minute.
  static func milliseconds(_ text: String) -> Int64? {
    let bytes = text.utf8Span.span
    guard bytes.count >= 20, bytes.count <= 40, bytes[bytes.count - 1] == UInt8(ascii: "Z") else { return nil }
    guard bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[10] == 0x54, bytes[13] == 0x3A, bytes[16] == 0x3A else {
      return nil
    }
    guard let year = number(bytes, 0, 4), let month = number(bytes, 5, 7), let day = number(bytes, 8, 10),
      let hour = number(bytes, 11, 13), let minute = number(bytes, 14, 16), let second = number(bytes, 17, 19),
      let fraction = fraction(bytes)
    else { return nil }
    guard (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second <= 60 else { return nil }
    let seconds = days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second
    return seconds * 1_000 + fraction
  }

  /// A moment as text.
  static func text(_ milliseconds: Int64) -> String {
    // Beyond these years nothing is said on a network.
    let clamped = min(max(milliseconds, 0), 253_402_300_799_999)
    let days = clamped / 86_400_000
    let rest = clamped % 86_400_000
    let (year, month, day) = date(days)
    let time = [rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60].map { padded($0, 2) }.joined(separator: ":")
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T\(time).\(padded(rest % 1_000, 3))Z"
  }

  private static func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(width - digits.utf8.count, 0)) + digits
  }

  /// The digits from one place up to another; nil where there are others.
  private static func number(_ bytes: Span<UInt8>, _ begin: Int, _ end: Int) -> Int64? {
    var value: Int64 = 0
    for place in begin..<end {
      guard bytes[place] >= 48, bytes[place] <= 57 else { return nil }
      value = value * 10 + Int64(bytes[place] - 48)
    }
    return value
  }

  /// Milliseconds of `.042` after the seconds; nothing is zero, more digits are cut.
  private static func fraction(_ bytes: Span<UInt8>) -> Int64? {
    let end = bytes.count - 1
    if end == 19 { return 0 }
    guard bytes[19] == UInt8(ascii: "."), end > 20, let value = number(bytes, 20, min(end, 23)) else { return nil }
    guard end <= 23 || number(bytes, 23, min(end, 35)) != nil else { return nil }
    return end == 21 ? value * 100 : end == 22 ? value * 10 : value
  }

  /// Days since 1970-01-01 of a date of the Gregorian calendar.
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    // Years begin in March, so that the leap day is their last.
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func date(_ days: Int64) -> (Int64, Int64, Int64) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }
}
