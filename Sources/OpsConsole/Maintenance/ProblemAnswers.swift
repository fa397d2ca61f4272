import OpsDomain
import OpsScreen

/// What people have said about what is wrong: who takes care of it, and what planned work silences it.
struct ProblemAnswers {
  private let world: World
  private let clock: PlanClock
  private let acknowledged: [HostID: [Acknowledgement]]

  init(_ world: World) {
    self.world = world
    clock = PlanClock(world)
    var acknowledged: [HostID: [Acknowledgement]] = [:]
    for given in world.log.team.acknowledgements where Self.holds(given, at: world.now) {
      acknowledged[HostID(given.finding.host), default: []].append(given)
    }
    self.acknowledged = acknowledged
  }

  private static func holds(_ given: Acknowledgement, at now: Timestamp) -> Bool {
    given.released == nil && given.finding.at <= now && given.finding.expires.map { $0 > now } ?? true
  }

  /// Whether a host that is set aside would be trouble, and the team's word is why it is not.
  func isSilenced(_ place: Int) -> Bool {
    guard place < world.fleet.hosts.count, let overlay = world.fleet.hosts[place].overlay else { return false }
    return overlay.status == .maintenance && world.fleet.hosts[place].health.urgency >= Health.stale.urgency
  }

  /// The problem with what was said about it.
  func answered(_ problem: Problem, by state: HostState, isSilenced: Bool) -> Problem {
    var problem = problem
    if isSilenced {
      problem.answer = state.overlay.map { "silent, \($0.words)" }
    } else if let given = acknowledgement(problem) {
      let until = given.finding.expires.map { " until \(clock.moment($0))" } ?? ""
      problem.answer = "\(given.author.display)\(until), \(given.finding.reason)"
    }
    return problem
  }

  private func acknowledgement(_ problem: Problem) -> Acknowledgement? {
    guard let host = problem.id.host else { return nil }
    return acknowledged[host]?.first { given in
      given.finding.rule.rawValue == problem.id.rule
        && (given.finding.subject.isEmpty || given.finding.subject == problem.id.subject)
        // A finding that began anew after it was answered for is another one.
        && (problem.since.map { $0 <= given.finding.at } ?? true)
    }
  }
}

extension ProblemsPane {
  /// Work that is past its end and not finished nags until it is finished or extended.
  static func overrunWork(_ world: World) -> [Problem] {
    let windows = world.overrunWindows
    guard !windows.isEmpty else { return [] }
    let clock = PlanClock(world)
    return windows.enumerated().map { number, window in
      let name = world.log.team.reference(of: window.id) ?? window.reference
      let over = formatSpan(world.now.since(window.plannedEnd))
      return Problem(
        id: .init(host: nil, rule: "window", subject: name), standing: .warn,
        sentence: "\(over) past its end at \(clock.moment(window.plannedEnd)): finish or extend it "
          + "(\(window.plan.owner), \(window.plan.title))",
        since: window.plannedEnd, tie: Int32(clamping: number), window: window.id)
    }
  }
}

extension Problem {
  /// A problem about which nobody has said anything yet.
  init(
    id: ID, standing: Standing, sentence: String, role: RoleID? = nil, since: Timestamp? = nil, tie: Int32,
    window: OperationID? = nil
  ) {
    self.init(
      id: id, standing: standing, sentence: sentence, role: role, since: since, tie: tie, answer: nil, window: window)
  }
}
