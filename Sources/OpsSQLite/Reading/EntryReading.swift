import GRDB
public import OpsDomain

extension SQLiteStore {
  /// The most entries of one page.
  public static let pageMax = 10_000

  /// A page of entries, oldest first.
  public func entries(
    _ query: EntryQuery, _ position: EntryPosition, limit: Int
  ) async throws(StoreFailure) -> EntryPage {
    let limit = max(0, min(limit, Self.pageMax))
    return try await read { database, _ in
      try EntryPages(finder: EntryFinder(query, in: database), database: database).page(position, limit: limit)
    }
  }

  /// One entry; nil when there is none of this id.
  public func entry(_ id: OperationID) async throws(StoreFailure) -> EntryRecord? {
    try await read { database, _ in try EntryRows.entry(id, in: database) }
  }

  /// How many entries there are about each host.
  public func entryCounts(of hosts: [HostID]) async throws(StoreFailure) -> [HostID: Int] {
    try await read { database, _ in
      let count = try database.cachedStatement(
        sql: "SELECT count(*) FROM entry_term WHERE term = (SELECT id FROM term WHERE text = ?)")
      var counts: [HostID: Int] = [:]
      for host in hosts { counts[host] = try Int.fetchOne(count, arguments: [EntryTerms.host(host.name)]) ?? 0 }
      return counts
    }
  }

  /// The entries added or changed after a place; at most `limit`.
  public func changedEntries(
    after cursor: StoreCursor, limit: Int
  ) async throws(StoreFailure) -> ([EntryRecord], StoreCursor) {
    try await read { database, _ in
      let find = try database.cachedStatement(
        sql: "SELECT number, coalesce(entry, id) FROM op WHERE number > ? AND NOT plan ORDER BY number")
      let rows = try Row.fetchCursor(find, arguments: [cursor.number])
      var ids: [OperationID] = []
      var known: Set<OperationID> = []
      var last = try OperationTable.last(in: database)
      var seen = cursor
      while let row = try rows.next() {
        guard let id = OperationID(bytes: row[1]) else { continue }
        if known.insert(id).inserted {
          // The next call goes on behind what this one has told.
          guard ids.count < max(1, limit) else {
            last = seen
            break
          }
          ids.append(id)
        }
        seen = StoreCursor(number: row[0])
      }
      return (try ids.compactMap { try EntryRows.entry($0, in: database) }, last)
    }
  }
}

/// Makes pages of what a finder finds.
private struct EntryPages {
  let finder: EntryFinder
  let database: Database

  func page(_ position: EntryPosition, limit: Int) throws -> EntryPage {
    switch position {
    case .newest: return try older(than: nil, limit: limit)
    case .before(let place): return try older(than: place, limit: limit)
    case .after(let place): return try newer(than: place, limit: limit)
    case .around(let place): return try around(place, limit: limit)
    }
  }

  private func older(than place: EntryPlace?, limit: Int) throws -> EntryPage {
    let found = try finder.find(place.map { .before($0) }, newestFirst: true, limit: limit + 1)
    let hasNewer = try place.map { try !finder.find(.from($0), newestFirst: false, limit: 1).isEmpty } ?? false
    return EntryPage(
      records: try records(found.prefix(limit).reversed()), hasOlder: found.count > limit, hasNewer: hasNewer)
  }

  private func newer(than place: EntryPlace, limit: Int) throws -> EntryPage {
    let found = try finder.find(.after(place), newestFirst: false, limit: limit + 1)
    let hasOlder = try !finder.find(.upTo(place), newestFirst: true, limit: 1).isEmpty
    return EntryPage(
      records: try records(Array(found.prefix(limit))), hasOlder: hasOlder, hasNewer: found.count > limit)
  }

  private func around(_ place: EntryPlace, limit: Int) throws -> EntryPage {
    // As many as fit from the older half and from the newer one; what one lacks the other may take.
    let older = try finder.find(.before(place), newestFirst: true, limit: limit + 1)
    let newer = try finder.find(.from(place), newestFirst: false, limit: limit + 1)
    let olderCount = min(older.count, max(limit / 2, limit - newer.count))
    let newerCount = min(newer.count, limit - olderCount)
    let found = Array(older.prefix(olderCount).reversed()) + newer.prefix(newerCount)
    return EntryPage(
      records: try records(found), hasOlder: older.count > olderCount, hasNewer: newer.count > newerCount)
  }

  private func records(_ found: [EntryFinder.Found]) throws -> [EntryRecord] {
    try found.compactMap { try EntryRows.record($0, in: database) }
  }
}

/// Reads entries.
enum EntryRows {
  /// An entry by its identity.
  static func entry(_ id: OperationID, in database: Database) throws -> EntryRecord? {
    let operations = try OperationTable.operations(ofEntry: id, in: database).map(\.operation)
    guard operations.count == 1, let only = operations.first else { return EntryRecord(folding: operations) }
    return record(of: only)
  }

  /// An entry that was found.
  static func record(_ found: EntryFinder.Found, in database: Database) throws -> EntryRecord? {
    if found.changes > 0 { return try entry(found.id, in: database) }
    return try OperationTable.operation(found.id, in: database).flatMap(record)
  }

  /// The entry of an operation that adds one, and of which nothing was changed.
  private static func record(of operation: Operation) -> EntryRecord? {
    guard case .entryAdd(let entry) = operation.body.understood else { return nil }
    return EntryRecord(operation: operation, entry: entry)
  }
}
