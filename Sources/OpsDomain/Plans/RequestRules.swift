extension Request {
  /// The state at a moment; `overdue` when it is past its due time and not finished.
  public func state(at moment: Timestamp) -> RequestState { recorded }

  /// Whether somebody has still to do something.
  public var isOpen: Bool { true }

  /// The step to a state by a person, if it is allowed; nil as the state is a comment.
  public func transition(
    to state: RequestState?, by account: String, at moment: Timestamp, reason: String = ""
  ) throws(PlanProblem) -> RequestTransition {
    RequestTransition(request: id, state: state, at: moment, reason: reason)
  }

  /// Whether it waits for a person: it is for him or one of his groups and roles, and nobody else has accepted it.
  public func waits(for account: String, memberships: Set<String>) -> Bool { false }
}
