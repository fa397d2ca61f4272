import GRDB
import OpsDomain

/// Finds lines by their text: goes through them from the newest on, half a second for a million that do not hold it.
struct ChatFinder {
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
    var sql = """
      SELECT b.network, b.target, b.title, \(ChatTable.columns)
      FROM line l INDEXED BY \(buffer == nil ? "line_time" : "line_place") CROSS JOIN buffer b ON b.id = l.buffer
      WHERE instr(coalesce(l.folded, l.text), ?) > 0 AND l.kind IN ('msg', 'act', 'notice', 'topic')
      """
    var arguments: StatementArguments = [text]
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
}
