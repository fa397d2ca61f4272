import OpsDomain
import OpsScreen

/// What is being written for the work log, in the box at the bottom of the screen.
struct Composer: Sendable {
  /// What comes of the text.
  enum Purpose: Sendable {
    /// A new entry, perhaps in answer to another.
    case entry(answer: EntryRecord?)
    /// A correction of an entry.
    case amend(EntryRecord)
    /// An entry is taken back.
    case retract(EntryRecord)
  }

  /// The part that keys go to.
  enum Part: Hashable, Sendable { case text, targets, reason }

  /// How far saving is.
  enum Phase: Sendable {
    case writing
    /// Being recorded under this ticket.
    case saving(Int)
    /// Not recorded, and why.
    case failed(Int, StoreFailure)
  }

  let purpose: Purpose
  /// Under which the text is kept while it is not saved.
  var context: String
  /// What it will be about.
  var targets: [EntryTarget]
  /// The maintenance that it will belong to.
  var thread: OperationID?
  /// Other maintenance that it could belong to.
  var threads: [OperationID] = []
  /// What it will be, unless the text says.
  var kind = EntryKind.note
  var area: TextArea
  var part = Part.text
  var targetField = TextField()
  var reasonField = TextField()
  var phase = Phase.writing
  /// Why the last key could not do what it should.
  var problem: String?
  /// What the person has been warned of; the same text is then saved.
  var warned: String?
  /// Whether the text was a draft that had been left.
  var wasDraft = false
  /// Whether Ctrl-X was pressed, which Ctrl-E completes.
  var heldControlX = false
  /// Where in the chat the text comes from; nil for one that was begun here.
  var source: ChatSource?
  /// Entries of a back-filling, shown before they are saved.
  var preview: Preview?
  /// Whether the text is one entry although lines of it begin with times.
  var isOne = false
  var completion = Completion()

  /// Several entries made of one text.
  struct Preview: Sendable {
    var lines: [EntryLine]
    var top = 0
  }

  /// What could stand at the cursor.
  struct Completion: Sendable {
    var names: [String] = []
    /// How many characters before the cursor a name would replace.
    var typed = 0
    var chosen: Int?
  }

  init(_ purpose: Purpose, context: String, targets: [EntryTarget], text: String = "") {
    self.purpose = purpose
    self.context = context
    self.targets = targets
    area = TextArea(text)
    if case .retract = purpose { part = .reason }
  }

  /// Whether a text of its own is written, not a reason only.
  var hasText: Bool {
    if case .retract = purpose { return false }
    return true
  }

  /// The entry that is amended or retracted.
  var record: EntryRecord? {
    switch purpose {
    case .entry: return nil
    case .amend(let record), .retract(let record): return record
    }
  }

  /// Whether nothing that keys would do counts at present.
  var isSaving: Bool {
    if case .saving = phase { return true }
    return false
  }

  /// All that an attempt to save depends on: when it is the same, the same attempt is made again.
  var signature: String {
    let parts = [
      targets.folded, thread?.description ?? "", kind.rawValue, isOne ? "one" : "", area.text, reasonField.text,
    ]
    return parts.joined(separator: "\u{0}")
  }
}

/// The names under which texts wait.
enum DraftContext: Hashable, Sendable {
  /// A new entry about these targets.
  case entry(String)
  /// An answer to the entry at this place.
  case answer(EntryPlace)
  /// A correction of the entry at this place.
  case amendment(EntryPlace)
  /// The document of work that has ended.
  case procedure(OperationID)

  /// The name.
  var name: String {
    switch self {
    case .entry(let targets): return "log:" + targets
    case .answer(let place): return "reply:\(place.id)@\(place.at.milliseconds)"
    case .amendment(let place): return "amend:\(place.id)@\(place.at.milliseconds)"
    case .procedure(let window): return "procedure:\(window)"
    }
  }

  /// Reads a name; nil when it is of something else than the work log.
  init?(_ name: String) {
    guard let colon = name.firstIndex(of: ":") else { return nil }
    let rest = name[name.index(after: colon)...]
    switch name[..<colon] {
    case "log": self = .entry(String(rest))
    case "procedure":
      guard let window = OperationID(String(rest)) else { return nil }
      self = .procedure(window)
    case "reply", "amend":
      let parts = rest.split(separator: "@")
      guard parts.count == 2, let id = OperationID(String(parts[0])), let at = Int64(parts[1]) else { return nil }
      let place = EntryPlace(at: Timestamp(milliseconds: at), id: id)
      self = name.hasPrefix("reply") ? .answer(place) : .amendment(place)
    default: return nil
    }
  }
}
