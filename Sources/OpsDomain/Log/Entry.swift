/// What an entry of the work log is.
public enum EntryKind: String, CaseIterable, Hashable, Sendable {
  /// Anything worth remembering.
  case note
  /// Work begins.
  case start
  /// A step of the work.
  case step
  /// A command that was run.
  case command
  /// What was seen.
  case observation
  /// What was decided, and why.
  case decision
  /// Work ends.
  case end
  /// A whole report, as the procedure document.
  case report
  /// What the next shift must know.
  case handoff
}

/// How it ended.
public enum WorkResult: String, CaseIterable, Hashable, Sendable {
  case ok, failed, aborted, unknown
}

/// How exactly the time of an entry is known.
public enum TimePrecision: String, CaseIterable, Hashable, Sendable {
  case millisecond = "ms"
  case second = "s"
  case minute = "min"
  case day
}

/// What an entry is about: a host, role, service or site, with what it was called then.
public struct EntryTarget: Hashable, Sendable {
  /// The kinds of things.
  public enum Kind: String, CaseIterable, Hashable, Sendable { case host, role, service, site }
  /// How the target came to be on the entry.
  public enum Origin: String, CaseIterable, Hashable, Sendable { case explicit, parsed, window }

  /// The kind of thing.
  public var kind: Kind
  /// Its stable name: `bm-db07`, `bookmark:db`, `bookmark`, `kyoto`.
  public var id: String
  /// The name shown at that time, where it differs from the id.
  public var nameThen: String?
  /// The role that the host had at that time, as `bookmark:db`.
  public var roleThen: String?
  /// How it came to be on the entry.
  public var origin: Origin

  /// A target.
  public init(_ kind: Kind, _ id: String, nameThen: String? = nil, roleThen: String? = nil, origin: Origin = .explicit)
  {
    self.kind = kind
    self.id = id
    self.nameThen = nameThen
    self.roleThen = roleThen
    self.origin = origin
  }
}

/// A command that was run, as an entry of the kind `command` records it.
public struct CommandRecord: Hashable, Sendable {
  /// The command line.
  public var text: String
  /// Where it ran.
  public var host: String?
  /// The folder it ran in.
  public var folder: String?
  /// When it began.
  public var started: Timestamp?
  /// When it ended.
  public var ended: Timestamp?
  /// Its exit status.
  public var exit: Int?
  /// Its output as far as it is kept.
  public var output: String?
  /// The bytes of the whole output.
  public var outputBytes: Int?
  /// The bytes of the output that are not kept; nil when all are.
  public var outputCut: Int?

  /// A command.
  public init(text: String, host: String? = nil, exit: Int? = nil) {
    self.text = text
    self.host = host
    self.exit = exit
  }
}

/// A line of the work log, as it was written first.
public struct Entry: Hashable, Sendable {
  /// The most bytes of text; more is refused, never cut.
  public static let textMax = 65_536

  /// What it is.
  public var kind: EntryKind
  /// When it happened, as the author says.
  public var at: Timestamp
  /// The time zone in which the author wrote, by its IANA name; empty when not known.
  public var zone: String
  /// How exactly `at` is known.
  public var precision: TimePrecision
  /// What is said, in Markdown; may hold anything.
  public var text: String
  /// What it is about.
  public var targets: [EntryTarget]
  /// The maintenance, incident or request that it belongs to: the id of the window, request or first entry.
  public var thread: OperationID?
  /// The entry that it answers.
  public var replyTo: OperationID?
  /// Words to find it by, without `#`.
  public var tags: [String]
  /// Tickets that it speaks of, as `OPS-12`.
  public var tickets: [String]
  /// How it ended, for `end`, `command` and `report`.
  public var result: WorkResult?
  /// The command, for `command`.
  public var command: CommandRecord?
  /// A title, for `report`.
  public var title: String?
  /// Where it was said, for what comes from a chat.
  public var chat: ChatOrigin?

  /// An entry.
  public init(
    _ text: String, kind: EntryKind = .note, at: Timestamp, zone: String = "", precision: TimePrecision = .second,
    targets: [EntryTarget] = [], thread: OperationID? = nil, replyTo: OperationID? = nil, tags: [String] = [],
    tickets: [String] = [], result: WorkResult? = nil, command: CommandRecord? = nil, title: String? = nil,
    chat: ChatOrigin? = nil
  ) {
    self.text = text
    self.kind = kind
    self.at = at
    self.zone = zone
    self.precision = precision
    self.targets = targets
    self.thread = thread
    self.replyTo = replyTo
    self.tags = tags
    self.tickets = tickets
    self.result = result
    self.command = command
    self.title = title
    self.chat = chat
  }
}

/// A correction of an entry: what is nil stays as it is.
public struct EntryAmendment: Hashable, Sendable {
  /// The entry corrected.
  public var entry: OperationID
  /// Why; required.
  public var reason: String
  /// The text from now on.
  public var text: String?
  /// When it happened, corrected; when it was recorded never changes.
  public var at: Timestamp?
  /// What it is about, from now on.
  public var targets: [EntryTarget]?
  /// What it is, from now on.
  public var kind: EntryKind?
  /// The tags from now on.
  public var tags: [String]?
  /// The thread from now on.
  public var thread: OperationID?
  /// How it ended.
  public var result: WorkResult?

  /// An amendment.
  public init(
    entry: OperationID, reason: String, text: String? = nil, at: Timestamp? = nil, targets: [EntryTarget]? = nil,
    kind: EntryKind? = nil, tags: [String]? = nil, thread: OperationID? = nil, result: WorkResult? = nil
  ) {
    self.entry = entry
    self.reason = reason
    self.text = text
    self.at = at
    self.targets = targets
    self.kind = kind
    self.tags = tags
    self.thread = thread
    self.result = result
  }
}

/// An act on an entry or another operation that needs a reason only: to retract it, or to remove its text for good.
public struct EntryStrike: Hashable, Sendable {
  /// The entry struck.
  public var entry: OperationID
  /// Why; required.
  public var reason: String
  /// A strike.
  public init(entry: OperationID, reason: String) {
    self.entry = entry
    self.reason = reason
  }
}

/// A link from an entry to something else: a ticket, a page, another entry.
public struct EntryLink: Hashable, Sendable {
  /// The entry linked from.
  public var entry: OperationID
  /// What is linked to: a URL, a ticket, or the id of an operation.
  public var target: String
  /// What the link means, as `follow-up`; may be empty.
  public var relation: String
  /// A link.
  public init(entry: OperationID, target: String, relation: String = "") {
    self.entry = entry
    self.target = target
    self.relation = relation
  }
}
