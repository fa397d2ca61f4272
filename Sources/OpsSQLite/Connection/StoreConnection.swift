import Dispatch
import GRDB
import Glibc
import OpsDomain
import Synchronization

/// One opened file: connections that read, and one that writes, which is opened when it is needed.
final class StoreConnection: Sendable {
  /// The most connections that read at the same time.
  static let readersMax = 4

  let path: String
  /// Which file was opened.
  let file: FileIdentity
  /// The connections that read; they cannot write.
  let readers: DatabasePool
  private let schema: Schema
  private let patience: Duration
  private let writer = Mutex<DatabaseQueue?>(nil)
  // Opening may wait for others and for the disk: never on a thread of those who call.
  private let opening: DispatchQueue

  /// Opens the file, makes it when it is missing, and brings its schema up to date.
  init(path: String, schema: Schema, patience: Duration) throws {
    self.path = path
    self.schema = schema
    self.patience = patience
    opening = DispatchQueue(label: "opsconsole.\(schema.label).opening-writer")
    let isNew = try StoreFile.prepare(path)
    file = try StoreFile.identity(of: path)
    // Only a file that is new or older needs the writer now: a list reads also what cannot be written.
    var version = isNew ? nil : try? schema.version(of: path, patience: patience)
    if (version ?? 0) < schema.version {
      let first = try schema.openWriter(path, patience: patience)
      writer.withLock { $0 = first }
      version = schema.version
    }
    readers = try DatabasePool(path: path, configuration: schema.configuration(patience: patience, reading: true))
    try readers.read { try schema.check($0, path: path) }
    StoreFile.protect(path)
  }

  /// Whether the file at the path is still the one that was opened.
  var isCurrent: Bool { (try? StoreFile.identity(of: path)) == file }

  /// Does `work` in an immediate transaction; returns when it is committed and synced, and whether the file at the path
  /// was still this one then.
  func write<Value: Sendable>(
    until deadline: ContinuousClock.Instant, _ work: @escaping @Sendable (Database) throws -> Value
  ) async throws -> (value: Value, isCurrent: Bool) {
    let queue = try await openedWriter(until: deadline)
    let result: Result<(value: Value, isCurrent: Bool), any Error> = await withCheckedContinuation { done in
      // No task may interrupt this: whether it was recorded must be known.
      queue.asyncWriteWithoutTransaction { [self] database in
        let left = left(until: deadline)
        done.resume(returning: Result { (try transact(database, patience: left, work), isCurrent) })
      }
    }
    return try result.get()
  }

  /// Does `work` on the connection that writes.
  func outsideTransaction(_ work: @escaping @Sendable (Database) throws -> Void) async throws {
    try await openedWriter(until: .now + patience).writeWithoutTransaction(work)
  }

  /// Closes all connections, once those who use them are ready.
  func close() {
    try? readers.close()
    writer.withLock { queue in
      try? queue?.close()
      queue = nil
    }
  }

  private func transact<Value>(
    _ database: Database, patience: Duration, _ work: (Database) throws -> Value
  ) throws -> Value {
    if database.isInsideTransaction { try database.rollback() }
    try database.execute(sql: "PRAGMA busy_timeout = \(patience.wholeMilliseconds)")
    var value: Value?
    try database.inTransaction(.immediate) {
      try schema.checkWritable(database)
      value = try work(database)
      return .commit
    }
    guard let value else { throw DatabaseError(resultCode: .SQLITE_INTERNAL) }
    return value
  }

  private func left(until deadline: ContinuousClock.Instant) -> Duration {
    max(.milliseconds(10), min(patience, deadline - .now))
  }

  private func openedWriter(until deadline: ContinuousClock.Instant) async throws -> DatabaseQueue {
    let result: Result<DatabaseQueue, any Error> = await withCheckedContinuation { done in
      opening.async { [self] in done.resume(returning: Result { try openWriterNow(until: deadline) }) }
    }
    return try result.get()
  }

  /// The connection that writes; called on `opening` only.
  private func openWriterNow(until deadline: ContinuousClock.Instant) throws -> DatabaseQueue {
    try writer.withLock { queue in
      if let queue { return queue }
      let new = try schema.openWriter(path, patience: left(until: deadline))
      queue = new
      return new
    }
  }
}

// MARK: - Opening

extension Schema {
  /// The number of the schema in a file, without changing anything.
  fileprivate func version(of path: String, patience: Duration) throws -> Int {
    var configuration = configuration(patience: patience, reading: true)
    configuration.label = "opsconsole.\(label).version"
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    defer { try? queue.close() }
    return try queue.read { database in
      let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode")
      return mode == "wal" ? version : 0
    }
  }

  /// Opens the connection that writes; others may be opening the same new file at the same time.
  fileprivate func openWriter(_ path: String, patience: Duration) throws -> DatabaseQueue {
    let deadline = ContinuousClock.now + patience
    while true {
      do {
        let queue = try DatabaseQueue(path: path, configuration: configuration(patience: patience, reading: false))
        try queue.inDatabase { try prepareToWrite($0, path: path) }
        return queue
      } catch let error as DatabaseError where error.resultCode.primaryResultCode == .SQLITE_BUSY {
        // A change of the journal mode is refused at once while others do the same.
        guard ContinuousClock.now < deadline else { throw error }
        usleep(20_000)
      }
    }
  }

  private func prepareToWrite(_ database: Database, path: String) throws {
    // In one view of the file: another process may be about to make it, which is seen whole or not at all.
    try database.inTransaction(.deferred) {
      try check(database, path: path)
      return .commit
    }
    // Counts only before the first page is written, and says nothing to a file that has pages.
    if shrinks { try database.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL") }
    let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
    guard mode == "wal" else {
      throw StoreFailure(
        .readOnly, "\(path) cannot be written: SQLite refuses its write-ahead log there (\(mode ?? ""))")
    }
    try database.execute(sql: "PRAGMA synchronous = \(isSafeAtOnce ? "FULL" : "NORMAL")")
    try database.execute(sql: "PRAGMA journal_size_limit = 16777216")
    try migrate(database)
  }

  fileprivate func configuration(patience: Duration, reading: Bool) -> Configuration {
    var configuration = Configuration()
    configuration.label = "opsconsole.\(label).\(reading ? "reader" : "writer")"
    configuration.readonly = reading
    configuration.busyMode = .timeout(patience.inSeconds)
    configuration.maximumReaderCount = StoreConnection.readersMax
    // A disk that fails while a transaction is taken back shall end that transaction, not the program.
    configuration.allowsUnsafeTransactions = true
    configuration.prepareDatabase { database in
      // What is in the file is data: nothing in its schema may call what only we should call.
      try database.execute(sql: "PRAGMA trusted_schema = OFF")
      try database.execute(sql: "PRAGMA cell_size_check = ON")
      try database.execute(sql: "PRAGMA cache_size = -8192")
      if !reading { try database.execute(sql: "PRAGMA secure_delete = ON") }
    }
    return configuration
  }
}
