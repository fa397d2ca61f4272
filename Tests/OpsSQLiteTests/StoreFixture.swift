import Foundation
import OpsDomain
import Synchronization
import TestSupport

@testable import OpsSQLite

/// A store in a folder of its own, which is removed with it, and a clock that is set by hand.
final class StoreFixture: Sendable {
  let folder: String
  let path: String
  let store: SQLiteStore
  private let identities: Mutex<(OperationIDGenerator, SeededRandom)>

  init(machine: Machine = Machine(mark: "one", host: "kyoto1"), at start: Timestamp = .fixture) throws {
    let base = FileManager.default.temporaryDirectory.path
    folder = "\(base)/opslog-\(UUID().uuidString)"
    path = "\(folder)/data/log.sqlite"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let now = StoredClock(start)
    clock = now
    let seed = machine.mark.utf8.reduce(UInt64(3)) { $0 &* 31 &+ UInt64($1) }
    identities = Mutex((OperationIDGenerator(), SeededRandom(seed: seed)))
    store = SQLiteStore(path: path, machine: machine, clock: { now.read() })
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private let clock: StoredClock

  /// Another store object for the same file, as another process would have.
  func other(
    machine: Machine = Machine(mark: "one", host: "kyoto1"), patience: Duration = SQLiteStore.patience
  ) -> SQLiteStore {
    let clock = clock
    return SQLiteStore(path: path, machine: machine, patience: patience, clock: { clock.read() })
  }

  /// Sets the clock.
  func set(_ moment: Timestamp) { clock.set(moment) }

  /// A new identity.
  func identity() -> OperationID {
    identities.withLock { state in
      let random = (UInt16(truncatingIfNeeded: state.1.next()), state.1.next())
      return state.0.next(at: clock.read(), random: random)
    }
  }

  /// An act of tokyo1.
  func draft(_ body: OperationBody, by account: String = "tokyo1") -> OperationDraft {
    OperationDraft(id: identity(), author: Author(account), via: .cli, zone: "Asia/Tokyo", body: body)
  }

  /// An entry with a text, so many seconds after the fixtures begin.
  func entry(
    _ text: String, after seconds: Int64 = 0, by account: String = "tokyo1", kind: EntryKind = .note,
    targets: [EntryTarget] = [], thread: OperationID? = nil, tags: [String] = []
  ) -> OperationDraft {
    let at = Timestamp(milliseconds: Timestamp.fixture.milliseconds + seconds * 1000)
    return draft(
      .entryAdd(Entry(text, kind: kind, at: at, zone: "Asia/Tokyo", targets: targets, thread: thread, tags: tags)),
      by: account)
  }

  /// Records one act.
  @discardableResult
  func append(_ draft: OperationDraft) async throws -> Operation {
    let recorded = try await store.append([draft])
    guard let first = recorded.first, recorded.count == 1 else { throw StoreFailure(.other, "not one operation") }
    return first
  }

  /// The texts of the entries that a question finds, oldest first.
  func texts(_ change: (inout EntryQuery) -> Void = { _ in }) async throws -> [String] {
    var query = EntryQuery()
    change(&query)
    return try await store.entries(query, .newest, limit: 1000).records.map(\.entry.text)
  }

  /// All operations.
  func operations() async throws -> [Operation] {
    try await store.operations(after: StoreCursor(), limit: SQLiteStore.pageMax).0
  }
}

/// A clock that is set by hand.
private final class StoredClock: Sendable {
  private let now: Mutex<Timestamp>
  init(_ start: Timestamp) { now = Mutex(start) }
  func read() -> Timestamp { now.withLock { $0 } }
  func set(_ moment: Timestamp) { now.withLock { $0 = moment } }
}

typealias Operation = OpsDomain.Operation

/// The failure that `body` ends with; nil when it does not fail.
func failure(_ body: () async throws -> Void) async -> StoreFailure? {
  do {
    try await body()
    return nil
  } catch {
    return error as? StoreFailure
  }
}
