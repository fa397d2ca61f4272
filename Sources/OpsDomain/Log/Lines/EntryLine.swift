/// What a person typed for the log, understood.
///
/// `13:05 !step stopped replication on bm-db07 #failover OPS-12` has a time, a kind, a tag and a ticket. The time and the
/// kind leave the text; tags and tickets stay in it.
public struct EntryLine: Hashable, Sendable {
  /// What is said, without the time and kind in front.
  public var text: String
  /// When it happened: the time in front, or now.
  public var at: Timestamp
  /// How exactly: to the minute when a time of hours and minutes stood in front.
  public var precision: TimePrecision
  /// What it is; nil when nothing was said of it.
  public var kind: EntryKind?
  /// The tags, without `#`.
  public var tags: [String]
  /// The tickets, as `OPS-12`.
  public var tickets: [String]
  /// What the person should know before it is saved: that it seems to hold a secret, that the time is of yesterday.
  public var warnings: [String]

  /// Understands a line or a text of several lines.
  public init(_ text: String, now: Timestamp, zone: ZoneRules) {
    var clock = EntryClock(now: now, zone: zone)
    self.init(text[...], now: now, clock: &clock)
  }

  /// Understands several lines of which at least two begin with times: a back-filling; nil when there are fewer.
  ///
  /// A line without a time continues the one before it; those before the first time are an entry of that time. After a
  /// line with a date the times that follow are of that day, and after midnight of the next.
  public static func many(_ pasted: String, now: Timestamp, zone: ZoneRules) -> [EntryLine]? {
    var texts: [(text: String, isTimed: Bool)] = []
    for line in pasted.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let isTimed = LeadingTime(line) != nil
      if isTimed || texts.isEmpty {
        texts.append((String(line), isTimed))
      } else {
        texts[texts.count - 1].text += "\n" + line
      }
    }
    guard texts.count(where: \.isTimed) > 1 else { return nil }
    var clock = EntryClock(now: now, zone: zone)
    var lines: [EntryLine] = []
    for (text, isTimed) in texts where isTimed || text.contains(where: { !$0.isWhitespace }) {
      lines.append(EntryLine(text[...], now: now, clock: &clock))
    }
    if texts.first?.isTimed == false, lines.count > 1, !lines[0].isTimed {
      (lines[0].at, lines[0].precision) = (lines[1].at, lines[1].precision)
      lines[0].warnings.append("it has no time: that of the next line is taken")
    }
    return lines
  }

  /// The entry that it makes.
  public func entry(
    targets: [EntryTarget] = [], thread: OperationID? = nil, replyTo: OperationID? = nil, zone: String = ""
  ) -> Entry {
    Entry(
      text, kind: kind ?? .note, at: at, zone: zone, precision: precision, targets: targets, thread: thread,
      replyTo: replyTo, tags: tags, tickets: tickets)
  }

  /// Whether a time stood in front.
  public private(set) var isTimed = false

  private init(_ whole: Substring, now: Timestamp, clock: inout EntryClock) {
    (at, precision) = (now, .second)
    warnings = []
    var rest = whole
    // The kind may stand before the time or after it.
    kind = Self.takeKind(&rest)
    if let time = LeadingTime(rest), let (moment, notes) = clock.moment(of: time) {
      (at, precision, warnings, isTimed) = (moment, time.precision, notes, true)
      rest = time.rest
      kind = kind ?? Self.takeKind(&rest)
    }
    text = Self.trimmed(rest)
    let words = EntryWords(text)
    (tags, tickets) = (words.tags, words.tickets)
    warnings += secrets(in: text).map { "it seems to hold \($0); what is saved stays in the record" }
  }

  /// Takes `!step` or another kind from the front; anything else that begins so stays.
  private static func takeKind(_ rest: inout Substring) -> EntryKind? {
    let line = rest.drop(while: \.isWhitespace)
    guard line.first == "!" || line.first == "！" else { return nil }
    let word = line.dropFirst().prefix { $0.isASCII && $0.isLetter }
    let after = line.dropFirst(1 + word.count)
    guard after.first?.isWhitespace ?? true, let kind = EntryKind(rawValue: word.lowercased()) else { return nil }
    rest = after.drop(while: \.isWhitespace)
    return kind
  }

  private static func trimmed(_ text: Substring) -> String {
    let start = text.drop(while: \.isNewline)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}
