extension Window {
  /// The state as it was, is or will be at a moment as far as is known; `overrun` when it has begun and is past its end.
  public func state(at moment: Timestamp) -> WindowState { recorded }

  /// Whether its work goes on at a moment, past its end included.
  public func isRunning(at moment: Timestamp) -> Bool { false }

  /// Whether it was to begin and end before a moment, and nobody has begun or cancelled it.
  public func isMissed(at moment: Timestamp) -> Bool { false }

  /// The time it takes as it looks at a moment: as planned, but from its real beginning, and up to its real end.
  public func interval(at moment: Timestamp) -> Range<Timestamp> { plan.start..<max(plan.start, plan.end) }

  /// The hosts that it covers: those of its last beginning, or of the plan.
  public var hosts: [String] { plan.targets.hosts }
}
