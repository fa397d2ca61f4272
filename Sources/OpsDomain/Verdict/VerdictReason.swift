/// The kinds of reasons, as scripts know them.
public enum VerdictCode: String, CaseIterable, Hashable, Sendable {
  /// A time in which nothing is to be changed.
  case freezeActive = "freeze.active"
  /// A person's lock.
  case holdActive = "hold.active"
  /// Somebody else's planned work goes on here.
  case windowOther = "window.other"
  /// The person's own planned work goes on here.
  case windowMine = "window.mine"
  /// The role changes within planned windows only.
  case windowRequired = "window.required"
  /// Somebody else's planned work begins before this would end.
  case windowSoon = "window.soon"
  /// As many hosts are being worked on as may be at once, or this one is already.
  case reservationConcurrent = "reservation.concurrent"
  /// How many hosts stay in service, against how many must.
  case capacityFloor = "capacity.floor"
  /// What those that stay would carry.
  case capacityLoad = "capacity.load"
  /// The host is out of service already.
  case capacityExempt = "capacity.exempt"
  /// What is known of hosts is too old to tell.
  case capacityStale = "capacity.stale"
  /// What must stay is said in two ways.
  case capacityConflict = "capacity.conflict"
  /// The question is about later: hosts and alarms are judged as they are now.
  case capacityLater = "capacity.later"
  /// Critical findings in the role.
  case alertFiring = "alert.firing"
  /// Work goes on at what it depends on.
  case dependencyBusy = "dependency.busy"
  /// An approval is missing.
  case requestUnapproved = "request.unapproved"
  /// Somebody began work here and never said that it ended.
  case logOpen = "log.open"
  /// The team's plans are known from a local copy only.
  case sourceUnreachable = "source.unreachable"
  /// The subject is not known.
  case subjectUnknown = "subject.unknown"
}

/// How much a reason weighs; the worst decides.
public enum VerdictSeverity: Int, CaseIterable, Comparable, Hashable, Sendable {
  /// Worth knowing.
  case info
  /// Go on with care.
  case warn
  /// It cannot be told.
  case unknown
  /// It must not be done.
  case block

  /// Orders by weight: what is certainly forbidden weighs more than what is not known.
  public static func < (left: VerdictSeverity, right: VerdictSeverity) -> Bool { left.rawValue < right.rawValue }

  /// The word in documents.
  public var word: String {
    switch self {
    case .info: return "info"
    case .warn: return "warn"
    case .unknown: return "unknown"
    case .block: return "block"
    }
  }
}

/// The datum that a reason comes from: what a key leads to.
public enum VerdictSource: Hashable, Sendable {
  case host(HostID)
  case role(RoleID)
  case window(OperationID)
  case freeze(OperationID)
  case hold(OperationID)
  case reservation(OperationID)
  case request(OperationID)
  case entry(OperationID)
  /// The team's store.
  case store
  /// The inventory.
  case inventory

  /// The kind of datum, as documents name it.
  public var kind: String {
    switch self {
    case .host: return "host"
    case .role: return "role"
    case .window: return "window"
    case .freeze: return "freeze"
    case .hold: return "hold"
    case .reservation: return "reservation"
    case .request: return "request"
    case .entry: return "entry"
    case .store: return "store"
    case .inventory: return "inventory"
    }
  }

  /// Its identity; empty where the kind says all.
  public var id: String {
    switch self {
    case .host(let host): return host.name
    case .role(let role): return role.description
    case .window(let id), .freeze(let id), .hold(let id), .reservation(let id), .request(let id), .entry(let id):
      return id.description
    case .store, .inventory: return ""
    }
  }
}

/// A piece of evidence.
public enum VerdictValue: Hashable, Sendable {
  case text(String)
  case whole(Int)
  case number(Double)
  case moment(Timestamp)
  case texts([String])

  /// The most texts of one piece of evidence; more are counted, not named.
  static let textsMax = 50
}

/// One reason for or against.
public struct VerdictReason: Hashable, Sendable {
  /// Its kind.
  public var code: VerdictCode
  /// How much it weighs.
  public var severity: VerdictSeverity
  /// One sentence; may hold text from outside.
  public var message: String
  /// When it ends, where time alone ends it.
  public var until: Timestamp?
  /// What it comes from.
  public var source: VerdictSource
  /// The account of the person it comes from; nil where it comes from nobody.
  public var by: String?
  /// What it rests on, by name.
  public var evidence: [String: VerdictValue]
  /// The hosts of the subject that it is about; empty where it is about all of them, or about none in particular.
  public var hosts: [HostID] = []

  /// A reason.
  public init(
    _ code: VerdictCode, _ severity: VerdictSeverity, _ message: String, until: Timestamp? = nil,
    source: VerdictSource, by: String? = nil, evidence: [String: VerdictValue] = [:], hosts: [HostID] = []
  ) {
    self.code = code
    self.severity = severity
    self.message = message
    self.until = until
    self.source = source
    self.by = by
    self.evidence = evidence
    self.hosts = hosts
  }
}
