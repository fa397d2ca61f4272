/// Times as people write them: `14:00`, `tomorrow 14:00`, `mon 10:00`, `2026-11-23 14:00`, `+2h`, `14:00-16:00`.
public enum TimePhrase {
  /// Where a weekday or a date without a year lies when it could lie on either side of now.
  public enum Leaning: Hashable, Sendable {
    /// In the future, as plans do.
    case ahead
    /// In the past, as searches and back-filled entries do.
    case back
  }

  /// A moment that was written, how exactly, and what is odd about it.
  public struct Reading: Hashable, Sendable {
    /// The moment.
    public var moment: Timestamp
    /// How exactly it was written.
    public var precision: TimePrecision
    /// What the writer should see before it counts, as that a clock skips the time; empty in the usual case.
    public var notes: [String]
  }

  /// An interval that was written, and what is odd about it.
  public struct Interval: Hashable, Sendable {
    /// The beginning.
    public var start: Timestamp
    /// The end, which is not part of it; never before the start.
    public var end: Timestamp
    /// What the writer should see before it counts, as that a clock skips the time; empty in the usual case.
    public var notes: [String]
    /// An interval.
    public init(start: Timestamp, end: Timestamp, notes: [String] = []) {
      self.start = start
      self.end = end
      self.notes = notes
    }
  }

  /// The most bytes of a phrase.
  public static let textMax = 200

  /// The moment that a text names; a day without a time is its beginning.
  public static func moment(
    _ text: String, now: Timestamp, zone: ZoneRules, leaning: Leaning = .ahead
  ) throws(TimeProblem) -> Timestamp {
    try reading(text, now: now, zone: zone, leaning: leaning).moment
  }

  /// The moment that a text names, with how exactly it was written and what is odd about it.
  public static func reading(
    _ text: String, now: Timestamp, zone: ZoneRules, leaning: Leaning = .ahead
  ) throws(TimeProblem) -> Reading {
    let words = try TimeWords(text)
    guard words.separator == nil else {
      throw TimeProblem("\(quoted(text)) is an interval, a moment is wanted", remedy: "as tomorrow 14:00")
    }
    let context = TimeContext(now: now, zone: zone, leaning: leaning)
    return try TimeParts(words.all, text: text).reading(context)
  }

  /// The interval that a text names, as `14:00-16:00`, `sat 10:00 for 2h`, `tomorrow 23:00 to 01:00`; a day is all of it.
  public static func interval(_ text: String, now: Timestamp, zone: ZoneRules) throws(TimeProblem) -> Interval {
    let context = TimeContext(now: now, zone: zone, leaning: .ahead)
    let words = try TimeWords(text)
    var interval = try intervalParts(words, text: text, context)
    guard interval.end >= interval.start else {
      throw TimeProblem("the end lies before the start", remedy: "as tomorrow 23:00-01:00, or with both dates")
    }
    interval.notes += context.notes(on: interval)
    return interval
  }

  /// The length that a text names, as `45m`, `1h30m`, `2 days`; a day is 24 hours.
  public static func duration(_ text: String) throws(TimeProblem) -> Duration {
    let words = try TimeWords(text)
    let length = try TimeLength(words.all, text: text)
    return .milliseconds(Int64(length.days) * 86_400_000 + length.milliseconds)
  }

  private static func intervalParts(
    _ words: TimeWords, text: String, _ context: TimeContext
  ) throws(TimeProblem) -> Interval {
    guard let place = words.separator else {
      let parts = try TimeParts(words.all, text: text)
      guard parts.isWholeDay else {
        throw TimeProblem("\(quoted(text)) has no end", remedy: "as 14:00-16:00, or 14:00 for 2h")
      }
      let day = try context.day(parts)
      let (start, end) = (context.moment(of: day), context.moment(of: day.adding(days: 1)))
      return Interval(start: start.moment, end: end.moment, notes: start.notes + end.notes)
    }
    let start =
      try words.before(place).map { words throws(TimeProblem) in
        try TimeParts(words, text: text).reading(context)
      } ?? Reading(moment: context.now, precision: .millisecond, notes: [])
    let rest = words.after(place)
    guard !rest.isEmpty else { throw TimeProblem("\(quoted(text)) has no end", remedy: "as 14:00-16:00") }
    if words.all[place] == "for" {
      let end = try TimeLength(rest, text: text).added(to: start.moment, context.zone)
      return Interval(start: start.moment, end: end, notes: start.notes)
    }
    let end = try TimeParts(rest, text: text).end(after: start.moment, context)
    return Interval(start: start.moment, end: end.moment, notes: start.notes + end.notes)
  }

  /// A text from outside, within quotation marks and not long.
  static func quoted(_ text: String) -> String {
    text.count > 40 ? "\"\(text.prefix(40))…\"" : "\"\(text)\""
  }
}
