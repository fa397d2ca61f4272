extension Window: Ledgered {
  init?(founding operation: Operation) {
    guard case .windowPlan(let plan) = operation.body.understood else { return nil }
    // Only work makes it begin or end, whatever a plan says of itself.
    let state: WindowState = [.draft, .planned, .announced].contains(plan.state) ? plan.state : .planned
    self.init(
      id: operation.id, plan: plan, recorded: state, author: operation.author, plannedAt: operation.recordedAt)
  }

  mutating func take(_ operation: Operation) {
    switch operation.body.understood {
    case .windowChange(let change): take(change, operation)
    case .windowState(let transition): take(transition, operation)
    default: break
    }
  }

  private mutating func take(_ change: WindowChange, _ operation: Operation) {
    if let problem = problem(of: change, at: operation.recordedAt) {
      refused.append(Refusal(id: operation.id, author: operation.author, reason: problem.message))
      return
    }
    earlier.append(
      Earlier(plan: plan, changedAt: operation.recordedAt, by: operation.author, reason: change.reason))
    plan.change(change)
  }

  private mutating func take(_ transition: WindowTransition, _ operation: Operation) {
    let problem = problem(of: transition)
    steps.append(
      Step(id: operation.id, author: operation.author, transition: transition, refused: problem?.message))
    guard problem == nil else { return }
    if isRecurring, transition.state == .cancelled, let occurrence = transition.occurrence {
      // One occurrence is left out; the others stay planned.
      if !plan.exceptions.contains(occurrence) { plan.exceptions.append(occurrence) }
    } else {
      recorded = transition.state
    }
    guard isRecurring else { return }
    switch transition.state {
    case .inProgress where occurrence == nil: occurrence = transition.occurrence ?? transition.at
    case .done, .aborted: (occurrence, recorded) = (nil, resting)
    default: break
    }
  }

  /// Whether it has more than one occurrence.
  var isRecurring: Bool { plan.recurrence?.isEmpty == false }

  /// The state between two occurrences of a window that recurs.
  private var resting: WindowState {
    steps.last { $0.refused == nil && [.draft, .planned, .announced].contains($0.transition.state) }?.transition.state
      ?? (plan.state == .draft ? .planned : plan.state)
  }
}

extension WindowPlan {
  /// Changes what a change names.
  mutating func change(_ change: WindowChange) {
    title = change.title ?? title
    purpose = change.purpose ?? purpose
    targets = change.targets ?? targets
    start = change.start ?? start
    end = change.end ?? end
    zone = change.zone ?? zone
    if let rule = change.recurrence { recurrence = rule.isEmpty ? nil : rule }
    exceptions = change.exceptions ?? exceptions
    owner = change.owner ?? owner
    crew = change.crew ?? crew
    impact = change.impact ?? impact
    procedure = change.procedure ?? procedure
    rollback = change.rollback ?? rollback
    silencesAlarms = change.silencesAlarms ?? silencesAlarms
  }
}
