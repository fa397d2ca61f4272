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
}

extension OperationBody {
  /// The body without what a redaction removes; nil for what holds no text of an entry.
  var withoutText: OperationBody? {
    switch self {
    case .entryAdd(var entry):
      entry.text = ""
      entry.title = nil
      entry.command = nil
      return .entryAdd(entry)
    case .entryAmend(var amendment):
      if amendment.text != nil { amendment.text = "" }
      return .entryAmend(amendment)
    default: return nil
    }
  }

  /// Whether a redaction has removed its text.
  var isWithoutText: Bool { understood.withoutText == self }
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
