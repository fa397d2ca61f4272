/// How bad a finding is.
public enum Severity: Int, Comparable, Hashable, Sendable, CaseIterable {
  /// Worth a look today.
  case warn = 1
  /// Worth a look now.
  case crit = 2
  /// Orders by urgency.
  public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
}

/// The rules that can speak of a host.
public enum RuleID: String, Hashable, Sendable, CaseIterable {
  /// The host cannot be reached or read.
  case down
  /// The last reading is old.
  case stale
  /// Load per core.
  case load
  /// CPU busy.
  case cpu
  /// CPU stolen by the hypervisor.
  case steal
  /// Memory.
  case memory
  /// Swapping.
  case swap
  /// A full filesystem.
  case disk
  /// A filesystem without inodes.
  case inodes
  /// A filesystem that will be full soon.
  case forecast
  /// A filesystem that will be without inodes soon.
  case inodesForecast = "inodes-forecast"
  /// A clock that is off.
  case clock
  /// A host that does not do what its role promises.
  case drift
}

/// One rule's word on one host.
public struct Finding: Hashable, Sendable {
  /// The rule that speaks.
  public var rule: RuleID
  /// What it speaks of within the host, as a mount point; empty for the whole host.
  public var subject: String
  /// How bad it is.
  public var severity: Severity
  /// One short sentence with the value and the limit: `load 3.10/core ≥ 1.5`; may hold text from outside.
  public var sentence: String
  /// The measured value, in the rule's unit.
  public var value: Double
  /// The limit that was passed.
  public var threshold: Double
  /// Since when the rule has had something to say of this without a break.
  public var since: Timestamp
  /// A finding.
  public init(
    rule: RuleID, subject: String = "", severity: Severity, sentence: String, value: Double, threshold: Double,
    since: Timestamp
  ) {
    self.rule = rule
    self.subject = subject
    self.severity = severity
    self.sentence = sentence
    self.value = value
    self.threshold = threshold
    self.since = since
  }
}

/// What was measured of a host, in one word.
public enum Health: String, CaseIterable, Hashable, Sendable {
  /// Nothing to say.
  case ok
  /// A warning stands.
  case warn
  /// Something critical stands.
  case crit
  /// What is known is old.
  case stale
  /// It cannot be reached or read.
  case down
  /// Nothing is known, or nothing is asked: a host that is switched off.
  case unknown

  /// The order of urgency, larger is worse.
  ///
  /// `down` 5, `crit` 4, `warn` 3, `stale` 2, `unknown` 1, `ok` 0.
  public var urgency: Int {
    switch self {
    case .ok: return 0
    case .unknown: return 1
    case .stale: return 2
    case .warn: return 3
    case .crit: return 4
    case .down: return 5
    }
  }
}

extension Finding {
  /// Whether it speaks of the space or the inodes of a filesystem.
  public var isAboutSpace: Bool {
    switch rule {
    case .disk, .inodes, .forecast, .inodesForecast: return true
    default: return false
    }
  }
}
