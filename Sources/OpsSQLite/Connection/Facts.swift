import GRDB
public import OpsDomain

/// What a store says of itself, for those who look for trouble.
public struct StoreFacts: Hashable, Sendable {
  /// The version of SQLite that is used, as `3.40.1`.
  public var library: String
  /// The number of the schema of the file.
  public var schema: Int
  /// The number of the newest schema that this program knows.
  public var knownSchema: Int
  /// Whether texts are found by parts of words of any script.
  public var findsParts: Bool
  /// How many entries there are.
  public var entries: Int
}

extension SQLiteStore {
  /// What this store says of itself.
  public func facts() async throws(StoreFailure) -> StoreFacts {
    try await read { database, _ in
      StoreFacts(
        library: try String.fetchOne(database, sql: "SELECT sqlite_version()") ?? "",
        schema: try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0, knownSchema: Schema.workLog.version,
        findsParts: try Int.fetchOne(database, sql: "SELECT sqlite_compileoption_used('ENABLE_FTS5')") == 1,
        entries: try Int.fetchOne(database, sql: "SELECT count(*) FROM entry") ?? 0)
    }
  }
}
