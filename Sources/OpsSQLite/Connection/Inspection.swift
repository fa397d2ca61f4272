import struct Foundation.Data
import GRDB
public import OpsDomain

extension SQLiteStore {
  /// What is wrong with the file; nil when nothing is.
  ///
  /// The quick inspection reads the pages of the file; the full one also compares indexes with tables, operations with
  /// their hashes, and numbers of writers with their count.
  public func integrityProblem(full: Bool = false) async throws(StoreFailure) -> String? {
    try await read { database, _ in
      let pragma = full ? "integrity_check(5)" : "quick_check(5)"
      let words = try String.fetchAll(database, sql: "PRAGMA \(pragma)")
      guard words == ["ok"] else { return words.joined(separator: "; ") }
      guard full else { return nil }
      return try Inspection.projections(database) ?? Inspection.sequences(database) ?? Inspection.hashes(database)
    }
  }

  /// Moves what the write-ahead log holds into the file and empties it, as far as readers allow.
  func checkpoint() async throws(StoreFailure) {
    try await outsideTransaction { database in _ = try database.checkpoint(.truncate) }
  }
}

private enum Inspection {
  static func projections(_ database: Database) throws -> String? {
    let added = try Int.fetchOne(database, sql: "SELECT count(*) FROM op WHERE type = 'entry.add'") ?? 0
    let listed = try Int.fetchOne(database, sql: "SELECT count(*) FROM entry") ?? 0
    return added == listed ? nil : "\(added) entries were added, but \(listed) are listed"
  }

  /// The writers of this file count without gaps; those of others may come in parts.
  static func sequences(_ database: Database) throws -> String? {
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT writer, count(*), count(DISTINCT seq), max(seq) FROM op WHERE writer IN (SELECT name FROM writer)
        GROUP BY writer HAVING count(*) <> max(seq) OR count(DISTINCT seq) <> max(seq) LIMIT 1
        """)
    guard let row else { return nil }
    return "\(row[0] as String) has \(row[1] as Int) operations, but counts to \(row[3] as Int)"
  }

  static func hashes(_ database: Database) throws -> String? {
    let rows = try Row.fetchCursor(database, sql: "SELECT id, type, body, body_hash FROM op ORDER BY number")
    while let row = try rows.next() {
      let (json, hash): (String, Data) = (row[2], row[3])
      if sha256(of: Array(json.utf8)) == Array(hash) { continue }
      if OperationTable.body(type: row[1], json: json).isWithoutText { continue }
      return "operation \(OperationID(bytes: row[0])?.description ?? "?") is not as it was written"
    }
    return nil
  }
}
