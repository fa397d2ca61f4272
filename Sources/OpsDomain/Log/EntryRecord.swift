/// An entry as it stands now: the fold of its operations.
public struct EntryRecord: Hashable, Sendable, Identifiable {
  /// One correction that was made.
  public struct Revision: Hashable, Sendable {
    /// The operation that made it.
    public var id: OperationID
    /// Who made it.
    public var author: Author
    /// When it was recorded.
    public var recordedAt: Timestamp
    /// Its place in the order of all writers, in which corrections count.
    public var hybrid: HybridTime
    /// What it changed, and why.
    public var amendment: EntryAmendment
    /// A revision.
    public init(
      id: OperationID, author: Author, recordedAt: Timestamp, hybrid: HybridTime = HybridTime(),
      amendment: EntryAmendment
    ) {
      self.id = id
      self.author = author
      self.recordedAt = recordedAt
      self.hybrid = hybrid
      self.amendment = amendment
    }
  }

  /// Who struck it, when and why.
  public struct Strike: Hashable, Sendable {
    /// The operation that struck it.
    public var id: OperationID
    /// Who did it.
    public var author: Author
    /// When it was recorded.
    public var recordedAt: Timestamp
    /// Its place in the order of all writers; the first strike counts.
    public var hybrid: HybridTime
    /// Why.
    public var reason: String
    /// A strike.
    public init(
      id: OperationID, author: Author, recordedAt: Timestamp, hybrid: HybridTime = HybridTime(), reason: String
    ) {
      self.id = id
      self.author = author
      self.recordedAt = recordedAt
      self.hybrid = hybrid
      self.reason = reason
    }
  }

  /// The identity of the operation that added it.
  public var id: OperationID
  /// The writer of that operation.
  public var writer: String
  /// Who wrote it.
  public var author: Author
  /// The way by which it came in.
  public var via: Via
  /// When it was recorded; never changes.
  public var recordedAt: Timestamp
  /// The entry as it reads now; its text is empty when redacted.
  public var entry: Entry
  /// The entry as it was first written; nil unless it was amended.
  public var original: Entry?
  /// The corrections, oldest first.
  public var revisions: [Revision]
  /// Set when it was taken back.
  public var retracted: Strike?
  /// Set when its text was removed for good.
  public var redacted: Strike?
  /// Links from it.
  public var links: [EntryLink]

  /// An entry as it was added.
  public init(
    id: OperationID, writer: String = "", author: Author, via: Via = .console, recordedAt: Timestamp, entry: Entry,
    original: Entry? = nil, revisions: [Revision] = [], retracted: Strike? = nil, redacted: Strike? = nil,
    links: [EntryLink] = []
  ) {
    self.id = id
    self.writer = writer
    self.author = author
    self.via = via
    self.recordedAt = recordedAt
    self.entry = entry
    self.original = original
    self.revisions = revisions
    self.retracted = retracted
    self.redacted = redacted
    self.links = links
  }

  /// The hosts it is about.
  public var hosts: [HostID] { entry.targets.lazy.filter { $0.kind == .host }.map { HostID($0.id) } }
}
