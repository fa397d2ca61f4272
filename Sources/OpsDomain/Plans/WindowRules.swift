extension WindowState {
  /// The states that can follow this one.
  public var next: [WindowState] { [] }

  /// Whether nothing can follow.
  public var isFinal: Bool { self == .done || self == .cancelled || self == .aborted }
}

extension Window {
  /// The states that can follow the present one.
  public var nextStates: [WindowState] { recorded.next }

  /// The step to a state, if it is allowed.
  public func transition(
    to state: WindowState, at moment: Timestamp, occurrence: Timestamp? = nil, reason: String = "",
    result: WorkResult? = nil, hosts: [String] = []
  ) throws(PlanProblem) -> WindowTransition {
    WindowTransition(
      window: id, state: state, at: moment, occurrence: occurrence, reason: reason, result: result, hosts: hosts)
  }

  /// Why a change is not allowed at a moment; nil when it is.
  public func problem(of change: WindowChange, at moment: Timestamp) -> PlanProblem? { nil }
}
