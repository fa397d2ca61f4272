/// What the words of one moment say.
struct TimeParts {
  /// Which day is meant.
  enum Day: Hashable {
    /// So many days after today.
    case today(Int)
    /// A day of the week: the nearest, the one after today, or the one before it.
    case weekday(Int, Side)
    /// A date; without a year the nearest.
    case date(year: Int?, month: Int, day: Int)
    enum Side { case near, next, last }
  }

  /// Now, or so much before or after it.
  enum Relative: Hashable {
    case now
    case after(TimeLength)
    case before(TimeLength)
  }

  private(set) var day: Day?
  private(set) var clock: TimeClock?
  /// The offset from UTC that was written, in seconds.
  private(set) var offset: Int?
  private(set) var relative: Relative?
  private let text: String

  /// Whether a day is named and no time of it.
  var isWholeDay: Bool { day != nil && clock == nil && relative == nil }

  /// Reads the words; `text` is what was typed, for messages.
  init(_ words: [String], text: String) throws(TimeProblem) {
    self.text = text
    if let relative = try Self.relative(words, text: text) {
      self.relative = relative
      return
    }
    var index = 0
    while index < words.count { index += try take(words[index...]) }
    if clock == nil, offset != nil { throw problem("an offset needs a time") }
  }

  private static func relative(_ words: [String], text: String) throws(TimeProblem) -> Relative? {
    guard let first = words.first, let last = words.last else { return nil }
    if words == ["now"] || words == ["今"] { return .now }
    if first == "in", words.count > 1 { return .after(try TimeLength(Array(words.dropFirst()), text: text)) }
    if last == "ago", words.count > 1 { return .before(try TimeLength(words.dropLast(), text: text)) }
    guard first.utf8.count > 1, first.hasPrefix("+") || first.hasPrefix("-") else { return nil }
    // `明後日 10:00` comes as `+2d 10:00`.
    if words.count == 2, first == "+2d", TimeClock(words[1]) != nil { return nil }
    let length = try TimeLength([String(first.dropFirst())] + words.dropFirst(), text: text)
    return first.hasPrefix("+") ? .after(length) : .before(length)
  }

  /// Takes what the first word or words say; returns how many they are.
  private mutating func take(_ words: ArraySlice<String>) throws(TimeProblem) -> Int {
    guard let word = words.first else { return 1 }
    let next = words.dropFirst().first ?? ""
    if let (time, zone) = Self.clock(word) {
      guard clock == nil else { throw problem("two times of day") }
      (clock, offset) = (time, zone ?? offset)
      return 1
    }
    if clock != nil, offset == nil, let zone = Self.offset(word) {
      offset = zone
      return 1
    }
    if let (date, rest) = Self.dateAndTime(word) {
      try set(date)
      guard let (time, zone) = Self.clock(rest) else { throw problem("no time of day after T") }
      (clock, offset) = (time, zone)
      return 1
    }
    if let (date, count) = Self.date(word, next, words.dropFirst(2).first ?? "") {
      try set(date)
      return count
    }
    throw unknown(word)
  }

  private mutating func set(_ date: Day) throws(TimeProblem) {
    guard day == nil else { throw problem("two days") }
    if case .date(let year, let month, let dayOfMonth) = date {
      guard LocalTime(year: year ?? 2024, month: month, day: dayOfMonth).isValid else {
        throw problem("there is no such day", remedy: "month/day or year-month-day, as 11/23 or 2026-11-23")
      }
    }
    day = date
  }

  private func problem(_ message: String, remedy: String = "as tomorrow 14:00 or 2026-11-23 14:00") -> TimeProblem {
    TimeProblem("\(message) in \(TimePhrase.quoted(text))", remedy: remedy)
  }

  private func unknown(_ word: String) -> TimeProblem {
    let known = ["today", "tomorrow", "yesterday", "now", "noon", "midnight", "next", "last", "until"]
    if let near = closestMatch(to: word, among: known + CalendarNames.weekdays + CalendarNames.months) {
      return problem("\(TimePhrase.quoted(word)) is not understood", remedy: "did you mean \(near)?")
    }
    if let hour = smallNumber(word, digits: 1...2), hour < 24 {
      return problem("\(hour) needs minutes", remedy: "as \(hour):00")
    }
    return problem(
      "\(TimePhrase.quoted(word)) is not understood", remedy: "as 14:00, tomorrow 14:00, mon 10:00, 11/23 14:00 or +2h")
  }
}

