/// One act of the team: immutable, and never deleted.
public struct Operation: Hashable, Sendable, Identifiable {
  /// The identity; the same act has it everywhere.
  public var id: OperationID
  /// The console or program that wrote it: one name a store.
  public var writer: String
  /// Its number among the writer's operations, from 1 without a gap.
  public var sequence: Int64
  /// Its place in the order of all writers.
  public var hybrid: HybridTime
  /// When the writer's clock recorded it.
  public var recordedAt: Timestamp
  /// When the hub received it; nil where there is none.
  public var receivedAt: Timestamp?
  /// The writer's time zone, by its IANA name; empty when not known.
  public var zone: String
  /// Who did it.
  public var author: Author
  /// The way by which it came in.
  public var via: Via
  /// What was done.
  public var body: OperationBody
  /// SHA-256 of the body's JSON as it was first written, in hexadecimal; stays when the text is redacted.
  public var bodyHash: String
  /// The version of the body's schema.
  public var schema: Int

  /// The schema that this program writes.
  public static let currentSchema = 1

  /// An operation.
  public init(
    id: OperationID, writer: String, sequence: Int64, hybrid: HybridTime, recordedAt: Timestamp,
    receivedAt: Timestamp? = nil, zone: String = "", author: Author, via: Via, body: OperationBody,
    bodyHash: String = "", schema: Int = Operation.currentSchema
  ) {
    self.id = id
    self.writer = writer
    self.sequence = sequence
    self.hybrid = hybrid
    self.recordedAt = recordedAt
    self.receivedAt = receivedAt
    self.zone = zone
    self.author = author
    self.via = via
    self.body = body
    self.bodyHash = bodyHash
    self.schema = schema
  }
}

/// An act not yet recorded: what the store completes with writer, number, times and hash.
public struct OperationDraft: Hashable, Sendable {
  /// The identity, made before the first attempt, so that a second attempt cannot double the act.
  public var id: OperationID
  /// Who does it.
  public var author: Author
  /// The way by which it comes in.
  public var via: Via
  /// The author's time zone, by its IANA name; empty when not known.
  public var zone: String
  /// What is done.
  public var body: OperationBody

  /// A draft.
  public init(id: OperationID, author: Author, via: Via, zone: String = "", body: OperationBody) {
    self.id = id
    self.author = author
    self.via = via
    self.zone = zone
    self.body = body
  }
}

/// What an operation does.
public enum OperationBody: Hashable, Sendable {
  case entryAdd(Entry)
  case entryAmend(EntryAmendment)
  case entryRetract(EntryStrike)
  case entryRedact(EntryStrike)
  case entryLink(EntryLink)
  case windowPlan(WindowPlan)
  case windowChange(WindowChange)
  case windowState(WindowTransition)
  case freezeSet(FreezePlan)
  case freezeClear(Clearing)
  case holdSet(HoldPlan)
  case holdClear(Clearing)
  case hostStatus(HostStatusChange)
  case requestSend(RequestPlan)
  case requestState(RequestTransition)
  case findingAcknowledge(FindingAcknowledgement)
  case findingRelease(Clearing)
  case digestPublish(DigestPublication)
  case reserveBegin(ReservationPlan)
  case reserveBeat(ReservationBeat)
  case reserveEnd(ReservationEnding)
  /// A type that this version does not know: its name and its JSON, kept as they came.
  case other(type: String, json: String)

  /// The name of the type in stores and exports.
  public var type: String {
    switch self {
    case .entryAdd: return "entry.add"
    case .entryAmend: return "entry.amend"
    case .entryRetract: return "entry.retract"
    case .entryRedact: return "entry.redact"
    case .entryLink: return "entry.link"
    case .windowPlan: return "window.plan"
    case .windowChange: return "window.change"
    case .windowState: return "window.state"
    case .freezeSet: return "freeze.set"
    case .freezeClear: return "freeze.clear"
    case .holdSet: return "hold.set"
    case .holdClear: return "hold.clear"
    case .hostStatus: return "host.status"
    case .requestSend: return "request.send"
    case .requestState: return "request.state"
    case .findingAcknowledge: return "finding.acknowledge"
    case .findingRelease: return "finding.release"
    case .digestPublish: return "digest.publish"
    case .reserveBegin: return "reserve.begin"
    case .reserveBeat: return "reserve.beat"
    case .reserveEnd: return "reserve.end"
    case .other(let type, _): return type
    }
  }

  /// Whether it belongs to entries, of which there may be very many; all others are few and folded in memory.
  public var concernsEntry: Bool {
    switch self {
    case .entryAdd, .entryAmend, .entryRetract, .entryRedact, .entryLink: return true
    case .other(let type, _): return type.hasPrefix("entry.")
    default: return false
    }
  }
}
