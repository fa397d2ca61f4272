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
    // Every line has its date, so that now does not matter: it is the last day of the year 9999.
    var clock = EntryClock(now: Timestamp(seconds: 253_402_214_400), zone: zone)
    guard let time = LeadingTime(line[...]), case .date(_?, _, _) = time.day else {
      throw Problem(
        line: number,
        message: "it does not begin with a date and time, as 2026-08-22T13:05:11+09:00 or 2026-08-22 13:05")
    }
    guard let (moment, _) = clock.moment(of: time) else {
      throw Problem(line: number, message: "there is no such day")
    }
    guard let (head, text) = Self.parts(time.rest) else {
      throw Problem(line: number, message: "“author host: ” is missing after the time")
    }
    let words = head.split(whereSeparator: { $0.isWhitespace || $0 == "," }).map { String($0) }
    guard let author = words.first, Self.isAuthorAndHosts(head) else {
      throw Problem(line: number, message: "between the time and the colon stand an author and hosts joined by commas")
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      throw Problem(line: number, message: "the text is missing")
    }
    self.init(
      at: moment, precision: time.precision, author: author, hosts: Array(words.dropFirst()), text: String(text))
  }

  /// Reads all lines, those that are empty or begin with `#` left out, and those indented joined to the one before.
  public static func all(in text: String, zone: ZoneRules) -> (lines: [PlainLine], problems: [Problem]) {
    var (lines, problems): ([PlainLine], [Problem]) = ([], [])
    var continues = false
    for (place, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      if line.allSatisfy(\.isWhitespace) || line.first == "#" { continue }
      if line.first == " " || line.first == "\t" {
        guard continues else {
          problems.append(Problem(line: place + 1, message: "it is indented, but continues no line that could be read"))
          continue
        }
        lines[lines.count - 1].text += "\n" + line.drop(while: \.isWhitespace)
        continue
      }
      do throws(Problem) {
        lines.append(try PlainLine(String(line), number: place + 1, zone: zone))
        continues = true
      } catch {
        problems.append(error)
        continues = false
      }
    }
    return (lines, problems)
  }

  /// The entry that it makes.
  public func entry(zone: String = "") -> Entry {
    let words = EntryWords(text)
    return Entry(
      text, at: at, zone: zone, precision: precision, targets: hosts.map { EntryTarget(.host, $0) }, tags: words.tags,
      tickets: words.tickets)
  }

  /// What stands before the first colon that a space or the end follows, and what stands after it.
  private static func parts(_ rest: Substring) -> (head: Substring, text: Substring)? {
    var place = rest.startIndex
    while let colon = rest[place...].firstIndex(of: ":") {
      let after = rest.index(after: colon)
      if after == rest.endIndex || rest[after].isWhitespace {
        return (rest[..<colon], rest[after...].drop(while: \.isWhitespace))
      }
      place = after
    }
    return nil
  }

  /// `author`, `author host`, `author host,host` or `author host, host`.
  private static func isAuthorAndHosts(_ head: Substring) -> Bool {
    let words = head.split(whereSeparator: \.isWhitespace)
    guard let author = words.first, !author.contains(",") else { return false }
    return words.dropFirst().dropLast().allSatisfy { $0.hasSuffix(",") }
  }
}
