import GRDB
import OpsDomain

/// The name under which one machine writes into one file.
///
/// A copy of the file, on another machine or restored beside the first, writes under a new name: two files that go on
/// from the same state must not give the same numbers to different operations.
enum WriterIdentity {
  /// Where and when something is to be written.
  struct Request: Sendable {
    let machine: Machine
    let file: FileIdentity
    let now: Timestamp
  }

  /// A writer, and its last number.
  struct Writer {
    let name: String
    var sequence: Int64
  }

  /// The writer of this machine and file; nil when it has not written yet.
  static func current(_ database: Database, machine: Machine, file: FileIdentity) throws -> Writer? {
    let find = try database.cachedStatement(
      sql: "SELECT name FROM writer WHERE machine = ? AND inode = ? ORDER BY minted_at DESC LIMIT 1")
    guard let name = try String.fetchOne(find, arguments: [machine.mark, Int64(bitPattern: file.inode)]) else {
      return nil
    }
    let count = try database.cachedStatement(sql: "SELECT max(seq) FROM op WHERE writer = ?")
    return Writer(name: name, sequence: try Int64.fetchOne(count, arguments: [name]) ?? 0)
  }

  /// The writer of this machine and file; makes one when there is none.
  static func currentOrNew(_ database: Database, _ request: Request) throws -> Writer {
    if let writer = try current(database, machine: request.machine, file: request.file) { return writer }
    let name = newName(host: request.machine.host)
    try database.execute(
      sql: "INSERT INTO writer (name, machine, inode, minted_at) VALUES (?, ?, ?, ?)",
      arguments: [name, request.machine.mark, Int64(bitPattern: request.file.inode), request.now.milliseconds])
    return Writer(name: name, sequence: 0)
  }

  /// `kyoto1-7GQ2MXW0`: the host, and 40 random bits.
  private static func newName(host: String) -> String {
    let plain = host.lowercased().unicodeScalars.filter { $0.isASCII && ($0.properties.isAlphabetic || isSign($0)) }
    var random = SystemRandomNumberGenerator()
    let identity = OperationID(high: random.next(), low: random.next()).description
    let name = String(String.UnicodeScalarView(plain.prefix(32)))
    return (name.isEmpty ? "console" : name) + "-" + identity.suffix(8)
  }

  private static func isSign(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) || scalar == "-" }
}

/// The hybrid clock of a file.
enum StoreClock {
  /// How far ahead of our own clock another writer's may be, to be followed.
  static let leadMax = Duration.seconds(86_400)

  /// The last reading of all writers, those left out whose clocks are wildly ahead.
  static func last(_ database: Database, now: Timestamp) throws -> HybridTime {
    let find = try database.cachedStatement(
      sql: """
        SELECT hlc_wall, hlc_counter FROM op WHERE hlc_wall <= ? ORDER BY hlc_wall DESC, hlc_counter DESC LIMIT 1
        """)
    guard let row = try Row.fetchOne(find, arguments: [(now + leadMax).milliseconds]) else { return HybridTime() }
    return HybridTime(wall: row[0], counter: row[1])
  }
}
