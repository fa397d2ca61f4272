import struct Foundation.Data
import GRDB
import OpsDomain

/// Reads and writes the rows of lines.
enum ChatTable {
  static let columns = """
    l.id, l.at, l.kind, l.sender, l.account, l.colour, l.text, l.message, l.flags, l.prefix, l.delivery, l.failure,
    l.until, l.entry
    """

  /// Writes a line; returns its number.
  static func insert(_ line: ChatLine, buffer: Int64, in database: Database) throws -> Int64 {
    let folded = ChatText.isSearched(line) ? ChatText.folded(line.text) : nil
    let insert = try database.cachedStatement(
      sql: """
        INSERT INTO line (buffer, at, kind, sender, account, colour, text, folded, message, flags, prefix, delivery,
          failure, until, entry)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    let (delivery, failure) = numbers(of: line.delivery)
    try insert.execute(arguments: [
      buffer, line.at.milliseconds, line.kind.rawValue, line.sender, line.account, line.colourKey, line.text,
      folded == line.text ? nil : folded, line.messageID, flags(of: line), line.statusPrefix, delivery, failure,
      line.until?.milliseconds, line.entry?.bytes,
    ])
    return database.lastInsertedRowID
  }

  /// Changes what may change of a line: delivery, identity of the message, time, the end of a gap, entry.
  static func update(_ line: ChatLine, buffer: Int64, in database: Database) throws {
    let change = try database.cachedStatement(
      sql: """
        UPDATE line SET at = ?, message = ?, delivery = ?, failure = ?, until = ?, entry = ? WHERE id = ? AND buffer = ?
        """)
    let (delivery, failure) = numbers(of: line.delivery)
    try change.execute(arguments: [
      line.at.milliseconds, line.messageID, delivery, failure, line.until?.milliseconds, line.entry?.bytes, line.id,
      buffer,
    ])
  }

  /// The line of a number; nil when it is gone.
  static func line(_ id: Int64, in database: Database) throws -> ChatLine? {
    let find = try database.cachedStatement(sql: "SELECT \(columns) FROM line l WHERE l.id = ?")
    return try Row.fetchOne(find, arguments: [id]).map(line)
  }

  /// Whether a line is stored in a conversation.
  static func isStored(_ id: Int64, buffer: Int64, in database: Database) throws -> Bool {
    let find = try database.cachedStatement(sql: "SELECT 1 FROM line WHERE id = ? AND buffer = ?")
    return try Int.fetchOne(find, arguments: [id, buffer]) != nil
  }

  /// Removes a line.
  static func remove(_ id: Int64, in database: Database) throws {
    try database.cachedStatement(sql: "DELETE FROM line WHERE id = ?").execute(arguments: [id])
  }

  /// The line of a row that has `columns`, from `start` on.
  static func line(_ row: Row) -> ChatLine { line(row, from: 0) }

  static func line(_ row: Row, from start: Int) -> ChatLine {
    var line = ChatLine(
      id: row[start], ChatLine.Kind(rawValue: row[start + 2]) ?? .server,
      at: Timestamp(milliseconds: row[start + 1]), sender: row[start + 3], account: row[start + 4],
      colourKey: row[start + 5], text: row[start + 6], messageID: row[start + 7])
    let flags: Int = row[start + 8]
    (line.isOwn, line.isBot) = (flags & 1 != 0, flags & 2 != 0)
    (line.isHighlight, line.isPlayback) = (flags & 4 != 0, flags & 8 != 0)
    line.statusPrefix = row[start + 9]
    line.delivery = delivery(row[start + 10], row[start + 11])
    line.until = (row[start + 12] as Int64?).map { Timestamp(milliseconds: $0) }
    line.entry = (row[start + 13] as Data?).flatMap { OperationID(bytes: $0) }
    return line
  }

  private static func flags(of line: ChatLine) -> Int {
    (line.isOwn ? 1 : 0) | (line.isBot ? 2 : 0) | (line.isHighlight ? 4 : 0) | (line.isPlayback ? 8 : 0)
  }

  private static func numbers(of delivery: ChatLine.Delivery?) -> (Int?, String?) {
    switch delivery {
    case nil: return (nil, nil)
    case .unsent: return (0, nil)
    case .pending: return (1, nil)
    case .delivered: return (2, nil)
    case .failed(let reason): return (3, reason)
    }
  }

  private static func delivery(_ number: Int?, _ failure: String?) -> ChatLine.Delivery? {
    switch number {
    case 0: return .unsent
    case 1: return .pending
    case 2: return .delivered
    case 3: return .failed(failure ?? "")
    default: return nil
    }
  }
}
