/// One finding with the host it is about, as the list of problems shows it.
public struct FleetProblem: Hashable, Sendable {
  /// The host.
  public var host: HostID
  /// What is wrong with it.
  public var finding: Finding
  /// A finding on a host.
  public init(host: HostID, finding: Finding) {
    self.host = host
    self.finding = finding
  }
}

extension HostState {
  /// Whether the host is trouble that people should hear of: its status alarms, and its health is not well.
  public var isTrouble: Bool { health.isTrouble(for: host.status) }
}

extension Health {
  /// Whether a host of this health is trouble, given what people say about it.
  func isTrouble(for status: HostStatus) -> Bool { status.alarms && urgency >= Health.stale.urgency }

  /// Whether a host of this health does its work, given what people say about it.
  func isInService(for status: HostStatus) -> Bool {
    switch self {
    case .ok, .warn, .crit: return status == .working
    case .stale, .down, .unknown: return false
    }
  }
}

extension Fleet {
  /// All findings of hosts whose status alarms: the worst first, then the longest standing, then by name.
  ///
  /// Computed at each call; costs one look at every host.
  public var problems: [FleetProblem] {
    var all: [FleetProblem] = []
    // Field by field: to take a whole host out of the array costs twenty reference counts.
    for index in hosts.indices where hosts[index].health.isTrouble(for: hosts[index].host.status) {
      for finding in hosts[index].findings { all.append(FleetProblem(host: hosts[index].host.id, finding: finding)) }
    }
    return all.sorted { left, right in
      let (a, b) = (left.finding, right.finding)
      if a.severity == b.severity, a.since == b.since, left.host != right.host { return left.host < right.host }
      return Finding.isWorse(a, b)
    }
  }
}
