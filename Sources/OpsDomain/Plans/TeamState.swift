/// Everything that the team has planned, held, asked and said of hosts: a fold of the operations that are not entries.
///
/// The same operations give the same state in whatever order they come.
public struct TeamState: Hashable, Sendable {
  /// The windows, in the order of their identities.
  public var windows: [Window] { windowLedger.items }
  /// The freezes, in the order of their identities.
  public var freezes: [Freeze] { freezeLedger.items }
  /// The holds, in the order of their identities.
  public var holds: [Hold] { holdLedger.items }
  /// The requests, in the order of their identities.
  public var requests: [Request] { requestLedger.items }
  /// The acknowledgements of findings, in the order of their identities.
  public var acknowledgements: [Acknowledgement] { acknowledgementLedger.items }
  /// The work that was begun, whether it goes on or not, in the order of its identities.
  public var reservations: [Reservation] { reservationLedger.items }
  /// The last word on each host's status.
  public internal(set) var statuses: [HostID: StatusWord] = [:]
  /// The digests published, by day; the first of a day counts.
  public internal(set) var digests: [String: DigestPublication] = [:]
  /// Who published the digests, by day.
  public internal(set) var digestPublishers: [String: Author] = [:]
  /// Everyone who has written an operation, by account; as he was called last.
  public internal(set) var people: [String: Author] = [:]

  var windowLedger = Ledger<Window>()
  var freezeLedger = Ledger<Freeze>()
  var holdLedger = Ledger<Hold>()
  var requestLedger = Ledger<Request>()
  var acknowledgementLedger = Ledger<Acknowledgement>()
  var reservationLedger = Ledger<Reservation>()
  /// When each reservation ended, the far future while it goes on: very many are over, and few are asked for.
  var reservationEnds: [OperationID: Timestamp] = [:]
  /// All words on each host's status, oldest first.
  var statusWords: [HostID: [OrderedWord]] = [:]
  /// The places of the operations that `digests` and `people` come from.
  var digestOrders: [String: OperationOrder] = [:]
  var peopleOrders: [String: OperationOrder] = [:]

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

  /// A word and its place in the order of all writers.
  struct OrderedWord: Hashable, Sendable {
    let order: OperationOrder
    let word: StatusWord
  }

  /// The state before the first operation.
  public init() {}
}
