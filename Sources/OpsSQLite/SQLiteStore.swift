import GRDB
public import OpsDomain

/// The work log in a file of SQLite.
public final class SQLiteStore: Sendable {
  /// The file.
  public let path: String
  /// A store in this file; nothing is opened yet.
  public init(path: String) { self.path = path }
}
