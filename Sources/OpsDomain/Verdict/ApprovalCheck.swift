// Approvals that roles ask for.

extension VerdictCase {
  /// Roles that need an approval that nobody has given.
  func approvalReasons() -> [VerdictReason] { roles.compactMap(approvalReason) }

  private func approvalReason(_ index: Int) -> VerdictReason? {
    let role = fleet.roles[index]
    guard let group = role.approval else { return nil }
    let subjects = subjects(of: role)
    let asked = team.requests.filter { covered($0, by: group, among: subjects, of: role) == subjects.count }
    guard !asked.contains(where: isGiven) else { return nil }
    var (words, until, request): (String, Timestamp?, Request?) = ("nobody has asked", nil, nil)
    if let open = asked.last(where: \.isOpen) {
      (words, request) = ("asked \(clock.text(open.sentAt)), \(name(of: open))", open)
    } else if let declined = asked.last(where: { $0.recorded == .declined }) {
      (words, request) = ("declined, \(name(of: declined))", declined)
    } else if let given = asked.last(where: { $0.recorded == .done }) {
      (words, until) = whyNotNow(given)
      request = given
    } else if let part = team.requests.last(where: { covered($0, by: group, among: subjects, of: role) > 0 }) {
      (words, request) = ("asked for some of them only, \(name(of: part))", part)
    }
    return VerdictReason(
      .requestUnapproved, .block, "\(role.id) needs approval by \(group); \(words)", until: until,
      source: request.map { .request($0.id) } ?? .role(role.id), by: request?.author.account,
      evidence: ["role": .text(role.id.description), "approval": .text(group)])
  }

  /// Why an approval that was given does not count for this question, and from when it will.
  private func whyNotNow(_ request: Request) -> (words: String, until: Timestamp?) {
    guard let given = Self.approval(request) else { return ("not given yet, \(name(of: request))", nil) }
    if given.author.account == question.actor { return ("answered by yourself, \(name(of: request))", nil) }
    guard let window = request.plan.about.flatMap({ team.window($0) }) else {
      return ("given \(clock.ago(given.transition.at)) ago, \(name(of: request))", nil)
    }
    let ahead = question.at..<(question.at + Verdict.lookAhead)
    let next = window.plan.occurrences(in: ahead, zones: snapshot.zones).first { $0.lowerBound > question.at }
    return ("given for \(reference(window.id, else: name(of: request))) only", next?.lowerBound)
  }

  /// The hosts of a role that one given approval covers, by their places; nil where the role asks for none.
  ///
  /// Of several approvals the one that covers the most of some candidates.
  func approvedHosts(ofRole index: Int, among candidates: [Int]) -> Set<Int>? {
    let role = fleet.roles[index]
    guard let group = role.approval else { return nil }
    let given = team.requests.filter(isGiven).compactMap { request -> Set<Int>? in
      guard let coverage = coverage(of: request, by: group) else { return nil }
      return Set(candidates.filter { coverage.covers(name($0), role.id) })
    }
    return given.max { $0.count < $1.count } ?? []
  }

  /// How many of some hosts of a role a request asks a group's approval for.
  private func covered(_ request: Request, by group: String, among places: [Int], of role: RoleSpecification) -> Int {
    guard let coverage = coverage(of: request, by: group) else { return 0 }
    return places.count { coverage.covers(name($0), role.id) }
  }

  /// What a request asks a group's approval of, by hosts, by the role, or by one's own window; nil when it does not.
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

  private func name(of request: Request) -> String { reference(request.id, else: request.reference) }

  /// The answer with which a request was approved.
  private static func approval(_ request: Request) -> Request.Step? {
    request.steps.last { $0.refused == nil && $0.transition.state == .done }
  }

  /// Whether a request was answered with yes, by another than the person who wants to work, and not too long ago.
  ///
  /// What was approved of a window holds as long as the window does.
  private func isGiven(_ request: Request) -> Bool {
    guard request.recorded == .done, let given = Self.approval(request), given.author.account != question.actor else {
      return false
    }
    if let window = request.plan.about.flatMap({ team.window($0) }) {
      return !isLater && window.isRunning(at: snapshot.now) || isPlanned(window)
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
