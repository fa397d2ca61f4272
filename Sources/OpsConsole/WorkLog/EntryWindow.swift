import OpsDomain

/// A part of the work log that is held in memory: neighbouring entries, oldest first, never more than a few pages.
struct EntryWindow: Sendable {
  /// Which entries are wanted.
  private(set) var query: EntryQuery
  /// The entries held.
  private(set) var records: [EntryRecord] = []
  /// Whether there are older ones than those held.
  private(set) var hasOlder = false
  /// Whether there are newer ones than those held.
  private(set) var hasNewer = false
  /// Whether a page has come.
  private(set) var isLoaded = false
  /// Counts every change, so that what follows from the entries is computed anew.
  private(set) var version = 0

  /// The entries of one page.
  static let pageSize = 100
  /// The most entries held.
  static let limit = 500

  init(_ query: EntryQuery = EntryQuery()) { self.query = query }

  /// The place of an entry among those held.
  func index(of id: OperationID) -> Int? { records.firstIndex { $0.id == id } }

  /// Takes a page that replaces everything held.
  mutating func replace(with page: EntryPage) {
    records = page.records
    (hasOlder, hasNewer, isLoaded) = (page.hasOlder, page.hasNewer, true)
    version &+= 1
  }

  /// Takes the page before the oldest entry held; the newest give way when there are too many.
  mutating func prepend(_ page: EntryPage) {
    guard let first = records.first?.place else { return replace(with: page) }
    records = page.records.filter { $0.place < first } + records
    hasOlder = page.hasOlder
    if records.count > Self.limit {
      records.removeLast(records.count - Self.limit)
      hasNewer = true
    }
    version &+= 1
  }

  /// Takes the page after the newest entry held; the oldest give way when there are too many.
  mutating func append(_ page: EntryPage) {
    guard let last = records.last?.place else { return replace(with: page) }
    records += page.records.filter { $0.place > last }
    hasNewer = page.hasNewer
    dropOldest()
    version &+= 1
  }

  /// Takes entries that were added or changed, as far as they belong among those held.
  mutating func merge(_ changed: [EntryRecord], roleOf: (HostID) -> RoleID?) {
    guard isLoaded, !changed.isEmpty else { return }
    for record in changed {
      if let old = index(of: record.id) { records.remove(at: old) }
      guard query.admits(record, roleOf: roleOf) else { continue }
      if hasNewer, let last = records.last, record.place > last.place { continue }
      if hasOlder, let first = records.first, record.place < first.place { continue }
      let place = records.lastIndex { $0.place < record.place }.map { $0 + 1 } ?? 0
      records.insert(record, at: place)
    }
    dropOldest()
    version &+= 1
  }

  private mutating func dropOldest() {
    guard records.count > Self.limit else { return }
    records.removeFirst(records.count - Self.limit)
    hasOlder = true
  }
}
