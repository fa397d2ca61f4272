// What roles ask for besides capacity: quiet dependencies and approvals.

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

  /// Roles that need an approval that nobody has given.
  func approvalReasons() -> [VerdictReason] {
    roles.compactMap { index in
      let role = fleet.roles[index]
      guard let group = role.approval else { return nil }
      let asked = team.requests.filter { isAbout($0, role, group) }
      guard !asked.contains(where: isGiven) else { return nil }
      let open = asked.last { $0.isOpen }
      let declined = asked.last { $0.recorded == .declined }
      var message = "\(role.id) needs approval by \(group)"
      if let open {
        message += "; asked \(clock.text(open.sentAt)), \(reference(open.id, else: open.reference))"
      } else if let declined {
        message += "; declined, \(reference(declined.id, else: declined.reference))"
      } else {
        message += "; nobody has asked"
      }
      let request = open ?? declined
      return VerdictReason(
        .requestUnapproved, .block, message, source: request.map { .request($0.id) } ?? .role(role.id),
        by: request?.author.account, evidence: ["role": .text(role.id.description), "approval": .text(group)])
    }
  }

  /// The hosts of a role that one given approval covers, by their places, of several the one that covers the most; nil where
  /// the role asks for none.
  func approvedHosts(ofRole index: Int) -> Set<Int>? {
    let role = fleet.roles[index]
    guard let group = role.approval else { return nil }
    let given = team.requests.filter(isGiven).compactMap { request -> Set<Int>? in
      guard let coverage = coverage(of: request, by: group) else { return nil }
      return Set(fleet.roleMembers[index].filter { coverage.covers(name($0), role.id) })
    }
    return given.max { $0.count < $1.count } ?? []
  }

  /// Whether a request asks a group for its approval of work on the subject: by hosts, by the role, or by a window.
  private func isAbout(_ request: Request, _ role: RoleSpecification, _ group: String) -> Bool {
    guard let coverage = coverage(of: request, by: group) else { return false }
    return subjects(of: role).allSatisfy { coverage.covers(name($0), role.id) }
  }

  /// What a request asks a group's approval of; nil when it does not.
  private func coverage(of request: Request, by group: String) -> PlanCoverage? {
    guard request.plan.needs == .approval, request.recorded != .withdrawn, request.plan.to.isGroup(group) else {
      return nil
    }
    guard let window = request.plan.about.flatMap({ team.window($0) }) else {
      return PlanCoverage(request.plan.targets)
    }
    return isMine(window) ? PlanCoverage(window) : nil
  }

  private func subjects(of role: RoleSpecification) -> [Int] {
    role.hosts.compactMap { fleet.index(of: $0) }.filter(isSubject.contains)
  }

  /// Whether a request was answered with yes, by another than the person who wants to work, and not too long ago.
  ///
  /// What was approved of a window holds as long as the window does.
  private func isGiven(_ request: Request) -> Bool {
    guard request.recorded == .done,
      let given = request.steps.last(where: { $0.refused == nil && $0.transition.state == .done }),
      given.author.account != question.actor
    else { return false }
    if let window = request.plan.about.flatMap({ team.window($0) }) {
      return window.isRunning(at: snapshot.now) || isPlanned(window)
    }
    return question.at < given.transition.at + Self.approvalHolds
  }

  /// Whether the work falls into the time that a window is planned for.
  private func isPlanned(_ window: Window) -> Bool {
    guard !window.recorded.isFinal, window.recorded != .draft else { return false }
    return window.plan.occurrences(in: question.at..<(question.at + .milliseconds(1)), zones: snapshot.zones)
      .contains { $0.contains(question.at) }
  }

  /// How long an approval holds that is not about a window.
  static let approvalHolds: Duration = .seconds(24 * 3600)
}

extension Addressee {
  /// Whether it is this group, or whoever is on duty for it.
  fileprivate func isGroup(_ group: String) -> Bool {
    switch self {
    case .group(let name), .onDuty(let name): return name == group || text == group
    case .person(let name): return name == group
    }
  }
}
