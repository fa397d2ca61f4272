/// The words of a phrase: small letters, ASCII digits, the marks of intervals as words of their own.
struct TimeWords {
  /// All words.
  let all: [String]
  /// The place of the word between start and end; nil when there is none.
  let separator: Int?

  private static let separators: Set<String> = ["-", "~", "..", "to", "until", "till", "for"]

  init(_ text: String) throws(TimeProblem) {
    guard text.utf8.count <= TimePhrase.textMax else {
      throw TimeProblem("a time longer than \(TimePhrase.textMax) bytes")
    }
    var words = Self.plain(text).split(separator: " ").flatMap { Self.parts(String($0)) }
    words.removeAll { ["at", "from", "on", "the", "and", "of"].contains($0) }
    guard !words.isEmpty else { throw TimeProblem("a time is missing", remedy: "as 14:00, tomorrow 14:00 or +2h") }
    all = words
    separator = words.firstIndex { Self.separators.contains($0) }
  }

  /// The words before a place; nil when there are none.
  func before(_ place: Int) -> [String]? { place == 0 ? nil : Array(all[..<place]) }
  /// The words after a place.
  func after(_ place: Int) -> [String] { Array(all[(place + 1)...]) }

  private static let japanese = [
    ("明後日", " +2d "), ("明日", " tomorrow "), ("今日", " today "), ("昨日", " yesterday "), ("本日", " today "),
    ("から", " to "), ("まで", " "), ("正午", " noon "),
  ]

  /// The text in small letters, with the wide forms of ASCII narrow and Japanese words set apart.
  private static func plain(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0xFF01...0xFF5D: scalars.append(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
      case 0x09...0x0D, 0x3000, 0x2C, 0xA0: scalars.append(" ")
      case 0x301C, 0xFF5E: scalars.append("~")
      case 0x2010...0x2015, 0x2212: scalars.append("-")
      default: scalars.append(scalar)
      }
    }
    var plain = String(scalars).lowercased()
    guard plain.utf8.contains(where: { $0 >= 0x80 }) else { return plain }
    for (word, meaning) in japanese { plain = plain.replacing(word, with: meaning) }
    for (index, day) in "月火水木金土日".enumerated() {
      let name = " \(CalendarNames.weekdays[index]) "
      plain = plain.replacing("\(day)曜日", with: name).replacing("\(day)曜", with: name)
    }
    return plain.replacing("日", with: "日 ")
  }

  /// A word, taken apart at a mark of an interval: `14:00-16:00`, `14:00+2h`, `14:00~`, `10:00..12:00`.
  private static func parts(_ word: String) -> [String] {
    for mark in ["~", ".."] where word != mark && word.contains(mark) {
      return word.replacing(mark, with: " \(mark) ").split(separator: " ").flatMap { parts(String($0)) }
    }
    for (place, character) in zip(word.indices, word) where place > word.startIndex {
      let (left, right) = (String(word[..<place]), String(word[word.index(after: place)...]))
      guard character == "-" || character == "+", TimeClock(left) != nil else { continue }
      // `01:30+09:00` is a time with its offset, and no interval.
      if character == "+" { return TimeClock(right) == nil ? [left, "for", right] : [word] }
      return right.isEmpty ? [left, "-"] : [left, "-"] + parts(right)
    }
    return [word]
  }
}

/// A time of day as people write it.
struct TimeClock: Hashable {
  var hour: Int
  var minute = 0
  var second: Int?
  var millisecond = 0

  /// Reads `9:05`, `14:00:30.250`, `2pm`, `14時30分`, `noon`; nil when it is none, 24:00 being one.
  init?(_ word: String) {
    switch word {
    case "noon": self.init(hour: 12)
    case "midnight": self.init(hour: 0)
    default: self.init(digits: word)
    }
  }

  private init(hour: Int) { self.hour = hour }

  private init?(digits word: String) {
    var text = word
    var half: Int?
    for (suffix, hours) in [("am", 0), ("pm", 12)] where text.hasSuffix(suffix) {
      (text, half) = (String(text.dropLast(2)), hours)
    }
    if text.contains("時") {
      text = text.replacing("時", with: ":").replacing("分", with: "")
      if text.hasSuffix(":") { text += "00" }
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (parts.count == 1 ? half != nil : parts.count <= 3), let hour = smallNumber(parts[0], digits: 1...2) else {
      return nil
    }
    self.hour = hour
    if parts.count > 1 {
      guard let minute = smallNumber(parts[1], digits: 2...2), minute < 60 else { return nil }
      self.minute = minute
    }
    if parts.count > 2, !readSeconds(parts[2]) { return nil }
    if let half {
      guard (1...12).contains(hour) else { return nil }
      self.hour = hour % 12 + half
    }
    guard self.hour < 24 || self.hour == 24 && minute == 0 && (second ?? 0) == 0 && millisecond == 0 else { return nil }
  }

  /// `11` or `11.250`; what is finer than a millisecond is dropped.
  private mutating func readSeconds(_ text: Substring) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    // A leap second is shown as the last second before it.
    guard parts.count <= 2, let second = smallNumber(parts[0], digits: 2...2), second <= 60 else { return false }
    self.second = min(second, 59)
    guard parts.count == 2 else { return true }
    guard smallNumber(parts[1], digits: 1...9) != nil,
      let fraction = smallNumber((parts[1] + "00").prefix(3), digits: 3...3)
    else { return false }
    millisecond = fraction
    return true
  }
}

/// A number of few ASCII digits; nil when it is none.
func smallNumber(_ text: some StringProtocol, digits: ClosedRange<Int>) -> Int? {
  guard digits.contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
  return Int(text)
}
