import OpsDomain

/// A work log that is forgotten at the end: that of the demonstration.
actor MemoryStore: WorkLogStore {
  /// The most operations that it holds.
  static let capacity = 100_000

  private let writer: String
  private let clock: @Sendable () -> Timestamp
  private var log: [OpsDomain.Operation] = []
  private var numbers: [OperationID: Int] = [:]
  private var records: [OperationID: EntryRecord] = [:]
  /// The identities of entries, oldest first.
  private var order: [OperationID] = []
  private var planCount: [String: Int] = [:]

  /// A log of these operations, in this order.
  init(
    _ operations: [OpsDomain.Operation] = [], writer: String = "demonstration",
    clock: @escaping @Sendable () -> Timestamp
  ) {
    self.writer = writer
    self.clock = clock
    for operation in operations { Self.take(operation, &log, &numbers, &records, &planCount) }
    order = records.values.sorted { $0.place < $1.place }.map(\.id)
  }

  func append(_ drafts: [OperationDraft]) throws(StoreFailure) -> [OpsDomain.Operation] {
    guard log.count + drafts.count <= Self.capacity else {
      throw StoreFailure(.diskFull, "the demonstration's work log is full: begin it again")
    }
    var done: [OpsDomain.Operation] = []
    for draft in drafts {
      if let problem = draft.body.problem { throw problem }
      if let number = numbers[draft.id] {
        done.append(log[number - 1])
        continue
      }
      if let entry = draft.body.changedEntryID, records[entry] == nil {
        throw StoreFailure(.invalid, "there is no entry \(entry)")
      }
      done.append(operation(of: draft, sequence: log.count + done.count + 1))
    }
    for operation in done where numbers[operation.id] == nil { take(operation) }
    return done
  }

  func decide<Answer: Sendable>(
    _ decision: @escaping @Sendable (TeamState, StoreCursor) -> Decision<Answer>
  ) throws(StoreFailure) -> Decided<Answer> {
    var team = TeamState(log)
    let decided = decision(team, latest())
    let operations = try append(decided.drafts)
    team.apply(operations)
    return Decided(answer: decided.answer, operations: operations, team: team, cursor: latest())
  }

  func merge(_ operations: [OpsDomain.Operation]) throws(StoreFailure) -> Int {
    guard log.count + operations.count <= Self.capacity else {
      throw StoreFailure(.diskFull, "the demonstration's work log is full: begin it again")
    }
    let new = operations.filter { numbers[$0.id] == nil }
    for operation in new { take(operation) }
    return new.count
  }

  func entries(_ query: EntryQuery, _ position: EntryPosition, limit: Int) throws(StoreFailure) -> EntryPage {
    let found = order.compactMap { records[$0] }.filter { query.finds($0) }
    var range = found.indices
    switch position {
    case .newest: range = max(0, found.count - limit)..<found.count
    case .before(let place):
      let end = found.firstIndex { $0.place >= place } ?? found.count
      range = max(0, end - limit)..<end
    case .after(let place):
      let start = found.firstIndex { $0.place > place } ?? found.count
      range = start..<min(found.count, start + limit)
    case .around(let place):
      let middle = found.firstIndex { $0.place >= place } ?? found.count
      let start = max(0, min(middle - limit / 2, found.count - limit))
      range = start..<min(found.count, start + limit)
    }
    return EntryPage(
      records: Array(found[range]), hasOlder: range.lowerBound > 0, hasNewer: range.upperBound < found.count)
  }

  func entry(_ id: OperationID) throws(StoreFailure) -> EntryRecord? { records[id] }

  func identities(beginningWith text: String, limit: Int) throws(StoreFailure) -> [OperationID] {
    let text = text.uppercased()
    return Array(log.lazy.map(\.id).filter { $0.description.hasPrefix(text) }.prefix(limit))
  }

  func entryCounts(of hosts: [HostID]) throws(StoreFailure) -> [HostID: Int] {
    var counts: [HostID: Int] = Dictionary(hosts.map { ($0, 0) }) { first, _ in first }
    for record in records.values {
      for host in Set(record.hosts) where counts[host] != nil { counts[host, default: 0] += 1 }
    }
    return counts
  }

  func planOperations(after cursor: StoreCursor) throws(StoreFailure) -> ([OpsDomain.Operation], StoreCursor) {
    (after(cursor).filter { !$0.body.concernsEntry }, latest())
  }

  func changedEntries(after cursor: StoreCursor, limit: Int) throws(StoreFailure) -> ([EntryRecord], StoreCursor) {
    var changed: [EntryRecord] = []
    var seen: Set<OperationID> = []
    var end = latest()
    for (offset, operation) in after(cursor).enumerated() where operation.body.concernsEntry {
      let id = operation.body.changedEntryID ?? operation.id
      guard seen.insert(id).inserted, let record = records[id] else { continue }
      if changed.count == limit {
        end = StoreCursor(number: cursor.number + Int64(offset))
        break
      }
      changed.append(record)
    }
    return (changed, end)
  }

  func operations(
    after cursor: StoreCursor, limit: Int
  ) throws(StoreFailure) -> ([OpsDomain.Operation], StoreCursor) {
    let part = Array(after(cursor).prefix(limit))
    return (part, StoreCursor(number: cursor.number + Int64(part.count)))
  }

  func latest() -> StoreCursor { StoreCursor(number: Int64(log.count)) }

  private func after(_ cursor: StoreCursor) -> ArraySlice<OpsDomain.Operation> {
    log.dropFirst(Int(clamping: max(0, cursor.number)))
  }

  private func operation(of draft: OperationDraft, sequence: Int) -> OpsDomain.Operation {
    let now = clock()
    let hybrid = (log.last?.hybrid ?? HybridTime()).next(at: now)
    return OpsDomain.Operation(
      id: draft.id, writer: writer, sequence: Int64(sequence), hybrid: hybrid, recordedAt: now, zone: draft.zone,
      author: draft.author, via: draft.via, body: draft.body.numbered((planCount[draft.body.type] ?? 0) + 1))
  }

  private func take(_ operation: OpsDomain.Operation) {
    Self.take(operation, &log, &numbers, &records, &planCount)
    guard operation.body.concernsEntry else { return }
    order = records.values.sorted { $0.place < $1.place }.map(\.id)
  }

  private static func take(
    _ operation: OpsDomain.Operation, _ log: inout [OpsDomain.Operation], _ numbers: inout [OperationID: Int],
    _ records: inout [OperationID: EntryRecord], _ planCount: inout [String: Int]
  ) {
    guard numbers[operation.id] == nil else { return }
    log.append(operation)
    numbers[operation.id] = log.count
    if let entry = operation.body.changedEntryID {
      records[entry]?.apply(operation)
    } else if let record = EntryRecord(folding: [operation]) {
      records[operation.id] = record
    }
    if let number = operation.body.planNumberGiven {
      planCount[operation.body.type] = max(planCount[operation.body.type] ?? 0, number)
    }
  }
}

