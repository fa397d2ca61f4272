/// Work that begins now: the servers are somebody's for as long as the lease holds.
public struct ReservationPlan: Hashable, Sendable {
  /// How long a lease holds that a program extends while it works.
  public static let lease: Duration = .seconds(15 * 60)
  /// How often a program extends its lease: three times before it would end.
  public static let beat: Duration = .seconds(5 * 60)
  /// The longest lease: what takes longer is planned work.
  public static let leaseMax: Duration = .seconds(7 * 86_400)

  /// The short number by which people call it: `W-7`; 0 until the store gives one.
  public var number = 0
  /// What is worked on.
  public var targets: WorkTargets
  /// What is done to it.
  public var action: VerdictAction
  /// Whether the hosts are worked on one after the other, so that all of them are the owner's and most of them serve.
  public var isOneByOne: Bool
  /// Who works.
  public var owner: String
  /// When the work began.
  public var begun: Timestamp
  /// When the lease ends unless it is extended; the end is not part of it.
  public var leaseExpires: Timestamp
  /// When the work is expected to be over; nil when that was not said.
  public var expectedEnd: Timestamp?
  /// The window in which it is done; nil when it is outside of planned work.
  public var window: OperationID?
  /// The entry that tells of its beginning.
  public var entry: OperationID?
  /// What is done, and why; required.
  public var reason: String
  /// The codes of the objections that were overridden; empty when nothing spoke against it.
  public var ignored: [String] = []
  /// Why they were overridden; required where there are any.
  public var overrideReason = ""

  /// Work that begins.
  public init(
    targets: WorkTargets, action: VerdictAction = .update, isOneByOne: Bool = false, owner: String, begun: Timestamp,
    leaseExpires: Timestamp,
    expectedEnd: Timestamp? = nil, window: OperationID? = nil, entry: OperationID? = nil, reason: String
  ) {
    self.targets = targets
    self.action = action
    self.isOneByOne = isOneByOne
    self.owner = owner
    self.begun = begun
    self.leaseExpires = leaseExpires
    self.expectedEnd = expectedEnd
    self.window = window
    self.entry = entry
    self.reason = reason
  }
}

/// A sign that work goes on: it extends the lease.
public struct ReservationBeat: Hashable, Sendable {
  /// The reservation.
  public var reservation: OperationID
  /// When that was.
  public var at: Timestamp
  /// When the lease ends from now on.
  public var leaseExpires: Timestamp
  /// A sign.
  public init(reservation: OperationID, at: Timestamp, leaseExpires: Timestamp) {
    self.reservation = reservation
    self.at = at
    self.leaseExpires = leaseExpires
  }
}

/// The end of work.
public struct ReservationEnding: Hashable, Sendable {
  /// How it came to its end.
  public enum Outcome: String, CaseIterable, Hashable, Sendable { case done, aborted }
  /// The reservation.
  public var reservation: OperationID
  /// Whether it was finished or given up.
  public var outcome: Outcome
  /// When that was.
  public var at: Timestamp
  /// What came of it, or why it was given up; required for the latter.
  public var reason: String
  /// How it ended; nil when that was not said.
  public var result: WorkResult?
  /// The exit status of the command that was run; nil when there was none.
  public var exit: Int?
  /// The entry that tells of it.
  public var entry: OperationID?
  /// An end.
  public init(
    reservation: OperationID, outcome: Outcome, at: Timestamp, reason: String = "", result: WorkResult? = nil,
    exit: Int? = nil, entry: OperationID? = nil
  ) {
    self.reservation = reservation
    self.outcome = outcome
    self.at = at
    self.reason = reason
    self.result = result
    self.exit = exit
    self.entry = entry
  }
}
