import OpsDomain
import OpsSQLite

@testable import OpsApp

/// A work log in memory that fails when it is told to.
actor FlakyStore: WorkLogStore {
  private var store: MemoryStore
  /// The most changed entries of one answer, as when some of those asked for are gone.
  private var changesMax = Int.max
  /// Which file the store would be.
  private(set) var file: FileIdentity?
  private var writeFailure: StoreFailure?
  private var readFailure: StoreFailure?
  /// Whether what is appended is recorded although a failure is told, as when an answer is lost.
  private var losesAnswers = false
  private(set) var appended: [[OperationID]] = []

  init(_ store: MemoryStore = MemoryStore(clock: Moments.now)) { self.store = store }

  func fail(writing: StoreFailure?, reading: StoreFailure? = nil, losingAnswers: Bool = false) {
    (writeFailure, readFailure, losesAnswers) = (writing, reading, losingAnswers)
  }

  /// Puts another log in its place.
  func replace(by store: MemoryStore, file: FileIdentity? = nil) { (self.store, self.file) = (store, file) }

  func answerFewChanges(_ limit: Int) { changesMax = limit }

  func append(_ drafts: [OperationDraft]) async throws(StoreFailure) -> [OpsDomain.Operation] {
    appended.append(drafts.map(\.id))
    if let writeFailure {
      if losesAnswers { _ = try await store.append(drafts) }
      throw writeFailure
    }
    return try await store.append(drafts)
  }

  func decide<Answer: Sendable>(
    _ decision: @escaping @Sendable (TeamState, StoreCursor) -> Decision<Answer>
  ) async throws(StoreFailure) -> Decided<Answer> {
    if let writeFailure { throw writeFailure }
    return try await store.decide(decision)
  }

  func merge(_ operations: [OpsDomain.Operation]) async throws(StoreFailure) -> Int {
    if let writeFailure { throw writeFailure }
    return try await store.merge(operations)
  }

  func entries(
    _ query: EntryQuery, _ position: EntryPosition, limit: Int
  ) async throws(StoreFailure) -> EntryPage {
    if let readFailure { throw readFailure }
    return try await store.entries(query, position, limit: limit)
  }

  func entry(_ id: OperationID) async throws(StoreFailure) -> EntryRecord? { try await store.entry(id) }

  func identities(beginningWith text: String, limit: Int) async throws(StoreFailure) -> [OperationID] {
    try await store.identities(beginningWith: text, limit: limit)
  }

  func entryCounts(of hosts: [HostID]) async throws(StoreFailure) -> [HostID: Int] {
    if let readFailure { throw readFailure }
    return try await store.entryCounts(of: hosts)
  }

  func planOperations(
    after cursor: StoreCursor
  ) async throws(StoreFailure) -> ([OpsDomain.Operation], StoreCursor) {
    if let readFailure { throw readFailure }
    return try await store.planOperations(after: cursor)
  }

  func changedEntries(
    after cursor: StoreCursor, limit: Int
  ) async throws(StoreFailure) -> ([EntryRecord], StoreCursor) {
    if let readFailure { throw readFailure }
    return try await store.changedEntries(after: cursor, limit: min(limit, changesMax))
  }

  func operations(
    after cursor: StoreCursor, limit: Int
  ) async throws(StoreFailure) -> ([OpsDomain.Operation], StoreCursor) {
    try await store.operations(after: cursor, limit: limit)
  }

  func latest() async throws(StoreFailure) -> StoreCursor { await store.latest() }
}
