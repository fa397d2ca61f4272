/// A time that stands in front of a line: `13:05`, `yesterday 23:10`, `2026-08-22 13:05:11`, `昨日 13:05`, `１３：０５`.
struct LeadingTime {
  /// The day that was named.
  enum Day: Hashable {
    /// So many days from today.
    case relative(Int)
    /// A date; of the last such day when the year is nil.
    case date(year: Int?, month: Int, day: Int)
  }

  /// The day; nil when only a time of day stands there.
  var day: Day?
  /// The hour, 0...23.
  var hour = 0
  /// The minute, 0...59.
  var minute = 0
  /// The second, 0...59; nil when it is not said.
  var second: Int?
  /// The millisecond; nil when it is not said.
  var millisecond: Int?
  /// Seconds east of UTC; nil when it is not said.
  var offset: Int?
  /// What follows.
  var rest: Substring

  /// How exactly it is said.
  var precision: TimePrecision { millisecond != nil ? .millisecond : second != nil ? .second : .minute }

  /// Reads what stands in front of a line; nil when it is no time.
  init?(_ line: Substring) {
    var head = LineHead(line)
    head.skipSpace()
    head.skipBullet()
    let isBracketed = head.take("[") || head.take("(")
    rest = ""
    day = head.day()
    if day != nil, !head.skipDaySeparator() { return nil }
    guard let clock = head.clock() else { return nil }
    (hour, minute, second, millisecond) = clock
    if let half = head.halfOfDay() {
      guard (1...12).contains(hour), second == nil else { return nil }
      hour = hour % 12 + half
    }
    if case .date(_?, _, _) = day { offset = head.offset() }
    if isBracketed, !head.take("]"), !head.take(")") { return nil }
    guard hour < 24, minute < 60, second ?? 0 < 60, head.ends() else { return nil }
    rest = Substring(line.unicodeScalars.dropFirst(head.place)).drop(while: \.isWhitespace)
  }
}

/// The first letters of a line, full-width forms told as ASCII.
private struct LineHead {
  private let letters: [Unicode.Scalar]
  private(set) var place = 0

  init(_ line: Substring) {
    letters = line.unicodeScalars.prefix(80).map { scalar in
      switch scalar.value {
      case 0xFF01...0xFF5E: return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
      case 0x3000, 0x09, 0xA0: return " "
      default: return scalar
      }
    }
  }

  private var next: Unicode.Scalar? { place < letters.count ? letters[place] : nil }

  mutating func take(_ letter: Unicode.Scalar) -> Bool {
    guard next == letter else { return false }
    place += 1
    return true
  }

  mutating func skipSpace() { while take(" ") {} }

  mutating func skipBullet() {
    let bullets: [Unicode.Scalar] = ["-", "*", "•", "・", "·"]
    guard let first = next, bullets.contains(first) else { return }
    guard first == "・" || place + 1 < letters.count && letters[place + 1] == " " else { return }
    place += 1
    skipSpace()
  }

  /// A number of so many digits; nothing is taken when there are fewer or more.
  private mutating func number(_ digits: ClosedRange<Int>) -> Int? {
    var (value, end) = (0, place)
    while end < letters.count, end - place < digits.upperBound, ("0"..."9").contains(letters[end]) {
      value = value * 10 + Int(letters[end].value - 0x30)
      end += 1
    }
    guard digits.contains(end - place) else { return nil }
    place = end
    return value
  }

  private mutating func take(word: String) -> Bool {
    let scalars = Array(word.unicodeScalars)
    guard place + scalars.count <= letters.count else { return false }
    let found = letters[place..<place + scalars.count].map { $0.properties.lowercaseMapping }
    guard found == scalars.map({ String($0) }) else { return false }
    place += scalars.count
    return true
  }

  mutating func day() -> LeadingTime.Day? {
    let words: [(String, Int)] = [
      ("yesterday", -1), ("today", 0), ("一昨日", -2), ("昨日", -1), ("今日", 0), ("本日", 0), ("어제", -1), ("오늘", 0),
    ]
    for (word, days) in words where take(word: word) { return .relative(days) }
    let start = place
    if let year = number(4...4), let mark = next, mark == "-" || mark == "/" || mark == "年" {
      place += 1
      if let date = monthAndDay(after: mark) { return .date(year: year, month: date.month, day: date.day) }
    }
    place = start
    if let date = monthAndDay(after: nil) { return .date(year: nil, month: date.month, day: date.day) }
    place = start
    return nil
  }

  private mutating func monthAndDay(after mark: Unicode.Scalar?) -> (month: Int, day: Int)? {
    guard let month = number(1...2) else { return nil }
    let isJapanese = mark == "年" || mark == nil && next == "月"
    guard take(isJapanese ? "月" : mark ?? "/"), let day = number(1...2), !isJapanese || take("日") else { return nil }
    return (month, day)
  }

  mutating func skipDaySeparator() -> Bool {
    let before = place
    skipSpace()
    return place > before || take("T") || take("t") || place > 0 && letters[place - 1].value > 0x7F
  }

  mutating func clock() -> (hour: Int, minute: Int, second: Int?, millisecond: Int?)? {
    guard let hour = number(1...2) else { return nil }
    if take("時") || take("시") {
      let start = place
      skipSpace()
      if let minute = number(1...2), take("分") || take("분") { return (hour, minute, nil, nil) }
      place = start
      return (hour, 0, nil, nil)
    }
    guard take(":"), let minute = number(2...2) else { return nil }
    let start = place
    guard take(":"), let second = number(2...2) else {
      place = start
      return (hour, minute, nil, nil)
    }
    guard next == ".", place + 1 < letters.count, ("0"..."9").contains(letters[place + 1]) else {
      return (hour, minute, second, nil)
    }
    return (hour, minute, second, fraction())
  }

  /// What follows the seconds, in milliseconds.
  private mutating func fraction() -> Int {
    place += 1
    var (value, digits) = (0, 0)
    while let digit = number(1...1) {
      if digits < 3 { value = value * 10 + digit }
      digits += 1
    }
    for _ in digits..<max(digits, 3) { value *= 10 }
    return value
  }

  /// `am` or `pm`: the hours to be added.
  mutating func halfOfDay() -> Int? {
    let start = place
    skipSpace()
    for (word, hours) in [("am", 0), ("pm", 12)] where take(word: word) {
      if next == nil || next == " " || next == "]" || next == ":" { return hours }
    }
    place = start
    return nil
  }

  /// `Z` or `+09:00`.
  mutating func offset() -> Int? {
    if take("Z") || take("z") { return 0 }
    let start = place
    let sign = take("+") ? 1 : take("-") ? -1 : 0
    guard sign != 0, let hours = number(2...2), take(":"), let minutes = number(2...2), hours < 24, minutes < 60 else {
      place = start
      return nil
    }
    return sign * (hours * 3600 + minutes * 60)
  }

  /// Whether the time is over here: before a space, the end, a colon and a space, or beside a letter of East Asia.
  mutating func ends() -> Bool {
    guard next != nil, place == 0 || letters[place - 1].value < 0x2E80 else { return true }
    let start = place
    if take(":") {
      if next == nil || next == " " { return true }
      place = start
      return false
    }
    return next == " " || next.map { $0.value >= 0x2E80 } == true
  }
}
