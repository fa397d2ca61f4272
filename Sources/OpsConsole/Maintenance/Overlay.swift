import OpsDomain
import OpsScreen

extension ConsoleState {
  /// Lays the team's words over the hosts: running work, and what people say of a host's status.
  ///
  /// Called when the team's plans change and once a second: work that is past its end says so.
  mutating func layStatuses() {
    let clock = PlanClock(
      now: now, zone: settings.zones.rules(of: settings.zoneName), zones: settings.zones, symbols: settings.symbols)
    let words = log.team.statusOverrides(at: now).mapValues { overlay($0, clock) }
    let places = fleet.lay(words, at: now)
    guard !places.isEmpty else { return }
    fleetHasChanged = true
    judging.isStale = true
    if frozen == nil { for place in places { figures.update(place, in: fleet) } }
  }

  private func overlay(_ word: StatusOverride, _ clock: PlanClock) -> StatusOverlay {
    switch word.reason {
    case .window(let id):
      return StatusOverlay(
        status: word.status, words: log.team.window(id).map { windowWords($0, word, clock) } ?? "in maintenance",
        window: id, since: word.since, isReleasing: word.isReleasing)
    case .reservation(let id):
      return StatusOverlay(
        status: word.status,
        words: log.team.reservation(id).map { reservationWords($0, word, clock) } ?? "in maintenance",
        reservation: id, since: word.since, isReleasing: word.isReleasing)
    case .word(let author, let reason):
      let why = reason.isEmpty ? "" : ": \(reason)"
      return StatusOverlay(
        status: word.status, words: "\(word.status.rawValue), says \(author.display)\(why)", since: word.since,
        isReleasing: word.isReleasing)
    }
  }

  private func windowWords(_ window: Window, _ word: StatusOverride, _ clock: PlanClock) -> String {
    let name = log.team.reference(of: window.id) ?? window.reference
    guard !word.isReleasing else { return "\(name) is over, coming back (\(window.plan.owner))" }
    let end = window.plannedEnd
    let until = window.state(at: now) == .overrun ? "over since" : "until"
    return "in \(name) \(until) \(clock.moment(end)) (\(window.plan.owner))"
  }

  private func reservationWords(_ work: Reservation, _ word: StatusOverride, _ clock: PlanClock) -> String {
    let name = log.team.reference(of: work.id) ?? work.reference
    guard !word.isReleasing else { return "\(name) is over, coming back (\(work.plan.owner))" }
    return "\(name) \(work.plan.action.rawValue) since \(clock.moment(work.plan.begun)) (\(work.plan.owner))"
  }
}

extension ProblemsPane {
  /// The finding that is selected; nil when it is another kind of problem.
  func selectedFinding(_ world: World) -> FleetProblem? {
    guard problems.indices.contains(cursor.row), let host = problems[cursor.row].id.host else { return nil }
    let id = problems[cursor.row].id
    let finding = world.fleet[host]?.findings.first { $0.rule.rawValue == id.rule && $0.subject == id.subject }
    return finding.map { FleetProblem(host: host, finding: $0) }
  }
}

extension World {
  /// Work that is past its end and not finished.
  var overrunWindows: [Window] { log.team.running(at: now).filter { $0.state(at: now) == .overrun } }
}
