/// The maintenance that a new entry joins when its author names none.
public struct ThreadChoice: Hashable, Sendable {
  /// The windows whose work goes on at one of the hosts, the one planned to begin last first.
  public var running: [Window]
  /// The window that the entry joins; nil when none runs there, or when it could be any of several.
  public var window: Window?

  /// Why the entry joins none of several, as `M-81, M-82 run on these hosts: the entry joins none`; nil when it is clear.
  public var notice: String? {
    guard window == nil, !running.isEmpty else { return nil }
    let names = running.sorted { $0.plan.number < $1.plan.number }.map(\.reference).joined(separator: ", ")
    return "\(names) run on these hosts: the entry joins none"
  }
}

extension TeamState {
  /// The maintenance that a new entry about these targets joins.
  ///
  /// A window counts when it covers one of the hosts that the targets stand for; `roles` say which hosts a role or a
  /// service has now. Of several windows the author's own is meant, when he owns or works on one of them only.
  public func threadChoice(
    of targets: [EntryTarget], by author: Author, at moment: Timestamp, roles: [RoleSpecification]
  ) -> ThreadChoice {
    guard !targets.isEmpty else { return ThreadChoice(running: [], window: nil) }
    let hosts = Self.hosts(of: targets, roles)
    let running = windows.filter { $0.isRunning(at: moment) && $0.isAbout(hosts, roles) }
      .sorted { ($0.plan.start, $0.id) > ($1.plan.start, $1.id) }
    guard running.count > 1 else { return ThreadChoice(running: running, window: running.first) }
    let accounts = [author.account, author.onBehalfOf].compactMap { $0 }
    let own = running.filter { window in
      accounts.contains { $0 == window.plan.owner || window.plan.crew.contains($0) }
    }
    return ThreadChoice(running: running, window: own.count == 1 ? own.first : nil)
  }

  /// The names of the hosts that targets stand for.
  fileprivate static func hosts(of targets: [EntryTarget], _ roles: [RoleSpecification]) -> Set<String> {
    targets.reduce(into: []) { hosts, target in
      switch target.kind {
      case .host: hosts.insert(target.id)
      case .role: for role in roles where role.id.description == target.id { hosts.formUnion(role.hosts.map(\.name)) }
      case .service: for role in roles where role.id.service == target.id { hosts.formUnion(role.hosts.map(\.name)) }
      case .site: break
      }
    }
  }
}

extension Window {
  /// Whether it covers one of these hosts; one that was planned without hosts covers those of its roles and services.
  fileprivate func isAbout(_ names: Set<String>, _ roles: [RoleSpecification]) -> Bool {
    let covered = hosts
    guard covered.isEmpty else { return covered.contains(where: names.contains) }
    let wholes =
      plan.targets.roles.map { EntryTarget(.role, $0) } + plan.targets.services.map { EntryTarget(.service, $0) }
    return !TeamState.hosts(of: wholes, roles).isDisjoint(with: names)
  }
}
