import GRDB
import OpsDomain

/// Finds lines by their text.
///
/// The tables of pieces give the lines in which it may stand. When these are many, or the text has no piece that the
/// tables know, the lines are gone through in their order, since the next hits are near.
struct ChatFinder {
  /// The most candidates that are collected.
  static let candidatesMax = 10_000

  private let database: Database
  private let text: String
  private let buffer: Int64?

  /// Prepares to find a text, folded already, in one conversation or in all.
  init(_ text: String, buffer: Int64?, in database: Database) {
    self.database = database
    self.text = text
    self.buffer = buffer
  }

  /// The newest lines that hold the text, newest first, before a place.
  func find(before place: ChatPlace?, limit: Int) throws -> [ChatHit] {
    let candidates = try candidates()
    if candidates?.isEmpty == true { return [] }
    let index = buffer == nil ? "line_time" : "line_place"
    let source =
      candidates == nil ? "line l INDEXED BY \(index)" : "json_each(?) c CROSS JOIN line l ON l.id = c.value"
    var sql = """
      SELECT b.network, b.target, b.title, \(ChatTable.columns) FROM \(source) CROSS JOIN buffer b ON b.id = l.buffer
      WHERE instr(coalesce(l.folded, l.text), ?) > 0 AND l.kind IN ('msg', 'act', 'notice', 'topic')
      """
    var arguments = StatementArguments()
    if let candidates { arguments += ["[\(candidates.map { String($0) }.joined(separator: ","))]"] }
    arguments += [text]
    if let buffer {
      sql += " AND l.buffer = ?"
      arguments += [buffer]
    }
    if let place {
      // The bound is told as a time, too: SQLite begins at one of the conditions, and it shall be the narrowest.
      sql += " AND l.at <= ? AND (l.at, l.id) < (?, ?)"
      arguments += [place.at.milliseconds, place.at.milliseconds, place.id]
    }
    sql += " ORDER BY l.at DESC, l.id DESC LIMIT ?"
    arguments += [limit]
    return try Row.fetchAll(database, sql: sql, arguments: arguments).map { row in
      ChatHit(
        buffer: BufferID(network: row[0], target: row[1]), title: row[2], line: ChatTable.line(row, from: 3))
    }
  }

  /// The lines in which the text may stand; nil when they are many or cannot be told.
  private func candidates() throws -> [Int64]? {
    var rarest: [Int64]?
    func consider(_ table: String, _ question: String?) throws {
      guard let question else { return }
      let most = rarest?.count ?? Self.candidatesMax
      let find = "SELECT rowid FROM \(table) WHERE \(table) MATCH ? LIMIT \(most + 1)"
      let numbers = try Int64.fetchAll(database, sql: find, arguments: [question])
      if numbers.count <= most { rarest = numbers }
    }
    try consider("line_trigram", SearchGrams.trigramQuestion([text]))
    try consider("line_bigram", SearchGrams.bigramQuestion([text]))
    return rarest
  }
}
