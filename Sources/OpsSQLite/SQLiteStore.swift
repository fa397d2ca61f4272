import GRDB
public import OpsDomain

/// The work log in a file of SQLite: the truth of this console.
///
/// Several consoles and commands may have the same file open. Writing is done by one connection after the other, reading
/// by connections that wait for nobody. When the file was out of reach, moved or replaced, the next call opens it anew.
public final class SQLiteStore: WorkLogStore {
  /// The longest that an act waits for other writers, in this process and in others.
  public static let patience = StoreAccess.patience
  /// The most acts of one call of `append` or `merge`.
  public static let batchMax = 100_000

  /// The file.
  public var path: String { access.path }
  let clock: @Sendable () -> Timestamp
  private let machine: Machine
  private let access: StoreAccess

  /// A store in this file; nothing is opened yet.
  public convenience init(path: String) { self.init(path: path, machine: .own(), clock: systemTime) }

  init(
    path: String, machine: Machine, patience: Duration = SQLiteStore.patience,
    clock: @escaping @Sendable () -> Timestamp
  ) {
    access = StoreAccess(path: path, schema: .workLog, patience: patience)
    self.machine = machine
    self.clock = clock
  }

  /// A store in this file, which is made when it is missing, with its folders.
  public static func open(path: String) async throws(StoreFailure) -> SQLiteStore {
    let store = SQLiteStore(path: path)
    _ = try await store.file()
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
  public func file() async throws(StoreFailure) -> FileIdentity { try await access.file() }

  /// Closes the file; the next call opens it again.
  public func close() async { await access.close() }
}

// MARK: - Doing

extension SQLiteStore {
  /// Reads in one unchanging view of the file.
  func read<Value: Sendable>(
    _ work: @escaping @Sendable (Database, FileIdentity) throws -> Value
  ) async throws(StoreFailure) -> Value {
    try await access.read(work)
  }

  /// Writes in one transaction that has reached the disk when this returns.
  ///
  /// `work` may be done twice, the second time in another file, when the first one was taken away meanwhile.
  func write<Value: Sendable>(
    _ work: @escaping @Sendable (Database, WriterIdentity.Request) throws -> Value
  ) async throws(StoreFailure) -> Value {
    let (machine, now) = (machine, clock())
    return try await access.write { database, file in
      try work(database, WriterIdentity.Request(machine: machine, file: file, now: now))
    }
  }

  /// Does what cannot be done within a transaction, on the connection that writes.
  func outsideTransaction(_ work: @escaping @Sendable (Database) throws -> Void) async throws(StoreFailure) {
    try await access.outsideTransaction(work)
  }
}
