/// A window as it stands: the fold of its operations.
public struct Window: Hashable, Sendable, Identifiable {
  /// The identity of the operation that planned it.
  public var id: OperationID
  /// The plan as it reads now.
  public var plan: WindowPlan
  /// The state last recorded; `overrun` is told by `state(at:)`.
  public var recorded: WindowState
  /// The steps, oldest first, with who took them.
  public var steps: [Step]
  /// What it was before: interval and targets that were changed, oldest first.
  public var earlier: [Earlier]
  /// Who planned it.
  public var author: Author
  /// When it was planned.
  public var plannedAt: Timestamp

  /// One step from a state to the next.
  public struct Step: Hashable, Sendable {
    public var id: OperationID
    public var author: Author
    public var transition: WindowTransition
    /// A step.
    public init(id: OperationID, author: Author, transition: WindowTransition) {
      self.id = id
      self.author = author
      self.transition = transition
    }
  }

  /// What a change replaced.
  public struct Earlier: Hashable, Sendable {
    public var plan: WindowPlan
    public var changedAt: Timestamp
    public var by: Author
    public var reason: String
    /// What a change replaced.
    public init(plan: WindowPlan, changedAt: Timestamp, by: Author, reason: String) {
      self.plan = plan
      self.changedAt = changedAt
      self.by = by
      self.reason = reason
    }
  }

  /// A window as it was planned.
  public init(
    id: OperationID, plan: WindowPlan, recorded: WindowState? = nil, steps: [Step] = [], earlier: [Earlier] = [],
    author: Author, plannedAt: Timestamp
  ) {
    self.id = id
    self.plan = plan
    self.recorded = recorded ?? plan.state
    self.steps = steps
    self.earlier = earlier
    self.author = author
    self.plannedAt = plannedAt
  }

  /// How people call it: `M-81`.
  public var reference: String { "M-\(plan.number)" }
}

/// A freeze as it stands.
public struct Freeze: Hashable, Sendable, Identifiable {
  public var id: OperationID
  public var plan: FreezePlan
  /// Who set it.
  public var author: Author
  /// Set when it was taken away.
  public var cleared: Clearing?
  /// A freeze.
  public init(id: OperationID, plan: FreezePlan, author: Author, cleared: Clearing? = nil) {
    self.id = id
    self.plan = plan
    self.author = author
    self.cleared = cleared
  }
  /// How people call it: `F-3`.
  public var reference: String { "F-\(plan.number)" }
}

/// A hold as it stands.
public struct Hold: Hashable, Sendable, Identifiable {
  public var id: OperationID
  public var plan: HoldPlan
  /// Who set it.
  public var author: Author
  /// Set when it was taken away.
  public var cleared: Clearing?
  /// A hold.
  public init(id: OperationID, plan: HoldPlan, author: Author, cleared: Clearing? = nil) {
    self.id = id
    self.plan = plan
    self.author = author
    self.cleared = cleared
  }
  /// How people call it: `H-5`.
  public var reference: String { "H-\(plan.number)" }
}

/// A request as it stands: the fold of its operations.
public struct Request: Hashable, Sendable, Identifiable {
  public var id: OperationID
  public var plan: RequestPlan
  /// Who asks.
  public var author: Author
  /// When it was sent.
  public var sentAt: Timestamp
  /// The state last recorded; `overdue` is told by `state(at:)`.
  public var recorded: RequestState
  /// Who accepted it; exactly one.
  public var assignee: String?
  /// The steps and comments, oldest first.
  public var steps: [Step]

  /// One step or comment.
  public struct Step: Hashable, Sendable {
    public var id: OperationID
    public var author: Author
    public var transition: RequestTransition
    /// Why the step counts for nothing, as "tokyo1 accepted it before"; nil when it counts.
    public var refused: String?
    /// A step.
    public init(id: OperationID, author: Author, transition: RequestTransition, refused: String? = nil) {
      self.id = id
      self.author = author
      self.transition = transition
      self.refused = refused
    }
  }

  /// A request as it was sent.
  public init(
    id: OperationID, plan: RequestPlan, author: Author, sentAt: Timestamp, recorded: RequestState = .sent,
    assignee: String? = nil, steps: [Step] = []
  ) {
    self.id = id
    self.plan = plan
    self.author = author
    self.sentAt = sentAt
    self.recorded = recorded
    self.assignee = assignee
    self.steps = steps
  }
  /// How people call it: `R-12`.
  public var reference: String { "R-\(plan.number)" }
}

/// An acknowledgement of a finding as it stands.
public struct Acknowledgement: Hashable, Sendable, Identifiable {
  public var id: OperationID
  public var author: Author
  public var finding: FindingAcknowledgement
  /// Set when it was taken back.
  public var released: Clearing?
  /// An acknowledgement.
  public init(id: OperationID, author: Author, finding: FindingAcknowledgement, released: Clearing? = nil) {
    self.id = id
    self.author = author
    self.finding = finding
    self.released = released
  }
}

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
    public var author: Author
    public var at: Timestamp
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
