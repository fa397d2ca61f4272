import GRDB
import OpsDomain

/// The tables of the file, and how an older file becomes a newer one.
///
/// A step that was released is never changed; new ones are added at the end of `steps`.
enum Schema {
  /// What tells our files from those of other programs (`PRAGMA application_id`): "opsl".
  static let application: Int32 = 0x6F70_736C

  /// The number of the newest schema (`PRAGMA user_version`).
  static var version: Int { steps.count }

  private static let steps = [first]

  /// Refuses files of other programs.
  static func check(_ database: Database, path: String) throws {
    let application = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
    guard application != Self.application else { return }
    let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0
    guard application == 0, isEmpty else {
      throw StoreFailure(.notAllowed, "\(path) is a database of another program: give the work log a file of its own")
    }
  }

  /// Refuses to write into a file of a newer version of this program.
  static func checkWritable(_ database: Database) throws {
    let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    guard found != version else { return }
    guard found > version else { throw StoreFailure(.damaged, "the work log was made older by another program") }
    throw StoreFailure(
      .newerSchema,
      "the work log was written by a newer opsconsole (schema \(found), this one knows \(version)): update this one")
  }

  /// Does the steps that are missing, each file once however many processes open it.
  static func migrate(_ database: Database) throws {
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
