import GRDB
import OpsDomain

/// Reads and writes the rows of conversations.
enum ChatBuffers {
  /// The number of a conversation; nil when nothing is stored of it.
  static func number(of id: BufferID, in database: Database) throws -> Int64? {
    let find = try database.cachedStatement(sql: "SELECT id FROM buffer WHERE network = ? AND target = ?")
    return try Int64.fetchOne(find, arguments: [name(id.network), name(id.target)])
  }

  /// The number of a conversation, which is made when there is none.
  static func numberMade(of id: BufferID, in database: Database) throws -> Int64 {
    if let number = try number(of: id, in: database) { return number }
    try insert(.unknown(id), in: database)
    return database.lastInsertedRowID
  }

  /// Keeps what is remembered of a conversation; what was read stays read.
  static func remember(_ buffer: StoredBuffer, in database: Database) throws {
    guard let number = try number(of: buffer.id, in: database) else { return try insert(buffer, in: database) }
    let known = try Row.fetchOne(database, sql: "SELECT seen_at, seen_id FROM buffer WHERE id = ?", arguments: [number])
    let seen = [known.flatMap { place($0, from: 0) }, buffer.seen].compactMap { $0 }.max()
    try database.execute(
      sql: "UPDATE buffer SET kind = ?, title = ?, seen_at = ?, seen_id = ?, is_open = ? WHERE id = ?",
      arguments: [
        buffer.kind.rawValue, name(buffer.title), seen?.at.milliseconds, seen?.id, buffer.isOpen, number,
      ])
  }

  /// The conversations there are: those that are open first, then those with the newest lines.
  static func all(limit: Int, in database: Database) throws -> [StoredBuffer] {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT network, target, kind, title, seen_at, seen_id, is_open FROM buffer ORDER BY is_open DESC,
          (SELECT max(at) FROM line WHERE line.buffer = buffer.id) DESC, id LIMIT ?
        """, arguments: [limit])
    return rows.map { row in
      StoredBuffer(
        id: BufferID(network: row[0], target: row[1]), kind: BufferFacts.Kind(rawValue: row[2]) ?? .query,
        title: row[3], seen: place(row, from: 4), isOpen: row[6])
    }
  }

  /// Forgets conversations that are closed and of which no line is left.
  static func forgetEmpty(in database: Database) throws {
    try database.execute(
      sql: """
        DELETE FROM buffer WHERE NOT is_open AND NOT EXISTS (SELECT 1 FROM line WHERE line.buffer = buffer.id)
        """)
  }

  /// The number of the last line that was stored, in whichever conversation, whether it is still there or not.
  static func lastLine(in database: Database) throws -> Int64 {
    let find = try database.cachedStatement(sql: "SELECT seq FROM sqlite_sequence WHERE name = 'line'")
    return try Int64.fetchOne(find) ?? 0
  }

  private static func insert(_ buffer: StoredBuffer, in database: Database) throws {
    try database.execute(
      sql: "INSERT INTO buffer (network, target, kind, title, seen_at, seen_id, is_open) VALUES (?, ?, ?, ?, ?, ?, ?)",
      arguments: [
        name(buffer.id.network), name(buffer.id.target), buffer.kind.rawValue, name(buffer.title),
        buffer.seen?.at.milliseconds, buffer.seen?.id, buffer.isOpen,
      ])
  }

  private static func place(_ row: Row, from start: Int) -> ChatPlace? {
    guard let at: Int64 = row[start], let id: Int64 = row[start + 1] else { return nil }
    return ChatPlace(at: Timestamp(milliseconds: at), id: id)
  }

  private static func name(_ text: String) -> String { ChatText.cut(text, to: ChatText.nameMax) }
}

extension StoredBuffer {
  /// A conversation of which nothing was told yet, by the look of its name.
  static func unknown(_ id: BufferID) -> StoredBuffer {
    let isChannel = id.target.first.map { "#&+!".contains($0) } ?? false
    let kind: BufferFacts.Kind = id.target.isEmpty ? .network : isChannel ? .channel : .query
    return StoredBuffer(id: id, kind: kind, title: id.target.isEmpty ? id.network : id.target)
  }
}
