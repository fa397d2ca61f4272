/// Everything that the team has planned, held, asked and said of hosts: a fold of the operations that are not entries.
///
/// The same operations give the same state in whatever order they come.
public struct TeamState: Hashable, Sendable {
  /// The windows, in the order of their identities.
  public internal(set) var windows: [Window] = []
  /// The freezes, in the order of their identities.
  public internal(set) var freezes: [Freeze] = []
  /// The holds, in the order of their identities.
  public internal(set) var holds: [Hold] = []
  /// The requests, in the order of their identities.
  public internal(set) var requests: [Request] = []
  /// The acknowledgements of findings, in the order of their identities.
  public internal(set) var acknowledgements: [Acknowledgement] = []
  /// The last word on each host's status.
  public internal(set) var statuses: [HostID: StatusWord] = [:]
  /// The digests published, by day; the first of a day counts.
  public internal(set) var digests: [String: DigestPublication] = [:]
  /// Everyone who has written an operation, by account.
  public internal(set) var people: [String: Author] = [:]

  /// What was said last of a host's status.
  public struct StatusWord: Hashable, Sendable {
    /// The status; nil: as the inventory says.
    public var status: HostStatus?
    /// Who said it.
    public var author: Author
    /// From when on.
    public var at: Timestamp
    /// Why; may be empty.
    public var reason: String
    /// A word.
    public init(status: HostStatus?, author: Author, at: Timestamp, reason: String) {
      self.status = status
      self.author = author
      self.at = at
      self.reason = reason
    }
  }

  /// The state before the first operation.
  public init() {}
}
