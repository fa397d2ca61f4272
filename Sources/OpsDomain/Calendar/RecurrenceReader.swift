extension Recurrence {
  /// Reads `every monday`, `every 2 weeks on tue, thu until 2027-01-04`, `monthly on the 2nd tuesday`, or an RRULE.
  public init(words: String) throws(TimeProblem) {
    guard words.utf8.count <= Self.textMax else { throw TimeProblem("a rule longer than \(Self.textMax) bytes") }
    if words.uppercased().contains("FREQ=") {
      self = try Recurrence(rrule: String(words.filter { !$0.isWhitespace }))
      return
    }
    var reader = RecurrenceReader(words)
    self = try reader.read().checked()
  }
}

/// Reads a recurrence in words, one after the other.
struct RecurrenceReader {
  private let words: [String]
  private var index = 0
  private var frequency: Recurrence.Frequency?
  private var rule = Recurrence(.weekly)
  /// Numbers such as `2nd` of which it is not yet known what they count.
  private var pending: [Int] = []

  init(_ text: String) {
    let small = text.lowercased().map { $0 == "," || $0.isWhitespace ? " " : String($0) }.joined()
    words = small.split(separator: " ").map(String.init)
  }

  /// The recurrence, not yet checked.
  mutating func read() throws(TimeProblem) -> Recurrence {
    while let word = next() {
      if Self.fillers.contains(word) { continue }
      if try readNumber(word) { continue }
      if try readDay(word) { continue }
      try flush()
      if try readUnit(word) { continue }
      guard try readRest(word) else { throw unknown(word) }
    }
    try flush()
    guard let frequency = frequency ?? guessed else {
      throw TimeProblem("how often is missing", remedy: Self.examples)
    }
    rule.frequency = frequency
    return rule
  }

