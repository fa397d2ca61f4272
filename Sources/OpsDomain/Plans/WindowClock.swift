extension Window {
  /// The state as it was, is or will be at a moment as far as is known; `overrun` when it has begun and is past its end.
  public func state(at moment: Timestamp) -> WindowState {
    let course = course(at: moment)
    return course.isOpen && moment >= course.plannedEnd ? .overrun : course.state
  }

  /// Whether its work goes on at a moment, past its end included.
  public func isRunning(at moment: Timestamp) -> Bool { course(at: moment).isOpen }

  /// Whether it was to begin and end before a moment, and nobody has begun or cancelled it.
  public func isMissed(at moment: Timestamp) -> Bool {
    guard !isRecurring, plan.end <= moment else { return false }
    let state = course(at: moment).state
    return state == .planned || state == .announced
  }

  /// The time it takes as it looks at a moment: as planned, but from its real beginning, and up to its real end.
  ///
  /// Of a window that recurs it is the occurrence on which work goes on, or went on last.
  public func interval(at moment: Timestamp) -> Range<Timestamp> {
    let course = course(at: moment)
    guard let begun = course.begun else { return plan.start..<max(plan.start, plan.end) }
    let end = course.ended ?? max(course.plannedEnd, course.isOpen ? moment : course.plannedEnd)
    return begun..<max(begun, end)
  }

  /// The hosts that it covers: those of its last beginning, or of the plan.
  public var hosts: [String] {
    let begun = steps.last { $0.refused == nil && $0.transition.state == .inProgress && !$0.transition.hosts.isEmpty }
    return begun?.transition.hosts ?? plan.targets.hosts
  }

  /// Whether it covers a host.
  public func covers(_ host: HostID) -> Bool { hosts.contains(host.name) }

  /// What had become of the work by a moment.
  struct Course {
    /// The state last reached.
    var state: WindowState
    /// When the work began that goes on, or that went on last.
    var begun: Timestamp?
    /// When it ended; nil while it goes on.
    var ended: Timestamp?
    /// When it is to end.
    var plannedEnd: Timestamp
    /// Whether work goes on.
    var isOpen: Bool { begun != nil && ended == nil }
  }

  /// What has become of the work by a moment: the steps that count, as far as they were taken by then.
  func course(at moment: Timestamp) -> Course {
    var course = Course(state: plan.state, plannedEnd: plan.end)
    // What a series goes back to when an occurrence is over.
    var resting = plan.state == .draft ? .planned : plan.state
    for step in steps where step.refused == nil && step.transition.at <= moment {
      let (transition, state) = (step.transition, step.transition.state)
      switch state {
      case .inProgress, .verifying:
        guard !course.isOpen else { break }
        (course.begun, course.ended) = (transition.at, nil)
        if isRecurring { course.plannedEnd = (transition.occurrence ?? transition.at) + plan.end.since(plan.start) }
      case .done, .aborted:
        course.ended = transition.at
        guard !isRecurring else {
          course.state = resting
          continue
        }
      case .draft, .planned, .announced: resting = state
      case .cancelled where isRecurring && transition.occurrence != nil: continue
      default: break
      }
      course.state = state
    }
    return course
  }
}
