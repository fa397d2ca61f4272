/// Reads a zone's rule for the future, as `CET-1CEST,M3.5.0,M10.5.0/3` or `<+0330>-3:30`; any bytes are survived.
struct ZoneFooterParser {
  private let bytes: ArraySlice<UInt8>
  private var index: Int

  /// The most bytes of a rule.
  static let bytesMax = 128

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    index = bytes.startIndex
  }

  /// The rule; nil when it is none.
  mutating func parse() -> ZoneFooter? {
    guard bytes.count <= Self.bytesMax, let name = abbreviation(), let west = clock(hours: 24) else { return nil }
    let standard = LocalZone(offsetSeconds: -west, abbreviation: name)
    guard index < bytes.endIndex else { return ZoneFooter(standard: standard, daylight: nil) }
    guard let daylightName = abbreviation() else { return nil }
    var daylight = LocalZone(offsetSeconds: standard.offsetSeconds + 3600, abbreviation: daylightName)
    if let next = peek, next != UInt8(ascii: ",") {
      guard let west = clock(hours: 24) else { return nil }
      daylight.offsetSeconds = -west
    }
    guard take(","), let start = rule(), take(","), let end = rule(), index == bytes.endIndex else { return nil }
    return ZoneFooter(standard: standard, daylight: .init(zone: daylight, start: start, end: end))
  }

  private var peek: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

  private mutating func take(_ mark: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: mark) else { return false }
    index += 1
    return true
  }

  /// `JST`, or anything but `>` between angle brackets.
  private mutating func abbreviation() -> String? {
    let isQuoted = take("<")
    let begin = index
    while let byte = peek, isQuoted ? byte != UInt8(ascii: ">") : (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A {
      index += 1
    }
    let name = bytes[begin..<index]
    if isQuoted, !take(">") { return nil }
    return ZoneFile.abbreviation(name)
  }

  /// Digits, at most three of them.
  private mutating func number(_ allowed: ClosedRange<Int>) -> Int? {
    var value = 0
    let begin = index
    while let byte = peek, byte >= 0x30, byte <= 0x39, index - begin < 3 {
      value = value * 10 + Int(byte - 0x30)
      index += 1
    }
    return index > begin && allowed.contains(value) ? value : nil
  }

  /// `-3:30`, `9`, `+12:45:00`, in seconds.
  private mutating func clock(hours: Int) -> Int? {
    let isNegative = take("-")
    if !isNegative { _ = take("+") }
    guard var seconds = number(0...hours).map({ $0 * 3600 }) else { return nil }
    for unit in [60, 1] {
      guard take(":") else { break }
      guard let part = number(0...59) else { return nil }
      seconds += part * unit
    }
    return isNegative ? -seconds : seconds
  }

  /// `M3.5.0/3`, `J60`, `59/-1`.
  private mutating func rule() -> ZoneFooter.Rule? {
    guard let day = day() else { return nil }
    guard take("/") else { return ZoneFooter.Rule(day: day, seconds: 7200) }
    return clock(hours: 167).map { ZoneFooter.Rule(day: day, seconds: $0) }
  }

  private mutating func day() -> ZoneFooter.Rule.Day? {
    if take("J") { return number(1...365).map { .julian($0) } }
    guard take("M") else { return number(0...365).map { .zeroBased($0) } }
    guard let month = number(1...12), take("."), let week = number(1...5), take("."), let weekday = number(0...6) else {
      return nil
    }
    return .week(month: month, week: week, weekday: weekday)
  }
}
