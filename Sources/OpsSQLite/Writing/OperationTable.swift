import struct Foundation.Data
import GRDB
import OpsDomain

/// Reads and writes the rows of operations.
enum OperationTable {
  private static let columns = """
    number, id, writer, seq, hlc_wall, hlc_counter, recorded_at, received_at, zone, account, display, verified,
    on_behalf_of, via, type, body, body_hash, schema
    """

  /// Writes an operation at the end; returns its number in this store.
  static func insert(_ operation: Operation, json: String, hash: [UInt8], in database: Database) throws -> Int64 {
    let understood = operation.body.understood
    let insert = try database.cachedStatement(
      sql: """
        INSERT INTO op (id, writer, seq, hlc_wall, hlc_counter, recorded_at, received_at, zone, account, display,
          verified, on_behalf_of, via, type, body, body_hash, schema, entry, plan)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    try insert.execute(arguments: [
      operation.id.bytes, operation.writer, operation.sequence, operation.hybrid.wall, operation.hybrid.counter,
      operation.recordedAt.milliseconds, operation.receivedAt?.milliseconds, operation.zone, operation.author.account,
      operation.author.display, operation.author.verified.rawValue, operation.author.onBehalfOf,
      operation.via.rawValue, operation.body.type, json, Data(hash), operation.schema,
      understood.changedEntry?.bytes, understood.concernsEntry ? 0 : 1,
    ])
    let number = database.lastInsertedRowID
    try PlanNumbers.note(understood, in: database)
    return number
  }

  /// The operation of an identity.
  static func operation(_ id: OperationID, in database: Database) throws -> Operation? {
    let find = try database.cachedStatement(sql: "SELECT \(columns) FROM op WHERE id = ?")
    return try Row.fetchOne(find, arguments: [id.bytes]).map(operation)
  }

  /// Whether the identity is that of an entry.
  static func isEntry(_ id: OperationID, in database: Database) throws -> Bool {
    let find = try database.cachedStatement(
      sql: "SELECT 1 FROM op JOIN entry ON entry.number = op.number WHERE op.id = ?")
    return try Int.fetchOne(find, arguments: [id.bytes]) != nil
  }

  /// The operation that added an entry, and all that changed it.
  static func operations(ofEntry id: OperationID, in database: Database) throws -> [(
    number: Int64, operation: Operation
  )] {
    let find = try database.cachedStatement(
      sql: """
        SELECT \(columns) FROM op WHERE id = ?1 AND NOT plan
        UNION ALL SELECT \(columns) FROM op WHERE entry = ?1
        """)
    let rows = try Row.fetchCursor(find, arguments: [id.bytes])
    var found: [(number: Int64, operation: Operation)] = []
    while let row = try rows.next() { found.append((row[0], operation(row))) }
    return found
  }

  /// Operations after a place; all of them, or those that are not about entries.
  static func operations(
    after cursor: StoreCursor, limit: Int, plansOnly: Bool = false, in database: Database
  ) throws -> ([Operation], StoreCursor) {
    let find = try database.cachedStatement(
      sql: "SELECT \(columns) FROM op WHERE number > ? \(plansOnly ? "AND plan" : "") ORDER BY number LIMIT ?")
    let rows = try Row.fetchCursor(find, arguments: [cursor.number, limit])
    var found: [Operation] = []
    var last = cursor
    while let row = try rows.next() {
      found.append(operation(row))
      last = StoreCursor(number: row[0])
    }
    return (found, last)
  }

  /// The number of the last operation; 0 when there is none.
  static func last(in database: Database) throws -> StoreCursor {
    StoreCursor(number: try Int64.fetchOne(database, sql: "SELECT max(number) FROM op") ?? 0)
  }

  /// The operation of a row that has `columns`.
  private static func operation(_ row: Row) -> Operation {
    let type: String = row[14]
    let json: String = row[15]
    let hash: Data = row[16]
    return Operation(
      id: OperationID(bytes: row[1]) ?? OperationID(high: 0, low: 0), writer: row[2], sequence: row[3],
      hybrid: HybridTime(wall: row[4], counter: UInt32(clamping: row[5] as Int64)),
      recordedAt: Timestamp(milliseconds: row[6]),
      receivedAt: (row[7] as Int64?).map { Timestamp(milliseconds: $0) }, zone: row[8],
      author: Author(
        row[9], display: row[10], verified: Author.Verification(rawValue: row[11]) ?? .none, onBehalfOf: row[12]),
      via: Via(rawValue: row[13]) ?? .imported, body: body(type: type, json: json), bodyHash: hexadecimal(hash),
      schema: row[17])
  }

  /// What is not understood any more is kept as it is.
  static func body(type: String, json: String) -> OperationBody {
    (try? OperationBody(type: type, json: json)) ?? .other(type: type, json: json)
  }
}

extension OperationBody {
  /// The entry that it changes; nil for what adds one, and for what is not about entries.
  var changedEntry: OperationID? {
    switch self {
    case .entryAmend(let amendment): return amendment.entry
    case .entryRetract(let strike), .entryRedact(let strike): return strike.entry
    case .entryLink(let link): return link.entry
    default: return nil
    }
  }
}

extension OperationID {
  /// The 16 bytes, in the order of the identities.
  var bytes: Data {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(16)
    for half in [high, low] {
      for shift in stride(from: 56, through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: half >> UInt64(shift)))
      }
    }
    return Data(bytes)
  }

  /// The identity of 16 bytes; nil when they are not 16.
  init?(bytes: Data) {
    guard bytes.count == 16 else { return nil }
    var halves: (UInt64, UInt64) = (0, 0)
    for byte in bytes {
      halves.0 = halves.0 << 8 | halves.1 >> 56
      halves.1 = halves.1 << 8 | UInt64(byte)
    }
    self.init(high: halves.0, low: halves.1)
  }
}
