/// What a host does for its role at present, as redundancy counts it.
public enum HostDuty: String, CaseIterable, Hashable, Sendable {
  /// Working, well enough and read lately: it counts towards `keep`.
  case sound
  /// Working and read lately, but critical: it may carry load still, and nobody can rely on it.
  case ailing
  /// Working, but it does not answer: it surely does not serve.
  case down
  /// Working, but what is known of it is old, or nothing is: it may serve or not.
  case unseen
  /// Set aside by people: standby, maintenance, switched off.
  case aside

  /// Whether a host with this duty carries load, as far as is known.
  var carries: Bool { self == .sound || self == .ailing }
}

extension Health {
  /// What a host of this health does for its role, given what people say about it.
  ///
  /// A warning is worth a look and no more: such a host counts. A critical one does not: when another fails, it is not
  /// what the role can fall back on.
  func duty(for status: HostStatus) -> HostDuty {
    guard status == .working else { return .aside }
    switch self {
    case .ok, .warn: return .sound
    case .crit: return .ailing
    case .down: return .down
    case .stale, .unknown: return .unseen
    }
  }
}

extension HostState {
  /// What the host does for its role at present.
  ///
  /// Whom we cannot read for a reason that lies in our way to it (a key, a name, a certificate) may serve all the same.
  public var duty: HostDuty {
    let duty = health.duty(for: host.status)
    guard duty == .down, let failure, !failure.failure.kind.tellsOfTheHost else { return duty }
    return .unseen
  }
}

extension LinkFailure.Kind {
  /// Whether the host itself was silent or refused, so that it is taken to be gone.
  fileprivate var tellsOfTheHost: Bool {
    switch self {
    case .refused, .unreachable, .timedOut, .silent, .closed: return true
    case .unresolved, .unknownHostKey, .changedHostKey, .authentication, .garbage, .tooLarge, .httpStatus, .tls, .here:
      return false
    }
  }
}

/// How many hosts have which duty.
public struct DutyCounts: Hashable, Sendable {
  private var counts = Array(repeating: 0, count: HostDuty.allCases.count)

  /// Nobody yet.
  public init() {}

  /// How many hosts have a duty.
  public internal(set) subscript(duty: HostDuty) -> Int {
    get { counts[duty.place] }
    set { counts[duty.place] = newValue }
  }

  /// How many hosts there are, whatever their duty.
  public var total: Int { counts.reduce(0, +) }
}

extension HostDuty {
  /// Its place in the list of all.
  fileprivate var place: Int {
    switch self {
    case .sound: return 0
    case .ailing: return 1
    case .down: return 2
    case .unseen: return 3
    case .aside: return 4
    }
  }
}
