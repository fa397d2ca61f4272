import OpsDomain
import OpsScreen

extension Form {
  /// A step of planned work: begin, verify, finish, cancel, abort.
  func reviewStep(
    _ id: OperationID, to state: WindowState, _ occurrence: Timestamp?, _ review: inout FormReview, _ desk: FormDesk
  ) {
    let first = fields.first?.id ?? .reason
    guard let window = desk.team.window(id) else {
      review.problems[first] = "it is no longer there"
      return
    }
    let hosts = state == .inProgress ? currentHosts(of: window, &review, desk) : window.hosts
    let result = WorkResult(rawValue: self[.result])
    let isEnd = state == .done || state == .aborted
    // What is finished with the result "aborted" is aborted.
    let reached = isEnd && result == .aborted ? WindowState.aborted : state
    do throws(PlanProblem) {
      let transition = try window.transition(
        to: reached, at: desk.now, occurrence: occurrence, reason: self[.reason],
        result: isEnd ? result ?? (state == .aborted ? .aborted : .ok) : nil, hosts: hosts)
      review.bodies = bodies(transition, window, hosts, desk)
    } catch {
      review.problems[error.kind == .reason ? .reason : first] = error.message
    }
    say(what: state, reached, window, hosts, occurrence, &review, desk)
  }

  /// The hosts that the node set stands for today; what is recorded of the plan where it cannot be understood any more.
  private func currentHosts(of window: Window, _ review: inout FormReview, _ desk: FormDesk) -> [String] {
    do throws(NodeSet.Problem) {
      let now = try desk.targets(window.plan.targets.text).hosts
      if Set(now) != Set(window.plan.targets.hosts) {
        review.warnings.append(
          "the inventory has changed: it was planned on \(FormDesk.words(window.plan.targets.hosts))")
      }
      return now
    } catch {
      review.warnings.append("\(window.plan.targets.text): \(error.message); the hosts of the plan are taken")
      return window.plan.targets.hosts
    }
  }

  private func bodies(
    _ transition: WindowTransition, _ window: Window, _ hosts: [String], _ desk: FormDesk
  ) -> [OperationBody] {
    let entry = transition.entry(of: window, targets: desk.entryTargets(hosts), zone: desk.clock.zone.name)
    return [.entryAdd(entry), .windowState(transition)]
  }

  private func say(
    what asked: WindowState, _ state: WindowState, _ window: Window, _ hosts: [String], _ occurrence: Timestamp?,
    _ review: inout FormReview, _ desk: FormDesk
  ) {
    let name = desk.reference(window.id)
    let on = FormDesk.words(hosts)
    let interval =
      occurrence.map { $0..<$0 + window.plan.end.since(window.plan.start) } ?? window.interval(at: desk.now)
    switch state {
    case .inProgress:
      review.statement =
        "begins \(name) on \(on); they show maintenance"
        + (window.plan.silencesAlarms ? " and are silent" : "") + " until it is finished"
      review.done = "\(name) runs"
      review.notes[.reason] = ["planned \(desk.clock.full(interval)), by \(window.plan.owner): \(window.plan.title)"]
      let rest = desk.now..<max(interval.upperBound, desk.now + .seconds(60))
      review.warnings += desk.conflicts(hosts, rest, besides: window.id)
      if interval.lowerBound > desk.now + .seconds(300) {
        review.warnings.append("it is planned \(desk.clock.distance(to: interval.lowerBound))")
      }
    case .verifying:
      review.statement = "says that the work of \(name) is done and is being verified on \(on)"
      review.done = "\(name) is being verified"
    case .done, .aborted:
      review.statement =
        "ends \(name) on \(on); they come back once they are well, and the procedure is written"
      review.done = "\(name) is \(state == .done ? "done" : "aborted")"
    default:
      review.statement = "says that \(name) is \(state.rawValue); nothing happens on \(on)"
      review.done = "\(name) is \(state.rawValue)"
    }
  }

  /// The end of running work is moved.
  func reviewExtension(of id: OperationID, _ review: inout FormReview, _ desk: FormDesk) {
    guard let window = desk.team.window(id) else {
      review.problems[.until] = "it is no longer there"
      return
    }
    guard let moved = newEnd(of: window, &review, desk) else { return }
    if let problem = window.problem(of: moved, at: desk.now) {
      review.problems[problem.kind == .reason ? .reason : .until] = problem.message
    }
    let end = moved.new
    let step = moved.shortens ? "shortens" : "extends"
    review.statement = "\(step) \(desk.reference(id)) to \(desk.clock.moment(end)) on \(FormDesk.words(window.hosts))"
    review.done = "\(desk.reference(id)) goes on until \(desk.clock.moment(end))"
    let entry = moved.entry(at: desk.now, targets: desk.entryTargets(window.hosts), zone: desk.clock.zone)
    review.bodies = [.entryAdd(entry), .windowChange(moved.change)]
    if let note = moved.seriesNote { review.warnings.append(note) }
    let start = max(desk.now, moved.old)
    if end > start { review.warnings += desk.conflicts(window.hosts, start..<end, besides: id) }
  }

  /// `+30m` is from the present end, or from now when that is past; all else is a time.
  private func newEnd(of window: Window, _ review: inout FormReview, _ desk: FormDesk) -> WindowExtension? {
    var text = self[.until]
    if text.hasPrefix("+") { text.removeFirst() }
    if text.isEmpty {
      review.problems[.until] = "until when? as 15:00, or +30m from its end"
      return nil
    }
    if let length = try? TimePhrase.duration(text) {
      let moved = WindowExtension(of: window, by: length, at: desk.now, reason: self[.reason])
      review.notes[.until] = [
        "\(desk.clock.moment(moved.new)), \(desk.clock.distance(to: moved.new)); "
          + "it was \(desk.clock.moment(moved.old))"
      ]
      return moved
    }
    guard let end = moment(.until, &review, desk, otherwise: "") else { return nil }
    if end <= desk.now { review.problems[.until] = "that is past" }
    return WindowExtension(of: window, to: end, reason: self[.reason])
  }
}

extension FormDesk {
  /// Hosts as an entry is about them.
  func entryTargets(_ hosts: [String]) -> [EntryTarget] {
    hosts.prefix(Self.entryTargetLimit).map { name in
      EntryTarget(.host, name, roleThen: inventory[HostID(name)]?.role?.description, origin: .window)
    }
  }

  /// The most hosts that an entry about planned work names.
  private static let entryTargetLimit = 1_000
}
