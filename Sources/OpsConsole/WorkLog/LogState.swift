import OpsDomain

/// What the console knows of the work log and of the team's plans.
struct LogState: Sendable {
  /// What is planned, held and asked.
  var team = TeamState()
  /// The number of the next ticket.
  var nextTicket = 1
  /// Whether the store has said that it is open.
  var isOpen = false
  /// Why the store cannot be used at present; nil when it can.
  var trouble: StoreFailure?
  /// Texts that were being written when they were left, by their context.
  var drafts: [String: String] = [:]
  /// The last entry seen in an earlier session; nil when there was none.
  var seen: EntryPlace?
  /// The last entry that was told to be seen in this session.
  var toldSeen: EntryPlace?
  /// The entries of the host that is open.
  var hostLog: HostLog?
  /// How many entries there are about hosts, as far as they were counted.
  var counts: [HostID: Int] = [:]
  /// Acts that are being recorded, or could not be, by ticket.
  var attempts: [Int: Attempt] = [:]
  /// Entries that this console has recorded since it began, newest last.
  var savedHere: [OperationID] = []
  /// Entries that were announced in the chat, newest last.
  var announced: [OperationID] = []
  /// The last attempt of the composer in each context.
  var composed: [String: Composed] = [:]
  /// Tags that were seen, for completion.
  var tags: [String] = []
  /// Who waits for a page, by ticket.
  var readers: [Int: PageReader] = [:]
  /// Who waits for the editor, by ticket.
  var editors: [Int: EditorReader] = [:]

  /// The most readers waiting; the oldest ticket gives way.
  static let readerLimit = 64
  /// The most drafts that are known.
  static let draftLimit = 200
  /// The most entries of this session that still say that they are saved.
  static let savedLimit = 500

  /// Acts that are to be recorded together.
  struct Attempt: Sendable {
    /// What is to be recorded.
    var bodies: [OperationBody]
    /// Why it failed; nil while it is under way.
    var failure: StoreFailure?
    /// What to do with the outcome.
    var then: AppendFollowUp?
  }

  /// An attempt of the composer to save a text.
  struct Composed: Sendable {
    /// Its ticket.
    var ticket: Int
    /// What was to be saved: only the same is tried again under the same ticket.
    var signature: String
  }

  /// The most tags that are remembered.
  static let tagLimit = 200

  /// Remembers the tags of entries that were read, for completion.
  mutating func noticeTags(of records: [EntryRecord]) {
    for record in records {
      for tag in record.entry.tags where !tags.contains(tag) { tags.append(tag) }
    }
    tags.removeFirst(max(tags.count - Self.tagLimit, 0))
  }

  /// Remembers that entries were announced.
  mutating func noteAnnounced(_ entries: [OperationID]) {
    announced += entries
    announced.removeFirst(max(announced.count - Self.savedLimit, 0))
  }

  /// A number for something whose answer is waited for.
  mutating func takeTicket() -> Int {
    defer { nextTicket &+= 1 }
    return nextTicket
  }
}

/// What came of acts that were to be recorded.
enum AppendOutcome: Sendable {
  /// They are recorded for good.
  case saved([Operation])
  /// Nothing was recorded.
  case failed(StoreFailure)
}

/// What is done when acts were recorded or could not be.
typealias AppendFollowUp = @Sendable (inout ConsoleState, AppendOutcome) -> [Effect]

/// What is done with a page that was asked for.
typealias PageReader = @Sendable (inout ConsoleState, Result<EntryPage, StoreFailure>) -> [Effect]

/// What is done with the text that came back from the editor; nil when nothing was written.
typealias EditorReader = @Sendable (inout ConsoleState, String?) -> [Effect]

extension ConsoleState {
  /// Records acts, all or none; `then` hears what came of it.
  ///
  /// With the ticket of an attempt that failed, the same acts are tried again and cannot be doubled.
  mutating func append(_ bodies: [OperationBody], ticket: Int? = nil, then: AppendFollowUp? = nil) -> [Effect] {
    guard !bodies.isEmpty else { return [] }
    let ticket = ticket ?? log.takeTicket()
    log.attempts[ticket] = LogState.Attempt(bodies: bodies, failure: nil, then: then)
    stalePanes.insert(.workLog)
    return [.log(.append(bodies, ticket: ticket))]
  }

  /// Forgets acts that could not be recorded.
  mutating func giveUp(_ ticket: Int) {
    log.attempts[ticket] = nil
    stalePanes.insert(.workLog)
  }

  /// Asks for a page of entries; `then` hears it, or why there is none.
  mutating func read(
    _ query: EntryQuery, _ position: EntryPosition, limit: Int, then: @escaping PageReader
  ) -> [Effect] {
    let ticket = log.takeTicket()
    if log.readers.count >= LogState.readerLimit, let oldest = log.readers.keys.min() { log.readers[oldest] = nil }
    log.readers[ticket] = then
    return [.log(.read(query, position, limit: limit, ticket: ticket))]
  }

  /// Opens the person's editor with a text; `then` hears what came back.
  mutating func edit(_ text: String, then: @escaping EditorReader) -> [Effect] {
    let ticket = log.takeTicket()
    if log.editors.count >= LogState.readerLimit, let oldest = log.editors.keys.min() { log.editors[oldest] = nil }
    log.editors[ticket] = then
    return [.log(.edit(text, ticket: ticket))]
  }

  /// Keeps a text that is being written under its context; an empty one is forgotten.
  mutating func keepDraft(_ text: String, context: String) -> [Effect] {
    guard (log.drafts[context] ?? "") != text else { return [] }
    if text.isEmpty {
      log.drafts[context] = nil
    } else if log.drafts[context] != nil || log.drafts.count < LogState.draftLimit {
      log.drafts[context] = text
    }
    return [.log(.keepDraft(context: context, text: text))]
  }
}
