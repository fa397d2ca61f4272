import GRDB
import OpsDomain

/// What a file of ours is for: its tables, how an older file becomes a newer one, and how safe a commit must be.
///
/// A step that was released is never changed; new ones are added at the end of `steps`.
struct Schema: Sendable {
  /// What the file is called in messages: "work log".
  let name: String
  /// What queues and connections are called: "log".
  let label: String
  /// What tells these files from others, also of other programs (`PRAGMA application_id`).
  let application: Int32
  /// The steps from an empty file to the newest schema, each some SQL.
  let steps: [String]
  /// Whether every commit is on the disk before it is acknowledged; otherwise a loss of power may take the last ones
  /// away, but never damages the file (`PRAGMA synchronous`).
  let isSafeAtOnce: Bool
  /// Whether space that is free can be given back to the file system; counts when the file is made.
  let shrinks: Bool

  /// The number of the newest schema (`PRAGMA user_version`).
  var version: Int { steps.count }

  /// Refuses files of other programs; asks twice, so that both answers must be of one view of the file.
  func check(_ database: Database, path: String) throws {
    let application = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    guard application != self.application else { return }
    let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
    guard application == 0, isEmpty else {
      throw StoreFailure(.notAllowed, "\(path) is a database of another program: give the \(name) a file of its own")
    }
  }

  /// Refuses to write into a file of a newer version of this program.
  func checkWritable(_ database: Database) throws {
    let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    guard found != version else { return }
    guard found > version else { throw StoreFailure(.damaged, "the \(name) was made older by another program") }
    throw StoreFailure(
      .newerSchema,
      "the \(name) was written by a newer opsconsole (schema \(found), this one knows \(version)): update this one")
  }

  /// Does the steps that are missing, each file once however many processes open it.
  func migrate(_ database: Database) throws {
    guard try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0 < version else { return }
    try database.inTransaction(.immediate) {
      let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
      guard found < version else { return .commit }
      for step in steps[max(0, found)...] { try database.execute(sql: step) }
      try database.execute(sql: "PRAGMA application_id = \(application)")
      try database.execute(sql: "PRAGMA user_version = \(version)")
      return .commit
    }
  }
}