/// Words that say one thing.
extension TimeParts {
  /// `14:00`, also with its offset: `14:00z`, `14:00:11+09:00`.
  private static func clock(_ word: String) -> (TimeClock, Int?)? {
    if let clock = TimeClock(word) { return (clock, nil) }
    guard let place = word.lastIndex(where: { "z+-".contains($0) }), let clock = TimeClock(String(word[..<place])),
      let offset = offset(String(word[place...]))
    else { return nil }
    return (clock, offset)
  }

  /// `utc`, `z`, `+09:00`, `-0330`, in seconds.
  private static func offset(_ word: String) -> Int? {
    if ["utc", "z", "gmt"].contains(word) { return 0 }
    guard let sign = word.first, "+-".contains(sign) else { return nil }
    let digits = word.dropFirst().filter { $0 != ":" }
    guard let number = smallNumber(digits, digits: 4...4), number / 100 < 24, number % 100 < 60 else { return nil }
    return (sign == "-" ? -1 : 1) * (number / 100 * 3600 + number % 100 * 60)
  }

  /// `2026-11-23t14:00…`, taken apart.
  private static func dateAndTime(_ word: String) -> (Day, String)? {
    guard let place = word.firstIndex(of: "t"), let date = numericDate(String(word[..<place])) else { return nil }
    return (date, String(word[word.index(after: place)...]))
  }

  /// A day that up to three words name, and how many they are.
  private static func date(_ word: String, _ next: String, _ third: String) -> (Day, Int)? {
    switch word {
    case "today": return (.today(0), 1)
    case "tomorrow": return (.today(1), 1)
    case "yesterday": return (.today(-1), 1)
    case "+2d": return (.today(2), 1)
    case "next", "last", "this":
      let side = ["next": Day.Side.next, "last": .last][word] ?? .near
      return CalendarNames.weekday(next).map { (.weekday($0, side), 2) }
    default: break
    }
    if let date = numericDate(word) { return (date, 1) }
    if let weekday = CalendarNames.weekday(word) {
      // `Mon 2026-11-23` names its day twice, as headings do.
      if let date = numericDate(next) { return (date, 2) }
      return (.weekday(weekday, .near), 1)
    }
    for (name, number) in [(word, next), (next, word)] {
      guard let month = CalendarNames.month(name), let day = dayOfMonth(number) else { continue }
      if let year = smallNumber(third, digits: 4...4) { return (.date(year: year, month: month, day: day), 3) }
      return (.date(year: nil, month: month, day: day), 2)
    }
    return nil
  }

  /// `23`, `23rd`.
  private static func dayOfMonth(_ word: String) -> Int? {
    let digits = word.prefix { ("0"..."9").contains($0) }
    guard ["", "st", "nd", "rd", "th", "."].contains(word.dropFirst(digits.count)) else { return nil }
    return smallNumber(digits, digits: 1...2)
  }

  /// `2026-11-23`, `2026/11/23`, `11/23`, `11月23日`, `2026年11月23日`.
  private static func numericDate(_ word: String) -> Day? {
    var text = word
    if text.hasSuffix("日") {
      text = text.replacing("年", with: "/").replacing("月", with: "/").replacing("日", with: "")
    }
    for mark in ["-", "/"] {
      let parts = text.split(separator: mark, omittingEmptySubsequences: false)
      guard parts.count == 3 || parts.count == 2 && mark == "/" else { continue }
      guard let month = smallNumber(parts[parts.count - 2], digits: 1...2),
        let day = smallNumber(parts[parts.count - 1], digits: 1...2)
      else { return nil }
      if parts.count == 2 { return .date(year: nil, month: month, day: day) }
      return smallNumber(parts[0], digits: 4...4).map { .date(year: $0, month: month, day: day) }
    }
    return nil
  }
}
