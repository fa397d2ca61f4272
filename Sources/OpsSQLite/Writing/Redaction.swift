import GRDB
import OpsDomain

/// Removes the text of an entry for good; who did it and why stays, and the hash of what was there.
enum Redaction {
  /// Empties the bodies of the operations of an entry whose redaction is recorded.
  static func removeText(ofEntry id: OperationID, in database: Database) throws {
    for (number, operation) in try OperationTable.operations(ofEntry: id, in: database) {
      guard let emptied = operation.body.understood.withoutText, emptied != operation.body else { continue }
      try database.execute(
        sql: "UPDATE op SET body = ? WHERE number = ?", arguments: [emptied.canonicalJSON, number])
    }
  }

  /// Deletes the terms by which no entry is found any more, such as tags that were removed.
  static func forgetTerms(in database: Database) throws {
    try database.execute(
      sql: "DELETE FROM term WHERE NOT EXISTS (SELECT 1 FROM entry_term WHERE entry_term.term = term.id)")
  }
}

extension SQLiteStore {
  /// Removes what is left of redacted text in indexes and in the write-ahead log; goes on when others are reading.
  func forgetRedactedText() async {
    _ = try? await write { database, _ in
      try database.execute(sql: "INSERT INTO entry_trigram (entry_trigram) VALUES ('optimize')")
      try database.execute(sql: "INSERT INTO entry_bigram (entry_bigram) VALUES ('optimize')")
    }
    try? await checkpoint()
  }
}
