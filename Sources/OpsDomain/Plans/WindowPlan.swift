/// What planned work, a freeze or a hold is about: a node set as it was typed, and what it stood for then.
public struct WorkTargets: Hashable, Sendable {
  /// The node set as it was typed, exclusions included: `@bookmark:db!bm-db09`.
  public var text: String
  /// The names of the hosts that it stood for when this was recorded.
  public var hosts: [String]
  /// The roles that it named as wholes, as `bookmark:db`.
  public var roles: [String]
  /// The services that it named as wholes.
  public var services: [String]
  /// Targets.
  public init(_ text: String, hosts: [String] = [], roles: [String] = [], services: [String] = []) {
    self.text = text
    self.hosts = hosts
    self.roles = roles
    self.services = services
  }
}

/// What users notice of planned work.
public enum Impact: String, CaseIterable, Hashable, Sendable { case none, degraded, down }

/// Planned work, as it was written down.
public struct WindowPlan: Hashable, Sendable {
  /// The short number by which people call it: `M-81`; 0 until the store gives one.
  public var number: Int = 0
  /// A short title.
  public var title: String
  /// Why it is done.
  public var purpose: String = ""
  /// What it is about.
  public var targets: WorkTargets
  /// The beginning; of the first occurrence when it recurs.
  public var start: Timestamp
  /// The end, which is not part of it; never before the start.
  public var end: Timestamp
  /// The time zone that it was planned in, by its IANA name.
  public var zone: String
  /// How it recurs, as RFC 5545 writes it without `RRULE:`; nil when it does not.
  public var recurrence: String?
  /// Beginnings that are left out.
  public var exceptions: [Timestamp] = []
  /// The account of the person who answers for it.
  public var owner: String
  /// The accounts of those who work on it, the owner not repeated.
  public var crew: [String] = []
  /// What users notice.
  public var impact: Impact = .none
  /// What is to be done, in Markdown, or a link to it.
  public var procedure: String = ""
  /// How it is undone.
  public var rollback: String = ""
  /// Whether alarms of its hosts are silenced while it runs.
  public var silencesAlarms = true
  /// The state in which it is recorded: a draft, planned or announced.
  public var state: WindowState = .planned

  /// A plan.
  public init(
    title: String, targets: WorkTargets, start: Timestamp, end: Timestamp, zone: String = "", owner: String
  ) {
    self.title = title
    self.targets = targets
    self.start = start
    self.end = end
    self.zone = zone
    self.owner = owner
  }
}

/// The states of planned work.
public enum WindowState: String, CaseIterable, Hashable, Sendable {
  case draft, planned, announced
  case inProgress = "in_progress"
  case verifying, done, cancelled, aborted
  /// Past its end and not finished: told by the clock, never recorded.
  case overrun
}

/// A change of planned work: what is nil stays as it is.
public struct WindowChange: Hashable, Sendable {
  /// The window changed.
  public var window: OperationID
  /// Why; may be empty before it has begun.
  public var reason: String = ""
  /// The new title.
  public var title: String?
  /// The new purpose.
  public var purpose: String?
  /// What it is about from now on; never once it has begun.
  public var targets: WorkTargets?
  /// The new beginning; never once it has begun.
  public var start: Timestamp?
  /// The new end; never in the past once it has begun.
  public var end: Timestamp?
  /// The new time zone.
  public var zone: String?
  /// The new rule; an empty text takes the recurrence away.
  public var recurrence: String?
  /// The beginnings that are left out from now on, all of them.
  public var exceptions: [Timestamp]?
  /// The new owner.
  public var owner: String?
  /// The new crew, all of it.
  public var crew: [String]?
  /// What users notice, as it is expected now.
  public var impact: Impact?
  /// The new procedure.
  public var procedure: String?
  /// The new way back.
  public var rollback: String?
  /// Whether alarms are silenced from now on.
  public var silencesAlarms: Bool?
  /// A change of nothing yet.
  public init(window: OperationID, reason: String = "") {
    self.window = window
    self.reason = reason
  }
}

/// A step of planned work from one state to the next.
public struct WindowTransition: Hashable, Sendable {
  /// The window.
  public var window: OperationID
  /// The state it has from now on.
  public var state: WindowState
  /// When that happened.
  public var at: Timestamp
  /// The beginning of the occurrence meant, when the window recurs.
  public var occurrence: Timestamp?
  /// Why, or what came of it.
  public var reason: String
  /// How it ended, for `done` and `aborted`.
  public var result: WorkResult?
  /// The hosts that the node set stood for at this moment.
  public var hosts: [String]
  /// A step.
  public init(
    window: OperationID, state: WindowState, at: Timestamp, occurrence: Timestamp? = nil, reason: String = "",
    result: WorkResult? = nil, hosts: [String] = []
  ) {
    self.window = window
    self.state = state
    self.at = at
    self.occurrence = occurrence
    self.reason = reason
    self.result = result
    self.hosts = hosts
  }
}
