/// A line of a log kept elsewhere: `2026-08-22T13:05:11+09:00 author host,host: text`.
public struct PlainLine: Hashable, Sendable {
  /// When it happened.
  public var at: Timestamp
  /// How exactly.
  public var precision: TimePrecision
  /// Who wrote it.
  public var author: String
  /// The hosts it is about; may be empty.
  public var hosts: [String]
  /// What is said.
  public var text: String

  /// A line that cannot be read.
  public struct Problem: Error, Hashable, Sendable {
    /// The number of the line, from 1.
    public var line: Int
    /// What is wrong with it, in one sentence.
    public var message: String
    /// A problem.
    public init(line: Int, message: String) {
      self.line = line
      self.message = message
    }
  }

  /// A line.
  public init(at: Timestamp, precision: TimePrecision = .second, author: String, hosts: [String] = [], text: String) {
    self.at = at
    self.precision = precision
    self.author = author
    self.hosts = hosts
    self.text = text
  }

  /// Reads one line; times without an offset are of the zone.
  public init(_ line: String, number: Int, zone: ZoneRules) throws(Problem) {
    throw Problem(line: number, message: "not read yet")
  }

  /// Reads all lines, those that are empty or begin with `#` left out, and those indented joined to the one before.
  public static func all(in text: String, zone: ZoneRules) -> (lines: [PlainLine], problems: [Problem]) { ([], []) }

  /// The entry that it makes.
  public func entry(zone: String = "") -> Entry {
    Entry(
      text, at: at, zone: zone, precision: precision,
      targets: hosts.map { EntryTarget(.host, $0) })
  }
}
