/// Which hosts something planned, frozen or held is about.
///
/// What named a role or service as a whole is also about hosts that joined it since.
struct PlanCoverage {
  private let isEverything: Bool
  private let hosts: Set<HostID>
  private let roles: Set<RoleID>
  private let services: Set<String>

  init(_ targets: WorkTargets) {
    // Where something is taken away or cut, the hosts that were left are all that is meant.
    let isExact = targets.text.contains { "!&^".contains($0) }
    isEverything = targets.text.isEmpty && targets.hosts.isEmpty && targets.roles.isEmpty && targets.services.isEmpty
    hosts = Set(targets.hosts.lazy.map { HostID($0) })
    roles = isExact && !hosts.isEmpty ? [] : Set(targets.roles.compactMap(Self.role))
    services = isExact && !hosts.isEmpty ? [] : Set(targets.services)
  }

  /// Of work that has begun: the hosts that it was begun on, else those that were planned.
  ///
  /// Of work that recurs the next occurrence is about what is planned again.
  init(_ window: Window) {
    let begun = window.hosts
    var targets = window.plan.targets
    if window.hasBegun, !window.isRecurring || window.recorded == .inProgress, !begun.isEmpty {
      targets = WorkTargets(NodeSet.fold(begun), hosts: begun)
    }
    // A window that names nothing is about nothing, other than a freeze.
    if targets.text.isEmpty { targets.text = "-" }
    self.init(targets)
  }

  init(hosts: [HostID]) {
    (isEverything, self.hosts, roles, services) = (false, Set(hosts), [], [])
  }

  init(_ targets: [EntryTarget]) {
    isEverything = false
    hosts = Set(targets.lazy.filter { $0.kind == .host }.map { HostID($0.id) })
    roles = Set(targets.lazy.filter { $0.kind == .role }.compactMap { Self.role($0.id) })
    services = Set(targets.lazy.filter { $0.kind == .service }.map(\.id))
  }

  func covers(_ host: HostID, _ role: RoleID?) -> Bool {
    if isEverything || hosts.contains(host) { return true }
    guard let role, !roles.isEmpty || !services.isEmpty else { return false }
    return roles.contains(role) || services.contains(role.service)
  }

  private static func role(_ text: String) -> RoleID? {
    if case .role(let role) = RoleDependency(text) { return role }
    return nil
  }
}
