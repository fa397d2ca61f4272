import OpsDomain

/// How scalars of configuration files are read.
///
/// Every function refuses what it does not understand with a remedy.
enum ScalarParsing {
  static func text(_ text: String) throws(BadValue) -> String {
    guard !text.isEmpty, text.utf8.count <= 4096 else { throw BadValue("must be a text of 1 to 4096 bytes") }
    guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
      throw BadValue("holds a control character", remedy: "remove it")
    }
    return text
  }

  static func bool(_ text: String) throws(BadValue) -> Bool {
    switch text.lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default: throw BadValue("must be true or false, not \"\(shortened(text))\"")
    }
  }

  static func port(_ text: String) throws(BadValue) -> Int {
    guard let port = Int(text), (1...65_535).contains(port) else {
      throw BadValue("must be a port from 1 to 65535, not \"\(shortened(text))\"")
    }
    return port
  }

  /// A number that is finite and not negative.
  static func number(_ text: String) throws(BadValue) -> Double {
    guard let number = Double(text), number.isFinite, number >= 0, number <= 1e15 else {
      throw BadValue("must be a number of 0 or more, not \"\(shortened(text))\"")
    }
    return number
  }

  /// A whole number within a range.
  static func whole(_ text: String, in range: ClosedRange<Int>) throws(BadValue) -> Int {
    guard let number = Int(text), range.contains(number) else {
      throw BadValue(
        "must be a whole number from \(range.lowerBound) to \(range.upperBound), not \"\(shortened(text))\"")
    }
    return number
  }

  /// A share, written `85%` or `0.85`.
  static func share(_ text: String) throws(BadValue) -> Double {
    let isPercent = text.hasSuffix("%")
    let digits = isPercent ? String(text.dropLast()).trimmingBlanks : text
    guard let number = Double(digits), number.isFinite else {
      throw BadValue("must be a share, not \"\(shortened(text))\"", remedy: "write it as 85% or 0.85")
    }
    let share = isPercent ? number / 100 : number
    guard (0...1).contains(share) else {
      let remedy = isPercent || number > 100 ? nil : "did you mean \"\(digits)%\"?"
      throw BadValue("must be between 0% and 100%, not \"\(shortened(text))\"", remedy: remedy)
    }
    return share
  }

  /// A size, written `10GiB`, `500 MB` or in bytes.
  static func bytes(_ text: String) throws(BadValue) -> Double {
    let units: [(String, Double)] = [
      ("tib", 1_099_511_627_776), ("gib", 1_073_741_824), ("mib", 1_048_576), ("kib", 1024),
      ("tb", 1e12), ("gb", 1e9), ("mb", 1e6), ("kb", 1e3), ("b", 1), ("", 1),
    ]
    let lower = text.lowercased()
    for (unit, factor) in units where lower.hasSuffix(unit) {
      guard let number = Double(String(lower.dropLast(unit.count)).trimmingBlanks), number.isFinite, number >= 0,
        number * factor <= 1e18
      else { break }
      return number * factor
    }
    throw BadValue("must be a size, not \"\(shortened(text))\"", remedy: "write it as 10GiB or 500MB")
  }

  /// A duration, written `500ms`, `15s`, `1m30s`, `2h`, `1d`.
  static func duration(_ text: String) throws(BadValue) -> Duration {
    let units: [String: Int64] = ["ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000]
    var total = 0.0
    var rest = text.lowercased()[...]
    guard !rest.isEmpty else { throw BadValue("must be a duration", remedy: "write it as 15s or 1m30s") }
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      rest = rest.dropFirst(digits.count)
      let unit = rest.prefix { $0.isASCII && $0.isLetter }
      rest = rest.dropFirst(unit.count)
      guard let number = Double(digits), number.isFinite, let factor = units[String(unit)] else {
        let remedy = unit.isEmpty && Double(digits) != nil ? "did you mean \"\(digits)s\"?" : "write it as 15s or 1m30s"
        throw BadValue("must be a duration with its unit, not \"\(shortened(text))\"", remedy: remedy)
      }
      total += number * Double(factor)
    }
    guard total <= 1e12 else { throw BadValue("is longer than any duration that makes sense") }
    return .milliseconds(Int64(total))
  }

  /// A duration within a range.
  static func duration(_ text: String, in range: ClosedRange<Duration>) throws(BadValue) -> Duration {
    let duration = try duration(text)
    guard range.contains(duration) else {
      throw BadValue(
        "must be from \(words(range.lowerBound)) to \(words(range.upperBound)), not \"\(shortened(text))\"")
    }
    return duration
  }

  /// One of the words of an enumeration; hyphens, underscores and case do not matter.
  static func choice<Value: RawRepresentable & CaseIterable>(
    _ text: String, _ type: Value.Type
  ) throws(BadValue) -> Value where Value.RawValue == String {
    for value in Value.allCases where isSameKey(value.rawValue, text) { return value }
    throw BadValue(
      "cannot be \"\(shortened(text))\"",
      remedy: suggestion(for: text, among: Value.allCases.map(\.rawValue)))
  }

  /// A duration as `duration` reads it.
  static func words(_ duration: Duration) -> String {
    let milliseconds = duration.wholeMilliseconds
    if milliseconds % 1000 != 0 { return "\(milliseconds)ms" }
    let seconds = milliseconds / 1000
    if seconds >= 3600, seconds % 3600 == 0 { return "\(seconds / 3600)h" }
    if seconds >= 60, seconds % 60 == 0 { return "\(seconds / 60)m" }
    return "\(seconds)s"
  }
}

extension String {
  /// The text without blanks at its ends.
  var trimmingBlanks: String {
    var text = self[...]
    while let first = text.first, first == " " || first == "\t" { text = text.dropFirst() }
    while let last = text.last, last == " " || last == "\t" { text = text.dropLast() }
    return String(text)
  }
}
