/// Which entries are wanted.
///
/// Every list that is not empty must be met by one of its members; the parts are joined by "and".
public struct EntryQuery: Hashable, Sendable {
  /// Entries about one of these hosts, or about the role or service that one of them had then.
  public var hosts: [HostID] = []
  /// The roles that `hosts` have now, as `bookmark:db`: they hold from the last that their own entries tell on.
  public var presentRoles: [HostID: String] = [:]
  /// Entries about these roles, or about hosts that had them then; `bookmark:db`, or a bare `db` of any service.
  public var roles: [String] = []
  /// Entries about these services, their roles and hosts.
  public var services: [String] = []
  /// Entries written by these accounts, or on their behalf.
  public var authors: [String] = []
  /// Entries of these kinds.
  public var kinds: [EntryKind] = []
  /// Entries of this thread, the one that began it included.
  public var thread: OperationID?
  /// Entries with one of these tags.
  public var tags: [String] = []
  /// Entries that happened at this moment or later.
  public var since: Timestamp?
  /// Entries that happened before this moment.
  public var until: Timestamp?
  /// Words that all stand in the text, title, command, tags or tickets, wherever; without regard to case and width.
  public var words: [String] = []
  /// Whether retracted ones are shown too.
  public var includesRetracted = true
  /// All entries.
  public init() {}

  /// Whether every entry is wanted.
  public var isEmpty: Bool { self == EntryQuery() }
}

/// A place in the order of entries, which is by the time they happened, then by identity.
public struct EntryPlace: Hashable, Comparable, Sendable {
  /// When it happened.
  public var at: Timestamp
  /// Which it is.
  public var id: OperationID
  /// A place.
  public init(at: Timestamp, id: OperationID) {
    self.at = at
    self.id = id
  }
  /// Orders as entries are listed, oldest first.
  public static func < (left: EntryPlace, right: EntryPlace) -> Bool { (left.at, left.id) < (right.at, right.id) }
}

extension EntryRecord {
  /// Its place in the order of entries.
  public var place: EntryPlace { EntryPlace(at: entry.at, id: id) }
}

/// A part of the entries that a query finds, oldest first.
public struct EntryPage: Hashable, Sendable {
  /// The entries, oldest first.
  public var records: [EntryRecord]
  /// Whether there are older ones.
  public var hasOlder: Bool
  /// Whether there are newer ones.
  public var hasNewer: Bool
  /// A page.
  public init(records: [EntryRecord] = [], hasOlder: Bool = false, hasNewer: Bool = false) {
    self.records = records
    self.hasOlder = hasOlder
    self.hasNewer = hasNewer
  }
}

/// Which part of the entries is wanted.
public enum EntryPosition: Hashable, Sendable {
  /// The newest.
  case newest
  /// Those before a place, nearest to it.
  case before(EntryPlace)
  /// Those after a place, nearest to it.
  case after(EntryPlace)
  /// Those around a place, itself included.
  case around(EntryPlace)
}