  private static let fillers: Set<String> = [
    "every", "each", "on", "the", "of", "and", "a", "an", "in", "for", "at", "&",
  ]
  private static let examples = "as every monday, every 2 weeks on tue, monthly on the 2nd tuesday"
  private static let units: [String: Recurrence.Frequency] = [
    "day": .daily, "days": .daily, "daily": .daily, "week": .weekly, "weeks": .weekly, "weekly": .weekly,
    "month": .monthly, "months": .monthly, "monthly": .monthly, "year": .yearly, "years": .yearly, "yearly": .yearly,
    "annually": .yearly,
  ]
  private static let numbers = [
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "other": 2,
  ]
  private static let ordinals = ["first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5]

  private mutating func next() -> String? {
    guard index < words.count else { return nil }
    index += 1
    return words[index - 1]
  }

  private var peek: String { index < words.count ? words[index] : "" }

  /// What recurs when no unit was named.
  private var guessed: Recurrence.Frequency? {
    if !rule.monthDays.isEmpty || rule.weekdays.contains(where: { $0.ordinal != nil }) {
      return rule.months.isEmpty ? .monthly : .yearly
    }
    return rule.weekdays.isEmpty ? nil : .weekly
  }

  /// `3 weeks`, `10 times`, `2nd`, `15`, `last`.
  private mutating func readNumber(_ word: String) throws(TimeProblem) -> Bool {
    if let number = Self.numbers[word] ?? smallNumber(word, digits: 1...6) {
      if peek == "times" || peek == "time" {
        try flush()
        _ = next()
        rule.count = number
      } else if let unit = Self.units[peek], !peek.hasSuffix("ly") {
        try flush()
        _ = next()
        try set(unit, interval: number)
      } else {
        pending.append(number)
      }
      return true
    }
    if word == "last" {
      // `2nd last friday` counts from the end.
      let isCounted = index >= 2 && Self.ordinal(words[index - 2]) != nil
      if isCounted, let number = pending.popLast() { pending.append(-number) } else { pending.append(-1) }
      return true
    }
    guard let ordinal = Self.ordinal(word) else { return false }
    pending.append(ordinal)
    return true
  }

  private static func ordinal(_ word: String) -> Int? {
    if let number = ordinals[word] { return number }
    guard ["st", "nd", "rd", "th"].contains(word.suffix(2)) else { return nil }
    return smallNumber(word.dropLast(2), digits: 1...2)
  }

  /// `monday`, `weekday`, `march`, and `day` after a number.
  private mutating func readDay(_ word: String) throws(TimeProblem) -> Bool {
    var days = CalendarNames.weekday(word).map { [$0] } ?? []
    if word == "weekday" || word == "weekdays" { days = Array(1...5) }
    if word == "weekend" || word == "weekends" { days = [6, 7] }
    if !days.isEmpty {
      if index >= 2, words[index - 2] == "every" || words[index - 2] == "each" { try set(.weekly, interval: 1) }
      if words.contains("every"), pending.contains(where: { (2...4).contains($0) }), frequency == nil, peek != "of" {
        throw TimeProblem(
          "every \(CalendarNames.ordinal(pending[0])) \(word) may mean two things",
          remedy: "monthly on the 2nd tuesday, or every 2 weeks on tuesday")
      }
      for ordinal in pending.isEmpty ? [nil] : pending.map(Optional.init) {
        rule.weekdays += days.map { Recurrence.Weekday($0, ordinal: ordinal) }
      }
      pending = []
      return true
    }
    if word == "day" || word == "days", !pending.isEmpty {
      try flush()
      return true
    }
    guard let month = CalendarNames.month(word) else { return false }
    rule.months.append(month)
    return true
  }

  /// `weekly`, `month`.
  private mutating func readUnit(_ word: String) throws(TimeProblem) -> Bool {
    if word == "fortnightly" {
      try set(.weekly, interval: 2)
      return true
    }
    if word == "weeks", peek == "from" {
      _ = next()
      guard let day = CalendarNames.weekday(next() ?? "") else {
        throw TimeProblem("weeks from which day", remedy: "weeks from sunday")
      }
      rule.weekStart = day
      return true
    }
    guard let unit = Self.units[word] else { return false }
    try set(unit, interval: 1)
    return true
  }

  private mutating func set(_ unit: Recurrence.Frequency, interval: Int) throws(TimeProblem) {
    if frequency == unit, interval == 1 { return }
    guard frequency == nil else {
      throw TimeProblem("two ways of recurring", remedy: "one of daily, weekly, monthly, yearly")
    }
    (frequency, rule.interval) = (unit, interval)
  }

  /// `until 2027-01-04`, `when friday`, `once`.
  private mutating func readRest(_ word: String) throws(TimeProblem) -> Bool {
    switch word {
    case "until", "till", "through": rule.until = try readUntil()
    case "when", "if": break
    case "once": rule.count = 1
    case "twice": rule.count = 2
    default: return false
    }
    return true
  }

  /// A date, with or without a time of day; a time of UTC ends in `Z`.
  private mutating func readUntil() throws(TimeProblem) -> Recurrence.Until {
    let remedy = "as until 2027-01-04"
    guard let word = next() else { throw TimeProblem("until when is missing", remedy: remedy) }
    let isExact = word.contains("t") && word.contains("z")
    var clock: TimeClock?
    if !isExact, let time = TimeClock(peek) {
      clock = time
      _ = next()
    }
    let context = TimeContext(now: Timestamp(milliseconds: 0), zone: .utc, leaning: .ahead)
    guard let parts = try? TimeParts([word], text: word), case .date(.some, _, _) = parts.day else {
      throw TimeProblem("\(TimePhrase.quoted(word)) is no date", remedy: remedy)
    }
    if isExact { return .moment(try parts.reading(context).moment) }
    let day = try context.day(parts)
    guard let clock else { return .day(day) }
    return .local(
      day.at(hour: min(clock.hour, 23), minute: clock.hour == 24 ? 59 : clock.minute, second: clock.second ?? 0))
  }

  /// Numbers that count no weekday are days of the month.
  private mutating func flush() throws(TimeProblem) {
    rule.monthDays += pending
    pending = []
  }

  private func unknown(_ word: String) -> TimeProblem {
    let known =
      ["every", "until", "times", "last", "weekday", "weekend"] + Self.units.keys.sorted() + CalendarNames.weekdays
      + CalendarNames.months
    let near = closestMatch(to: word, among: known)
    return TimeProblem(
      "\(TimePhrase.quoted(word)) is not understood", remedy: near.map { "did you mean \($0)?" } ?? Self.examples)
  }
}
