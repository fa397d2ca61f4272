// That it is quiet at what roles depend on.

extension VerdictCase {
  /// Work that goes on at what the roles depend on.
  func dependencyReasons() -> [VerdictReason] {
    roles.flatMap { index in
      fleet.roles[index].dependsOn.compactMap { dependencyReason(of: fleet.roles[index].id, on: $0) }
    }
  }

  private func dependencyReason(of role: RoleID, on dependency: RoleDependency) -> VerdictReason? {
    let places: [Int]
    switch dependency {
    case .host(let host): places = fleet.index(of: host).map { [$0] } ?? []
    case .role(let other):
      places = fleet.roles.firstIndex { $0.id == other }.map { fleet.roleMembers[$0] } ?? []
    }
    guard !places.isEmpty else {
      return VerdictReason(
        .dependencyBusy, .unknown, "\(role) depends on \(dependency.text), which the inventory does not hold",
        source: .role(role), evidence: ["role": .text(role.description), "dependsOn": .text(dependency.text)])
    }
    let busy = places.filter { isBusy($0) && !isSubject.contains($0) }
    guard let first = busy.first else { return nil }
    let names = namesText(busy.map { name($0) }, most: 8)
    let why =
      fleet.hosts[first].overlay?.words ?? (inHand[first]?.owner ?? worker(at: first)).map { "in hand by \($0)" }
      ?? "in maintenance"
    let what = dependency.text == names ? "\(names), which" : "\(dependency.text), where \(names)"
    return VerdictReason(
      .dependencyBusy, .warn, "\(role) depends on \(what) \(busy.count == 1 ? "is" : "are") \(why)",
      source: .host(name(first)),
      evidence: [
        "role": .text(role.description), "dependsOn": .text(dependency.text),
        "hosts": .names(busy.map { name($0) }),
      ])
  }

  private func isBusy(_ place: Int) -> Bool {
    fleet.hosts[place].host.status == .maintenance || inHand[place] != nil || worker(at: place) != nil
  }

  /// Who works on a host's role one host at a time, or in a window that leaves alarms on.
  private func worker(at place: Int) -> String? {
    let host = name(place)
    let rolling = snapshot.work.first {
      $0.isOneByOne && !$0.isOverdue(at: snapshot.now) && $0.hosts.contains(host)
    }
    return rolling?.owner ?? team.running(on: host, at: snapshot.now).first?.plan.owner
  }
}
