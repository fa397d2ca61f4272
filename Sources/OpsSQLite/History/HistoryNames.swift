import GRDB
import OpsDomain

/// The numbers of hosts and of mount points in one file.
struct HistoryNames: Sendable {
  var hosts: [String: Int64] = [:]
  var mounts: [String: Int64] = [:]
  /// The day up to which names are known to be in use.
  var day: Int64?

  /// The longest name that is kept, in bytes; longer ones are left out.
  static let lengthMax = 1024
  /// Names that were not used for so many days are forgotten: nothing is kept of them any more.
  static let keptDays: Int64 = 100

  /// Reads all names of a file.
  init(_ database: Database) throws {
    for row in try Row.fetchAll(database, sql: "SELECT name, id FROM host") { hosts[row[0]] = row[1] }
    for row in try Row.fetchAll(database, sql: "SELECT name, id FROM mount") { mounts[row[0]] = row[1] }
  }

  var hostsByNumber: [Int64: HostID] {
    Dictionary(hosts.map { ($1, HostID($0)) }, uniquingKeysWith: { first, _ in first })
  }
  var mountsByNumber: [Int64: String] {
    Dictionary(mounts.map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Gives numbers to the names of a minute that have none, and once a day marks those in use.
  mutating func take(_ minute: FleetMinute, day: Int64, _ database: Database) throws {
    let isNewDay = self.day != day
    for host in minute.hosts {
      try Self.take(host.host.name, "host", &hosts, day, marks: isNewDay, database)
      for mount in host.mounts { try Self.take(mount.mount, "mount", &mounts, day, marks: false, database) }
    }
    if isNewDay {
      for name in Set(minute.hosts.lazy.flatMap(\.mounts).map(\.mount)) {
        try Self.take(name, "mount", &mounts, day, marks: true, database)
      }
    }
    self.day = day
  }

  private static func take(
    _ name: String, _ table: String, _ numbers: inout [String: Int64], _ day: Int64, marks: Bool, _ database: Database
  ) throws {
    guard numbers[name] == nil || marks, name.utf8.count <= lengthMax else { return }
    let insert = try database.cachedStatement(
      sql: "INSERT INTO \(table) (name, seen) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET seen = excluded.seen")
    try insert.execute(arguments: [name, day])
    let find = try database.cachedStatement(sql: "SELECT id FROM \(table) WHERE name = ?")
    guard let number = try Int64.fetchOne(find, arguments: [name]), number <= HistoryKey.hostMax else { return }
    numbers[name] = number
  }

  /// Forgets names that were not used for long.
  static func trim(_ database: Database, day: Int64) throws {
    for table in ["host", "mount"] {
      try database.execute(sql: "DELETE FROM \(table) WHERE seen < ?", arguments: [day - keptDays])
    }
  }
}
