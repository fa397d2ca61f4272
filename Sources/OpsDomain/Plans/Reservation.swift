/// Work that goes on, or went on, as it stands: the fold of its operations.
public struct Reservation: Hashable, Sendable, Identifiable {
  /// The identity of the operation that began it.
  public var id: OperationID
  /// The work as it was begun.
  public var plan: ReservationPlan
  /// Who began it.
  public var author: Author
  /// When the lease ends: the latest end that a sign of its going on gave.
  public var leaseExpires: Timestamp
  /// When it gave the last sign of its going on; its beginning when it gave none.
  public var lastSign: Timestamp
  /// Its end; nil while it goes on.
  public var end: End?

  /// How work ended.
  public struct End: Hashable, Sendable {
    /// The operation that ended it.
    public var id: OperationID
    /// Who ended it: whoever began it, or a colleague who cleared up.
    public var author: Author
    /// What was said of the end.
    public var ending: ReservationEnding
    /// An end.
    public init(id: OperationID, author: Author, ending: ReservationEnding) {
      self.id = id
      self.author = author
      self.ending = ending
    }
  }

  /// Work as it begins.
  public init(id: OperationID, plan: ReservationPlan, author: Author, end: End? = nil) {
    self.id = id
    self.plan = plan
    self.author = author
    self.end = end
    leaseExpires = plan.leaseExpires
    lastSign = plan.begun
  }

  /// How people call it: `W-7`.
  public var reference: String { "W-\(plan.number)" }
}

/// What is to be said of a reservation at a moment.
public enum ReservationState: String, CaseIterable, Hashable, Sendable {
  /// Work goes on, and its lease holds.
  case running
  /// Its lease has ended, and nobody has said that the work is over: told by the clock, never recorded.
  case overdue
  case done, aborted
}

extension Reservation {
  /// The state at a moment.
  public func state(at moment: Timestamp) -> ReservationState {
    if let ending = end?.ending, moment >= ending.at { return ending.outcome == .done ? .done : .aborted }
    return moment >= leaseExpires ? .overdue : .running
  }

  /// Whether nobody has ended it by a moment, overdue ones included.
  public func isOpen(at moment: Timestamp) -> Bool {
    plan.begun <= moment && end.map { moment < $0.ending.at } ?? true
  }

  /// Whether it is open past its lease.
  public func isOverdue(at moment: Timestamp) -> Bool { isOpen(at: moment) && state(at: moment) == .overdue }

  /// The hosts that are worked on.
  public var hosts: [String] { plan.targets.hosts }

  /// Whether a host is worked on.
  public func covers(_ host: HostID) -> Bool { hosts.contains(host.name) }

  /// The thread of its entries: that of its window, or its own.
  public var thread: OperationID { plan.window ?? id }
}
