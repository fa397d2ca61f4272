import GRDB
public import OpsDomain

extension SQLiteStore {
  /// Records acts in one transaction; returns when they would survive a loss of power.
  public func append(_ drafts: [OperationDraft]) async throws(StoreFailure) -> [Operation] {
    guard drafts.count <= Self.batchMax else { throw StoreFailure(.tooLarge, "at most \(Self.batchMax) acts at once") }
    for draft in drafts { if let problem = draft.envelopeProblem ?? draft.body.problem { throw problem } }
    if drafts.isEmpty { return [] }
    let hasRedaction = drafts.contains { $0.body.type == "entry.redact" }
    let operations = try await write { database, request in
      var appending = try Appending(database, request)
      let operations = try drafts.map { try appending.append($0) }
      if hasRedaction { try Redaction.forgetTerms(in: database) }
      return operations
    }
    if hasRedaction { await forgetRedactedText() }
    return operations
  }
}

/// Appends acts within one transaction.
struct Appending {
  private let database: Database
  private let now: Timestamp
  private var writer: WriterIdentity.Writer
  private var hybrid: HybridTime
  private var projection: EntryProjection

  /// Begins to append; the transaction is the caller's.
  init(_ database: Database, _ request: WriterIdentity.Request) throws {
    self.database = database
    now = request.now
    writer = try WriterIdentity.currentOrNew(database, request)
    hybrid = try StoreClock.last(database, now: now)
    projection = EntryProjection(database)
  }

  /// Records an act, or finds that it is recorded already.
  mutating func append(_ draft: OperationDraft) throws -> Operation {
    if let known = try OperationTable.operation(draft.id, in: database) { return try confirm(known, is: draft) }
    let body = try PlanNumbers.numbered(draft.body, in: database)
    if let entry = body.understood.changedEntry { try requireEntry(entry) }
    hybrid = hybrid.next(at: now)
    writer.sequence += 1
    let json = body.canonicalJSON
    let hash = sha256(of: Array(json.utf8))
    let operation = Operation(
      id: draft.id, writer: writer.name, sequence: writer.sequence, hybrid: hybrid, recordedAt: now, zone: draft.zone,
      author: draft.author, via: draft.via, body: body, bodyHash: hexadecimal(hash))
    let number = try OperationTable.insert(operation, json: json, hash: hash, in: database)
    try projection.take(operation, number: number)
    return operation
  }

  /// The same act again is the act that was recorded; another one under its identity is refused.
  ///
  /// Of a line of a chat that several consoles heard the first one counts, as each reads it with its own inventory.
  private func confirm(_ known: Operation, is draft: OperationDraft) throws -> Operation {
    var body = draft.body
    if body.planNumber == 0, let number = known.body.planNumber { body.planNumber = number }
    let hash = hexadecimal(sha256(of: Array(body.canonicalJSON.utf8)))
    if known.isCapture, draft.isCapture { return known }
    guard hash == known.bodyHash, known.body.type == body.type else {
      throw StoreFailure(
        .conflict, "\(draft.id) is recorded already with another content: give the new act an id of its own")
    }
    return known
  }

  private func requireEntry(_ id: OperationID) throws {
    guard try OperationTable.isEntry(id, in: database) else {
      throw StoreFailure(.invalid, "there is no entry \(id) in this work log")
    }
  }
}

/// The short numbers by which people call plans: `M-81`, `F-3`, `H-5`, `R-12`, `W-7`.
enum PlanNumbers {
  /// A body with the next number of its series, when it has none yet.
  static func numbered(_ body: OperationBody, in database: Database) throws -> OperationBody {
    guard body.planNumber == 0, let series = body.planSeries else { return body }
    var numbered = body
    numbered.planNumber = 1 + (try last(series, in: database))
    return numbered
  }

  /// Takes note of a number that is in use.
  static func note(_ body: OperationBody, in database: Database) throws {
    guard let series = body.planSeries, let number = body.planNumber, number > 0, number < Int32.max else { return }
    let note = try database.cachedStatement(
      sql: """
        INSERT INTO plan_number (series, last) VALUES (?, ?)
        ON CONFLICT (series) DO UPDATE SET last = max(last, excluded.last)
        """)
    try note.execute(arguments: [series, number])
  }

  private static func last(_ series: String, in database: Database) throws -> Int {
    let find = try database.cachedStatement(sql: "SELECT last FROM plan_number WHERE series = ?")
    return try Int.fetchOne(find, arguments: [series]) ?? 0
  }
}

extension OperationBody {
  /// The series in which it is numbered; nil when it is not.
  fileprivate var planSeries: String? {
    switch self {
    case .windowPlan: return "M"
    case .freezeSet: return "F"
    case .holdSet: return "H"
    case .requestSend: return "R"
    case .reserveBegin: return "W"
    default: return nil
    }
  }

  /// The number of a plan; nil for what is no plan.
  fileprivate var planNumber: Int? {
    get {
      switch self {
      case .windowPlan(let plan): return plan.number
      case .freezeSet(let plan): return plan.number
      case .holdSet(let plan): return plan.number
      case .requestSend(let plan): return plan.number
      case .reserveBegin(let plan): return plan.number
      default: return nil
      }
    }
    set {
      guard let newValue else { return }
      switch self {
      case .windowPlan(var plan):
        plan.number = newValue
        self = .windowPlan(plan)
      case .freezeSet(var plan):
        plan.number = newValue
        self = .freezeSet(plan)
      case .holdSet(var plan):
        plan.number = newValue
        self = .holdSet(plan)
      case .requestSend(var plan):
        plan.number = newValue
        self = .requestSend(plan)
      case .reserveBegin(var plan):
        plan.number = newValue
        self = .reserveBegin(plan)
      default: break
      }
    }
  }
}
