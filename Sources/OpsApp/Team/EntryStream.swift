import OpsDomain

/// Walks the entries that a query finds, a page at a time, so that memory does not grow with the log.
struct EntryStream {
  static let pageSize = 500

  let desk: TeamDesk
  let query: EntryQuery

  /// Visits the entries, oldest first; with a limit the newest of them.
  func oldestFirst(limit: Int? = nil, _ visit: (EntryRecord) throws -> Void) throws {
    var left = limit ?? .max
    var position = EntryPosition.after(try limit.flatMap(start) ?? Self.beginning)
    while left > 0 {
      let page = try page(position, min(left, Self.pageSize))
      for record in page.records { try visit(record) }
      guard page.hasNewer, let last = page.records.last else { return }
      left -= page.records.count
      position = .after(last.place)
    }
  }

  /// Visits the entries, newest first.
  func newestFirst(limit: Int? = nil, _ visit: (EntryRecord) throws -> Void) throws {
    var left = limit ?? .max
    var position = EntryPosition.newest
    while left > 0 {
      let page = try page(position, min(left, Self.pageSize))
      for record in page.records.reversed() { try visit(record) }
      guard page.hasOlder, let first = page.records.first else { return }
      left -= page.records.count
      position = .before(first.place)
    }
  }

  private func page(_ position: EntryPosition, _ limit: Int) throws -> EntryPage {
    let query = query
    return try desk.read(else: EntryPage()) { store throws(StoreFailure) in
      try await store.entries(query, position, limit: limit)
    }
  }

  /// The place just before the newest `limit` entries; nil when there are not more.
  private func start(_ limit: Int) throws -> EntryPlace? {
    var left = limit
    var position = EntryPosition.newest
    while true {
      let page = try page(position, min(left, Self.pageSize))
      left -= page.records.count
      guard page.hasOlder, let first = page.records.first else { return nil }
      if left <= 0 { return Self.before(first.place) }
      position = .before(first.place)
    }
  }

  /// A place before all entries.
  private static let beginning = EntryPlace(
    at: Timestamp(milliseconds: -8_640_000_000_000_000), id: OperationID(high: 0, low: 0))

  /// A place that no entry has, right before one.
  private static func before(_ place: EntryPlace) -> EntryPlace {
    let id = place.id
    if id.low > 0 { return EntryPlace(at: place.at, id: OperationID(high: id.high, low: id.low - 1)) }
    if id.high > 0 { return EntryPlace(at: place.at, id: OperationID(high: id.high - 1, low: .max)) }
    return EntryPlace(at: place.at - .milliseconds(1), id: OperationID(high: .max, low: .max))
  }
}
