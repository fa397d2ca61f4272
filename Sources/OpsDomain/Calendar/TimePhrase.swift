/// Times as people write them: `14:00`, `tomorrow 14:00`, `mon 10:00`, `2026-11-23 14:00`, `+2h`, `14:00-16:00`.
public enum TimePhrase {
  /// Where a weekday or a date without a year lies when it could lie on either side of now.
  public enum Leaning: Hashable, Sendable {
    /// In the future, as plans do.
    case ahead
    /// In the past, as searches and back-filled entries do.
    case back
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

  /// The moment that a text names.
  public static func moment(
    _ text: String, now: Timestamp, zone: ZoneRules, leaning: Leaning = .ahead
  ) throws(TimeProblem) -> Timestamp {
    throw TimeProblem("not a time")
  }

  /// The interval that a text names, as `14:00-16:00`, `sat 10:00 for 2h`, `tomorrow 23:00 to 01:00`.
  public static func interval(_ text: String, now: Timestamp, zone: ZoneRules) throws(TimeProblem) -> Interval {
    throw TimeProblem("not a time")
  }

  /// The length that a text names, as `45m`, `1h30m`, `2 days`.
  public static func duration(_ text: String) throws(TimeProblem) -> Duration {
    throw TimeProblem("not a length of time")
  }

  /// A moment as people of a zone write it, to the minute or, where it has seconds, to the second: `2026-11-23 14:00`.
  ///
  /// It reads back as the same moment; what a clock shows twice carries its offset.
  public static func text(of moment: Timestamp, zone: ZoneRules) -> String { "" }

  /// An interval as people of a zone write it: `2026-11-23 14:00-16:00`; it reads back as the same.
  public static func text(of interval: Range<Timestamp>, zone: ZoneRules) -> String { "" }

  /// A length as `duration` reads it: `1h30m`.
  public static func text(of duration: Duration) -> String { "" }
}
