import OpsDomain
import OpsScreen

/// The fleet as `status` prints it for people.
enum StatusTable {
  static func lines(
    _ fleet: Fleet, _ silence: SilentHosts, _ words: StatusWords? = nil, at now: Timestamp, theme: Theme, colours: Bool
  ) -> [String] {
    var table = PlainTable([
      ("HOST", .left), ("ROLE", .left), ("HEALTH", .left), ("LOAD/CORE", .right), ("CPU", .right), ("MEM", .right),
      ("FULLEST DISK", .left), ("USED", .right), ("AGE", .right), ("WHY", .left),
    ])
    for state in fleet.hosts {
      let said = words?.words[state.host.id]
      table.add(row(state, silence.words(state), said, at: now, theme))
    }
    return table.lines(colours: colours) + ["", summary(fleet)]
  }

  private static func row(
    _ state: HostState, _ silence: String?, _ said: StatusOverlay?, at now: Timestamp, _ theme: Theme
  ) -> [PlainTable.Field] {
    let disk = state.fullestFilesystem
    return [
      .init(state.host.id.name, look: theme.look(.strong)), .init(state.host.role?.description ?? absentMark),
      .init(word(state), look: theme.look(role(of: state))),
      .init(state.vitals?.loadPerCore.map { formatDecimal($0) } ?? absentMark),
      .init(share(state.vitals?.cpu?.busy)), .init(share(state.vitals?.memoryUsed)),
      .init(disk?.mount ?? absentMark), .init(share(disk?.usedShare)),
      .init(state.age(at: now).map(formatAge) ?? absentMark), .init(why(state, silence, said)),
    ]
  }

  private static func share(_ share: Double?) -> String { share.map { formatShare($0) } ?? absentMark }

  /// Health, or what people say of the host where that counts more.
  private static func word(_ state: HostState) -> String {
    state.host.status == .working ? state.health.rawValue : "\(state.host.status.rawValue)"
  }

  private static func why(_ state: HostState, _ silence: String?, _ said: StatusOverlay?) -> String {
    if let said, state.overlay != nil { return said.words }
    if let failure = state.failure { return failure.failure.message }
    return silence ?? state.findings.first?.sentence ?? said?.words ?? ""
  }

  private static func role(of state: HostState) -> Role {
    guard state.host.status == .working else { return .maintenance }
    switch state.health {
    case .ok: return .ok
    case .warn: return .warn
    case .crit: return .crit
    case .stale: return .stale
    case .down: return .down
    case .unknown: return .unknown
    }
  }

  private static func summary(_ fleet: Fleet) -> String {
    let counts = Health.allCases.sorted { $0.urgency > $1.urgency }.compactMap { health -> String? in
      let count = fleet.hosts.count { $0.health == health && $0.host.status.isWatched }
      return count > 0 ? "\(count) \(health.rawValue)" : nil
    }
    let hosts = fleet.hosts.count == 1 ? "1 host" : "\(fleet.hosts.count) hosts"
    return ([hosts] + counts).joined(separator: "   ")
  }
}
