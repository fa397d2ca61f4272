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
  public var isTrouble: Bool { host.status.alarms && health.urgency >= Health.stale.urgency }
}

extension Fleet {
  /// All findings of hosts whose status alarms: the worst first, then the longest standing, then by name.
  ///
  /// Computed at each call; costs one look at every host.
  public var problems: [FleetProblem] {
    var all: [FleetProblem] = []
    for state in hosts where state.isTrouble {
      for finding in state.findings { all.append(FleetProblem(host: state.host.id, finding: finding)) }
    }
    return all.sorted { left, right in
      let (a, b) = (left.finding, right.finding)
      if a.severity == b.severity, a.since == b.since, left.host != right.host { return left.host < right.host }
      return Finding.isWorse(a, b)
    }
  }
}
