import Dispatch
import GRDB
public import OpsDomain
import Synchronization

/// The work log in a file of SQLite: the truth of this console.
///
/// Several consoles and commands may have the same file open. Writing is done by one connection after the other, reading
/// by connections that wait for nobody. When the file was out of reach, moved or replaced, the next call opens it anew.
public final class SQLiteStore: WorkLogStore {
  /// The longest that an act waits for other writers, in this process and in others.
  public static let patience = Duration.seconds(5)
  /// The most acts of one call of `append` or `merge`.
  public static let batchMax = 100_000

  /// The file.
  public let path: String
  let clock: @Sendable () -> Timestamp
  private let machine: Machine
  private let patience: Duration
  private let open = Mutex<StoreConnection?>(nil)
  // A disk may hang and a lock be waited for: never on a thread of those who call.
  private let opening = DispatchQueue(label: "opsconsole.log.opening")
  private let closing = DispatchQueue(label: "opsconsole.log.closing")

  /// A store in this file; nothing is opened yet.
  public convenience init(path: String) { self.init(path: path, machine: .own(), clock: systemTime) }

  init(
    path: String, machine: Machine, patience: Duration = SQLiteStore.patience,
    clock: @escaping @Sendable () -> Timestamp
  ) {
    self.path = path
    self.machine = machine
    self.patience = patience
    self.clock = clock
  }

  /// A store in this file, which is made when it is missing, with its folders.
  public static func open(path: String) async throws(StoreFailure) -> SQLiteStore {
    let store = SQLiteStore(path: path)
    _ = try await store.connection()
    return store
  }

  /// The name under which this machine writes into this file; nil before it has written.
  public func writerName() async throws(StoreFailure) -> String? {
    let machine = machine
    return try await read { database, file in try WriterIdentity.current(database, machine: machine, file: file)?.name }
  }

  /// Which file is open; opens it when it is not.
  ///
  /// Another file at the same path is another one.
  public func file() async throws(StoreFailure) -> FileIdentity { try await connection().file }

  /// Closes the file; the next call opens it again.
  public func close() async {
    let old = open.withLock { connection in
      defer { connection = nil }
      return connection
    }
    guard let old else { return }
    await withCheckedContinuation { done in
      closing.async {
        old.close()
        done.resume()
      }
    }
  }
}

// MARK: - Doing

extension SQLiteStore {
  /// Reads in one unchanging view of the file.
  func read<Value: Sendable>(
    _ work: @escaping @Sendable (Database, FileIdentity) throws -> Value
  ) async throws(StoreFailure) -> Value {
    var isSecond = false
    while true {
      let connection = try await connection()
      do {
        return try await connection.readers.read { try work($0, connection.file) }
      } catch {
        let failure = storeFailure(error, path: path)
        guard needsNewConnection(error) else { throw failure }
        drop(connection)
        if isSecond { throw failure }
        isSecond = true
      }
    }
  }

  /// Writes in one transaction that has reached the disk when this returns.
  ///
  /// `work` may be done twice, the second time in another file, when the first one was taken away meanwhile.
  func write<Value: Sendable>(
    _ work: @escaping @Sendable (Database, WriterIdentity.Request) throws -> Value
  ) async throws(StoreFailure) -> Value {
    let deadline = ContinuousClock.now + patience
    var isSecond = false
    while true {
      let connection = try await connection()
      let request = WriterIdentity.Request(machine: machine, file: connection.file, now: clock())
      do {
        let (value, isCurrent) = try await connection.write(until: deadline) { try work($0, request) }
        if isCurrent { return value }
        drop(connection)
        if isSecond { throw StoreFailure(.other, "\(path) is replaced again and again by another program") }
      } catch {
        let failure = storeFailure(error, path: path)
        guard needsNewConnection(error) else { throw failure }
        drop(connection)
        if isSecond { throw failure }
      }
      isSecond = true
    }
  }

  /// Does what cannot be done within a transaction, on the connection that writes.
  func outsideTransaction(_ work: @escaping @Sendable (Database) throws -> Void) async throws(StoreFailure) {
    let connection = try await connection()
    do {
      try await connection.outsideTransaction(work)
    } catch {
      throw storeFailure(error, path: path)
    }
  }

  /// The open file; opens it when it is not, or when another one lies at its path.
  private func connection() async throws(StoreFailure) -> StoreConnection {
    let result: Result<StoreConnection, StoreFailure> = await withCheckedContinuation { done in
      opening.async { [self] in done.resume(returning: openNow()) }
    }
    return try result.get()
  }

  /// The open file, or the file opened anew; called on `opening` only, since it waits for the disk.
  private func openNow() -> Result<StoreConnection, StoreFailure> {
    let old = open.withLock { $0 }
    if let old {
      if old.isCurrent { return .success(old) }
      drop(old)
    }
    do {
      let connection = try StoreConnection(path: path, patience: patience)
      open.withLock { $0 = connection }
      return .success(connection)
    } catch {
      return .failure(storeFailure(error, path: path))
    }
  }

  /// Forgets a connection that has failed, so that the next call opens a new one.
  private func drop(_ connection: StoreConnection) {
    let wasOpen = open.withLock { current in
      guard current === connection else { return false }
      current = nil
      return true
    }
    if wasOpen { closing.async { connection.close() } }
  }
}
