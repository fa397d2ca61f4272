/// How something recurs: the part of RFC 5545's RRULE that plans need.
public struct Recurrence: Hashable, Sendable {
  /// The units in which it recurs.
  public enum Frequency: String, CaseIterable, Hashable, Sendable {
    case daily = "DAILY"
    case weekly = "WEEKLY"
    case monthly = "MONTHLY"
    case yearly = "YEARLY"
  }

  /// A day of the week, or one such day of the month or year.
  public struct Weekday: Hashable, Sendable {
    /// From Monday, 1, to Sunday, 7.
    public var weekday: Int
    /// Which one, counted from the end when negative; nil: every one.
    public var ordinal: Int?
    /// A day of the week.
    public init(_ weekday: Int, ordinal: Int? = nil) {
      self.weekday = weekday
      self.ordinal = ordinal
    }
  }

  /// When it ends; the moment or day itself belongs to it.
  public enum Until: Hashable, Sendable {
    /// With the last beginning on this day of the zone of the plan.
    case day(LocalTime)
    /// With the last beginning at this moment or before.
    case moment(Timestamp)
  }

  /// The unit in which it recurs.
  public var frequency: Frequency
  /// Every so many units; at least 1.
  public var interval = 1
  /// How many times in all; nil where that does not end it.
  public var count: Int?
  /// When it ends; nil where no day does.
  public var until: Until?
  /// The days of the week.
  public var weekdays: [Weekday] = []
  /// The days of the month, counted from the end when negative.
  public var monthDays: [Int] = []
  /// The months.
  public var months: [Int] = []
  /// The day with which weeks begin.
  public var weekStart = 1

  /// A recurrence.
  public init(_ frequency: Frequency) { self.frequency = frequency }

  /// Reads `FREQ=WEEKLY;BYDAY=MO`, with or without `RRULE:` before it.
  public init(rrule: String) throws(TimeProblem) { throw TimeProblem("not a recurrence") }

  /// Reads `every monday`, `every 2 weeks on tue, thu until 2027-01-04`, `monthly on the 2nd tuesday`, or an RRULE.
  public init(words: String) throws(TimeProblem) { throw TimeProblem("not a recurrence") }

  /// As RFC 5545 writes it, without `RRULE:`.
  public var rrule: String { "" }

  /// In words, which read back as the same.
  public var words: String { "" }

  /// The beginnings within a range, in order: the same time on the clock of the zone, whatever is done to the clock.
  ///
  /// In a gap the offset before it counts, of two times the first (RFC 5545 §3.3.5).
  public func occurrences(
    start: Timestamp, zone: ZoneRules, in range: Range<Timestamp>, exceptions: [Timestamp] = [],
    limit: Int = Recurrence.occurrencesMax
  ) -> [Timestamp] { [] }

  /// Whether the start is itself a beginning by the rule, as it should be.
  public func includes(start: Timestamp, zone: ZoneRules) -> Bool { true }

  /// The most beginnings that are given at once.
  public static let occurrencesMax = 1000
}