extension OperationBody {
  /// The entry that this changes; nil for a new one and for all that is no entry.
  fileprivate var changedEntryID: OperationID? {
    switch self {
    case .entryAmend(let amendment): return amendment.entry
    case .entryRetract(let strike), .entryRedact(let strike): return strike.entry
    case .entryLink(let link): return link.entry
    default: return nil
    }
  }

  /// The short number of a plan; nil for all else.
  fileprivate var planNumberGiven: Int? {
    switch self {
    case .windowPlan(let plan): return plan.number
    case .freezeSet(let plan): return plan.number
    case .holdSet(let plan): return plan.number
    case .requestSend(let plan): return plan.number
    case .reserveBegin(let plan): return plan.number
    default: return nil
    }
  }

  /// The plan with this number, unless it has one.
  fileprivate func numbered(_ number: Int) -> OperationBody {
    guard planNumberGiven == 0 else { return self }
    switch self {
    case .windowPlan(var plan):
      plan.number = number
      return .windowPlan(plan)
    case .freezeSet(var plan):
      plan.number = number
      return .freezeSet(plan)
    case .holdSet(var plan):
      plan.number = number
      return .holdSet(plan)
    case .requestSend(var plan):
      plan.number = number
      return .requestSend(plan)
    case .reserveBegin(var plan):
      plan.number = number
      return .reserveBegin(plan)
    default: return self
    }
  }
}
