import Dispatch
import GRDB
import OpsDomain
import Synchronization

/// The way to one file of SQLite: opens it when it is needed, and anew when it was out of reach, moved or replaced.
///
/// Several processes may have the same file open. Writing is done by one connection after the other, reading by
/// connections that wait for nobody.
final class StoreAccess: Sendable {
  /// The longest that something is waited for that others hold, in this process and in others.
  static let patience = Duration.seconds(5)

  /// The file.
  let path: String
  private let schema: Schema
  private let patience: Duration
  private let open = Mutex<StoreConnection?>(nil)
  // A disk may hang and a lock be waited for: never on a thread of those who call.
  private let opening: DispatchQueue
  private let closing: DispatchQueue

  /// The way to this file; nothing is opened yet.
  init(path: String, schema: Schema, patience: Duration = StoreAccess.patience) {
    self.path = path
    self.schema = schema
    self.patience = patience
    opening = DispatchQueue(label: "opsconsole.\(schema.label).opening")
    closing = DispatchQueue(label: "opsconsole.\(schema.label).closing")
  }

  /// Which file is open; opens it when it is not.
  func file() async throws(StoreFailure) -> FileIdentity { try await connection().file }

  /// Closes the file; the next call opens it again.
  func close() async {
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

extension StoreAccess {
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

  /// Writes in one transaction, which is committed when this returns.
  ///
  /// `work` may be done twice, the second time in another file, when the first one was taken away meanwhile.
  func write<Value: Sendable>(
    _ work: @escaping @Sendable (Database, FileIdentity) throws -> Value
  ) async throws(StoreFailure) -> Value {
    let deadline = ContinuousClock.now + patience
    var isSecond = false
    while true {
      let connection = try await connection()
      do {
        let (value, isCurrent) = try await connection.write(until: deadline) { try work($0, connection.file) }
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
      let connection = try StoreConnection(path: path, schema: schema, patience: patience)
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
