import struct Foundation.Data
import GRDB
public import OpsDomain

extension SQLiteStore {
  /// The identities that begin with a text, as people shorten them, in either case.
  public func identities(beginningWith text: String, limit: Int) async throws(StoreFailure) -> [OperationID] {
    guard text.utf8.count <= 26, let first = Self.identity(text, filledWith: "0"),
      let last = Self.identity(text, filledWith: text.isEmpty ? "7" : "Z")
    else { return [] }
    return try await read { database, _ in
      let find = try database.cachedStatement(sql: "SELECT id FROM op WHERE id >= ? AND id <= ? ORDER BY id LIMIT ?")
      let found = try Data.fetchAll(find, arguments: [first.bytes, last.bytes, max(0, limit)])
      return found.compactMap { OperationID(bytes: $0) }
    }
  }

  /// The operations that are not about entries, recorded after a place.
  public func planOperations(after cursor: StoreCursor) async throws(StoreFailure) -> ([Operation], StoreCursor) {
    try await read { database, _ in
      let (operations, _) = try OperationTable.operations(after: cursor, limit: .max, plansOnly: true, in: database)
      return (operations, max(cursor, try OperationTable.last(in: database)))
    }
  }

  /// All operations after a place, in the order in which this store took them in.
  public func operations(
    after cursor: StoreCursor, limit: Int
  ) async throws(StoreFailure) -> ([Operation], StoreCursor) {
    try await read { database, _ in
      try OperationTable.operations(after: cursor, limit: max(0, min(limit, Self.pageMax)), in: database)
    }
  }

  /// The place after everything recorded so far.
  public func latest() async throws(StoreFailure) -> StoreCursor {
    try await read { database, _ in try OperationTable.last(in: database) }
  }

  private static func identity(_ text: String, filledWith digit: Character) -> OperationID? {
    OperationID(text + String(repeating: digit, count: 26 - text.utf8.count))
  }
}
