extension WindowState {
  /// The states that can follow this one.
  public var next: [WindowState] {
    switch self {
    case .draft: return [.planned, .announced, .cancelled]
    case .planned: return [.announced, .inProgress, .cancelled]
    case .announced: return [.inProgress, .cancelled]
    case .inProgress, .overrun: return [.verifying, .done, .aborted]
    case .verifying: return [.inProgress, .done, .aborted]
    case .done, .cancelled, .aborted: return []
    }
  }

  /// Whether nothing can follow.
  public var isFinal: Bool { next.isEmpty }

  /// The word as people read it: `in progress`.
  public var words: String { self == .inProgress ? "in progress" : rawValue }
}

extension Window {
  /// The states that can follow the present one.
  public var nextStates: [WindowState] { recorded.next }

  /// The step to a state, if it is allowed.
  public func transition(
    to state: WindowState, at moment: Timestamp, occurrence: Timestamp? = nil, reason: String = "",
    result: WorkResult? = nil, hosts: [String] = []
  ) throws(PlanProblem) -> WindowTransition {
    let transition = WindowTransition(
      window: id, state: state, at: moment, occurrence: occurrence, reason: reason, result: result, hosts: hosts)
    if let problem = problem(of: transition) { throw problem }
    return transition
  }

  /// Why a step is not allowed now; nil when it is.
  public func problem(of transition: WindowTransition) -> PlanProblem? {
    let state = transition.state
    if isRecurring, state == .cancelled, transition.occurrence != nil, !recorded.isFinal { return nil }
    guard nextStates.contains(state) else {
      let can = nextStates.isEmpty ? "nothing can follow" : "it can become \(words(nextStates))"
      let present = recorded == state ? "is \(state.words) already" : "is \(recorded.words)"
      return PlanProblem(.step, "\(reference) \(present); \(can)")
    }
    if state == .aborted, transition.reason.allSatisfy(\.isWhitespace) {
      return PlanProblem(.reason, "to abort \(reference) say why")
    }
    return nil
  }

  /// Why a change is not allowed at a moment; nil when it is.
  ///
  /// Once work has begun, what it is about and when it began are history: they are not changed, the window is ended and
  /// another is planned.
  public func problem(of change: WindowChange, at moment: Timestamp) -> PlanProblem? {
    let movesScope = change.targets.map { $0 != plan.targets } ?? false
    let movesStart = change.start.map { $0 != plan.start } ?? false
    let movesEnd = change.end.map { $0 != plan.end } ?? false
    let movesRule =
      change.recurrence.map { $0 != plan.recurrence ?? "" } ?? false || change.zone.map { $0 != plan.zone } ?? false
    if recorded.isFinal, movesScope || movesStart || movesEnd || movesRule {
      return PlanProblem(.begun, "\(reference) is \(recorded.words); what it was about and when stay as they were")
    }
    if (change.end ?? plan.end) <= (change.start ?? plan.start) {
      return PlanProblem(.interval, "the end of \(reference) would not be after its beginning")
    }
    guard hasBegun else { return nil }
    if movesScope || movesStart || (movesRule && !isRecurring) {
      return PlanProblem(
        .begun, "\(reference) has begun: its targets and beginning stay; finish it and plan another")
    }
    if movesEnd, !isRecurring, let end = change.end, end < moment {
      return PlanProblem(.interval, "the end of \(reference) would lie in the past; finish it instead")
    }
    return nil
  }

  /// Whether work goes on, or has gone on and is over.
  var hasBegun: Bool { steps.contains { $0.refused == nil && $0.transition.state == .inProgress } }

  private func words(_ states: [WindowState]) -> String { states.map(\.words).joined(separator: ", ") }
}
