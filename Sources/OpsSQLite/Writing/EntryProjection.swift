import GRDB
import OpsDomain

/// Keeps what lists and searches read in step with the operations, in their transaction.
struct EntryProjection {
  private let database: Database
  private var terms: [String: Int64] = [:]

  /// A projection into a file whose transaction is the caller's.
  init(_ database: Database) { self.database = database }

  /// Takes in an operation that was recorded just now.
  mutating func take(_ operation: Operation, number: Int64) throws {
    switch operation.body.understood {
    case .entryAdd(let entry):
      if try hasChanges(operation.id) {
        try refresh(operation.id)
      } else {
        let record = EntryRecord(operation: operation, entry: entry)
        try insert(record, number: number, changes: 0)
      }
    case .entryRedact(let strike):
      try Redaction.removeText(ofEntry: strike.entry, in: database)
      try refresh(strike.entry)
    case let body:
      guard let entry = body.changedEntry else { return }
      try refresh(entry)
    }
  }

  /// Draws an entry anew from its operations.
  private mutating func refresh(_ id: OperationID) throws {
    var operations = try OperationTable.operations(ofEntry: id, in: database)
    if operations.contains(where: { $0.operation.body.type == "entry.redact" }) {
      // What came after the redaction, from a store that did not know of it, loses its text too, the entry known or not.
      try Redaction.removeText(ofEntry: id, in: database)
      operations = try OperationTable.operations(ofEntry: id, in: database)
    }
    guard let added = operations.first(where: { $0.operation.id == id }) else { return }
    guard let record = EntryRecord(folding: operations.lazy.map(\.operation)) else { return }
    try remove(number: added.number)
    try insert(record, number: added.number, changes: operations.count - 1)
  }

  private func hasChanges(_ id: OperationID) throws -> Bool {
    let find = try database.cachedStatement(sql: "SELECT 1 FROM op WHERE entry = ? LIMIT 1")
    return try Int.fetchOne(find, arguments: [id.bytes]) != nil
  }
}

// MARK: - Rows

extension EntryProjection {
  private mutating func insert(_ record: EntryRecord, number: Int64, changes: Int) throws {
    let at = record.entry.at.milliseconds
    let numbers = try EntryTerms.terms(of: record).map { try termNumber($0) }
    try run(
      "INSERT INTO entry (number, id, at, changes, retracted, terms) VALUES (?, ?, ?, ?, ?, ?)",
      [
        number, record.id.bytes, at, changes, record.retracted == nil ? 0 : 1,
        numbers.map { String($0) }.joined(separator: ","),
      ])
    for term in numbers { try run("INSERT INTO entry_term (term, at, entry) VALUES (?, ?, ?)", [term, at, number]) }
    let folded = EntryText.folded(record)
    try run("INSERT INTO entry_text (entry, folded) VALUES (?, ?)", [number, folded])
    try run("INSERT INTO entry_trigram (rowid, folded) VALUES (?, ?)", [number, folded])
    let grams = SearchGrams.bigrams(folded)
    if !grams.isEmpty { try run("INSERT INTO entry_bigram (rowid, grams) VALUES (?, ?)", [number, grams]) }
  }

  private func remove(number: Int64) throws {
    guard
      let old = try Row.fetchOne(
        database,
        sql: """
          SELECT at, terms, folded FROM entry JOIN entry_text ON entry_text.entry = entry.number WHERE number = ?
          """, arguments: [number])
    else { return }
    let (at, terms, folded): (Int64, String, String) = (old[0], old[1], old[2])
    for term in terms.split(separator: ",").compactMap({ Int64($0) }) {
      try run("DELETE FROM entry_term WHERE term = ? AND at = ? AND entry = ?", [term, at, number])
    }
    // A table without content forgets a row only when it is told again what stood there.
    try run("INSERT INTO entry_trigram (entry_trigram, rowid, folded) VALUES ('delete', ?, ?)", [number, folded])
    let grams = SearchGrams.bigrams(folded)
    if !grams.isEmpty {
      try run("INSERT INTO entry_bigram (entry_bigram, rowid, grams) VALUES ('delete', ?, ?)", [number, grams])
    }
    try run("DELETE FROM entry_text WHERE entry = ?", [number])
    try run("DELETE FROM entry WHERE number = ?", [number])
  }

  /// The number of a term; gives it one when it is new.
  private mutating func termNumber(_ term: String) throws -> Int64 {
    if let number = terms[term] { return number }
    let find = try database.cachedStatement(sql: "SELECT id FROM term WHERE text = ?")
    var number = try Int64.fetchOne(find, arguments: [term])
    if number == nil {
      try run("INSERT INTO term (text) VALUES (?)", [term])
      number = database.lastInsertedRowID
    }
    terms[term] = number
    return number ?? 0
  }

  private func run(_ sql: String, _ arguments: StatementArguments) throws {
    try database.cachedStatement(sql: sql).execute(arguments: arguments)
  }
}

extension EntryRecord {
  /// An entry of which nothing was changed.
  init(operation: Operation, entry: Entry) {
    self.init(
      id: operation.id, writer: operation.writer, author: operation.author, via: operation.via,
      recordedAt: operation.recordedAt, entry: entry)
  }
}
