/// What a person typed for the log, understood.
///
/// `13:05 !step stopped replication on bm-db07 #failover OPS-12` has a time, a kind, a tag and a ticket. The time and the
/// kind leave the text; tags and tickets stay in it.
public struct EntryLine: Hashable, Sendable {
  /// What is said, without the time and kind in front.
  public var text: String
  /// When it happened: the time in front, or now.
  public var at: Timestamp
  /// How exactly: to the minute when a time stood in front.
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
    self.text = text
    at = now
    precision = .second
    (tags, tickets, warnings) = ([], [], [])
  }

  /// Understands several lines of which at least two begin with times: a back-filling; nil when there are fewer.
  ///
  /// A line without a time continues the one before it.
  public static func many(_ pasted: String, now: Timestamp, zone: ZoneRules) -> [EntryLine]? { nil }

  /// The entry that it makes.
  public func entry(
    targets: [EntryTarget] = [], thread: OperationID? = nil, replyTo: OperationID? = nil, zone: String = ""
  ) -> Entry {
    Entry(
      text, kind: kind ?? .note, at: at, zone: zone, precision: precision, targets: targets, thread: thread,
      replyTo: replyTo, tags: tags, tickets: tickets)
  }
}

/// What looks like a secret in a text, in words for a warning: `an AWS access key`; empty when nothing does.
public func secrets(in text: String) -> [String] { [] }
