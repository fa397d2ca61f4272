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
    /// With the last beginning at this time of the zone of the plan or before.
    case local(LocalTime)
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
  /// The day with which weeks begin, from Monday, 1.
  public var weekStart = 1

  /// A recurrence.
  public init(_ frequency: Frequency) { self.frequency = frequency }

  /// The most beginnings that are given at once.
  public static let occurrencesMax = 1000
  /// The most times that a rule may count.
  public static let countMax = 10_000
  /// The most units between two times.
  public static let intervalMax = 1000
  /// The most bytes of a rule, in words or as RFC 5545 writes it.
  public static let textMax = 500

  /// The five days from Monday.
  static let workdays = (1...5).map { Weekday($0) }
}

extension Recurrence {
  /// The same with its lists in order and nothing twice; throws when its parts do not fit together.
  func checked() throws(TimeProblem) -> Recurrence {
    var rule = self
    // Counted from the beginning first, then from the end.
    func rank(_ number: Int) -> Int { number >= 0 ? number : 1000 + number }
    rule.months = Set(months).sorted()
    rule.monthDays = Set(monthDays).sorted { rank($0) < rank($1) }
    rule.weekdays = Set(weekdays).sorted { left, right in
      (rank(left.ordinal ?? 0), left.weekday) < (rank(right.ordinal ?? 0), right.weekday)
    }
    guard (1...Self.intervalMax).contains(interval) else {
      throw TimeProblem("every \(interval) is out of bounds", remedy: "1 to \(Self.intervalMax)")
    }
    if let count, !(1...Self.countMax).contains(count) {
      throw TimeProblem("\(count) times is out of bounds", remedy: "1 to \(Self.countMax), or until a date")
    }
    if count != nil, until != nil {
      throw TimeProblem("both a number of times and an end", remedy: "give one of the two")
    }
    try rule.checkDays()
    return rule
  }

  private func checkDays() throws(TimeProblem) {
    if !monthDays.isEmpty, frequency == .weekly {
      throw TimeProblem("a week has no days of the month", remedy: "monthly on the 15th")
    }
    let ordinals = weekdays.compactMap(\.ordinal)
    if !ordinals.isEmpty, frequency == .daily || frequency == .weekly {
      throw TimeProblem("which one of the month can be told monthly only", remedy: "monthly on the 2nd tuesday")
    }
    let most = frequency == .yearly && months.isEmpty ? 53 : 5
    if let odd = ordinals.first(where: { $0 == 0 || $0.magnitude > most }) {
      throw TimeProblem("there is no \(odd). weekday", remedy: "1 to \(most), or -1 for the last")
    }
    guard monthDays.allSatisfy({ $0 != 0 && $0.magnitude <= 31 }) else {
      throw TimeProblem("a month has the days 1 to 31", remedy: "-1 is its last")
    }
    guard months.allSatisfy({ (1...12).contains($0) }), weekdays.allSatisfy({ (1...7).contains($0.weekday) }),
      (1...7).contains(weekStart)
    else { throw TimeProblem("a year has 12 months, a week 7 days") }
  }
}
