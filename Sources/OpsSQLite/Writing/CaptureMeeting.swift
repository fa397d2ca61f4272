import GRDB
import OpsDomain

/// Lines of chats that another store heard too, as they are taken over.
struct CaptureMeeting {
  private let database: Database
  /// The lines of chats that come in this call: what is here under the same identity has met its own.
  private let coming: Set<OperationID>
  /// The entries that have met another one in this call.
  private var met: Set<OperationID> = []

  init(_ database: Database, coming: Set<OperationID>) {
    self.database = database
    self.coming = coming
  }

  /// Whether the operation of this identity that is here is the same line, read by another console: the first one counts.
  func isSame(_ operation: Operation) throws -> Bool {
    guard operation.isCapture else { return false }
    return try OperationTable.operation(operation.id, in: database)?.isCapture ?? false
  }

  /// Whether an entry of another writer is the same message, where neither knows an identity that the network gave.
  ///
  /// Such an entry is not taken over, since it is here already. Each entry meets one at most: what was said twice stays
  /// two, and so does what one writer heard twice.
  mutating func isHere(_ operation: Operation) throws -> Bool {
    guard operation.isCapture, case .entryAdd(let entry) = operation.body.understood, entry.chat?.messageID == nil
    else {
      return false
    }
    let tolerance = CaptureSightings.tolerance
    let find = try database.cachedStatement(
      sql: """
        SELECT o.id FROM entry e JOIN op o ON o.number = e.number
        WHERE e.at >= ? AND e.at <= ? AND o.via = 'irc' AND o.writer <> ? ORDER BY e.at, e.id
        """)
    let ids = try Row.fetchAll(
      find,
      arguments: [
        (entry.at - tolerance).milliseconds, (entry.at + tolerance).milliseconds, operation.writer,
      ]
    ).compactMap { OperationID(bytes: $0[0]) }
    for id in ids where !coming.contains(id) && !met.contains(id) {
      guard case .entryAdd(let other)? = try OperationTable.operation(id, in: database)?.body.understood,
        ChatOrigin.areOne(entry, other)
      else { continue }
      met.insert(id)
      return true
    }
    return false
  }
}
