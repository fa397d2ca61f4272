// Planned work: others', the person's own, and roles that change within it only.

/// A window's time that touches the work that is asked about.
private struct WindowHit {
  let window: Window
  let interval: Range<Timestamp>
  /// Whether somebody has begun it.
  let isRunning: Bool
  let covered: [HostID]
}

extension VerdictCase {
  /// Planned work that goes on, should go on, or begins within the time asked about.
  func windowReasons() -> [VerdictReason] {
    let hits = windowHits()
    var reasons = hits.map { hit in isMine(hit.window) ? ownReason(hit) : otherReason(hit) }
    reasons += requirementReasons(covered: ownCovered(hits))
    return reasons
  }

  private func windowHits() -> [WindowHit] {
    var hits: [WindowHit] = []
    for window in team.windows where !window.recorded.isFinal && window.recorded != .draft {
      guard let (interval, isRunning) = time(of: window) else { continue }
      let covered = covered(by: PlanCoverage(window))
      guard !covered.isEmpty else { continue }
      hits.append(WindowHit(window: window, interval: interval, isRunning: isRunning, covered: covered))
    }
    return hits
  }

  /// The window's time that touches the work; work that goes on past its end has none.
  private func time(of window: Window) -> (Range<Timestamp>, isRunning: Bool)? {
    if window.isRunning(at: snapshot.now) {
      let running = window.interval(at: snapshot.now)
      // Past its end nobody knows how long it will go on.
      let isOverrun = window.plannedEnd <= snapshot.now
      let end = isOverrun ? Timestamp(milliseconds: .max) : max(running.upperBound, running.lowerBound)
      if (running.lowerBound..<end).overlaps(span) { return (running.lowerBound..<end, true) }
      if !window.isRecurring { return nil }
    }
    let planned = window.plan.occurrences(in: span, zones: snapshot.zones).first { !window.isOver(occurrence: $0) }
    return planned.map { ($0, false) }
  }

  private func otherReason(_ hit: WindowHit) -> VerdictReason {
    let (plan, name) = (hit.window.plan, reference(hit.window.id, else: hit.window.reference))
    let isOpenEnded = hit.interval.upperBound.milliseconds == .max
    var evidence: [String: VerdictValue] = [
      "reference": .text(name), "from": .moment(hit.interval.lowerBound), "hosts": .names(hit.covered),
      "state": .text(hit.window.state(at: snapshot.now).rawValue), "title": .text(plan.title),
    ]
    if !isOpenEnded { evidence["until"] = .moment(hit.interval.upperBound) }
    guard hit.interval.lowerBound <= question.at || hit.isRunning else {
      let wait = formatSpan(hit.interval.lowerBound.since(question.at))
      return VerdictReason(
        .windowSoon, .warn,
        "\(name) by \(plan.owner)\(scope(hit.covered)) begins in \(wait); your work needs \(lengthWords)",
        until: hit.interval.upperBound, source: .window(hit.window.id), by: plan.owner, evidence: evidence,
        hosts: hit.covered)
    }
    let end =
      isOpenEnded
      ? "past its end since \(clock.text(hit.window.plannedEnd))" : "until \(clock.text(hit.interval.upperBound))"
    let begun = hit.isRunning ? "" : ", not begun yet"
    return VerdictReason(
      .windowOther, weight(.block, hit.covered),
      "maintenance \(name) by \(plan.owner) on \(namesText(hit.covered, most: 8)) \(end)\(begun): \(plan.title)",
      until: isOpenEnded ? nil : hit.interval.upperBound, source: .window(hit.window.id), by: plan.owner,
      evidence: evidence, hosts: hit.covered)
  }

  private func ownReason(_ hit: WindowHit) -> VerdictReason {
    let name = reference(hit.window.id, else: hit.window.reference)
    let evidence: [String: VerdictValue] = [
      "reference": .text(name), "from": .moment(hit.interval.lowerBound), "hosts": .names(hit.covered),
      "state": .text(hit.window.state(at: snapshot.now).rawValue), "title": .text(hit.window.plan.title),
    ]
    func reason(_ severity: VerdictSeverity, _ message: String) -> VerdictReason {
      VerdictReason(
        .windowMine, severity, message, source: .window(hit.window.id), by: hit.window.plan.owner, evidence: evidence,
        hosts: hit.covered)
    }
    let end = hit.interval.upperBound
    if end.milliseconds == .max {
      return reason(.warn, "your window \(name) is past its end since \(clock.text(hit.window.plannedEnd))")
    }
    guard hit.interval.lowerBound <= question.at || hit.isRunning else {
      return reason(.info, "your window \(name) begins \(clock.text(hit.interval.lowerBound))")
    }
    if end < span.upperBound {
      return reason(.warn, "your window \(name) ends \(clock.text(end)); your work needs \(lengthWords)")
    }
    return reason(
      .info, "inside your window \(name)\(hit.isRunning ? "" : ", not begun yet"), until \(clock.text(end))")
  }

  /// The hosts that the person's own windows cover when the work begins.
  private func ownCovered(_ hits: [WindowHit]) -> Set<HostID> {
    Set(
      hits.filter { isMine($0.window) && ($0.isRunning || $0.interval.lowerBound <= question.at) }.flatMap(\.covered))
  }

  /// Roles that are changed within windows only, whose hosts stand in none of the person's.
  private func requirementReasons(covered: Set<HostID>) -> [VerdictReason] {
    roles.compactMap { index in
      let role = fleet.roles[index]
      guard role.requiresWindow else { return nil }
      let outside = fleet.roleMembers[index].filter { isSubject.contains($0) && !covered.contains(name($0)) }
      guard !outside.isEmpty else { return nil }
      let names = outside.map { name($0) }
      let next = nextOwnWindow(covering: outside)
      let hint = next.map { "; yours begins \(clock.text($0))" } ?? ""
      return VerdictReason(
        .windowRequired, .block, "role \(role.id) changes only inside a window\(hint)", until: next,
        source: .role(role.id), evidence: ["role": .text(role.id.description), "hosts": .names(names)],
        hosts: names)
    }
  }

  /// When the next window of the person begins that covers all of these hosts; nil when none is planned.
  private func nextOwnWindow(covering places: [Int]) -> Timestamp? {
    let ahead = question.at..<(question.at + Verdict.lookAhead)
    return team.windows.compactMap { window -> Timestamp? in
      guard isMine(window), !window.recorded.isFinal, window.recorded != .draft else { return nil }
      let coverage = PlanCoverage(window)
      guard places.allSatisfy({ coverage.covers(name($0), fleet.hosts[$0].host.role) }) else { return nil }
      return window.plan.occurrences(in: ahead, zones: snapshot.zones).first { $0.lowerBound > question.at }?.lowerBound
    }.min()
  }
}

extension Window {
  /// Whether the work of an occurrence was done, given up or left out.
  fileprivate func isOver(occurrence interval: Range<Timestamp>) -> Bool {
    guard isRecurring else { return recorded.isFinal }
    let last = steps.last { step in
      guard step.refused == nil else { return false }
      let named = step.transition.occurrence
      return named == interval.lowerBound || named == nil && interval.contains(step.transition.at)
    }
    return last.map { $0.transition.state.isFinal } ?? false
  }
}
