/// A window as it stands: the fold of its operations.
public struct Window: Hashable, Sendable, Identifiable {
  /// The identity of the operation that planned it.
  public var id: OperationID
  /// The plan as it reads now.
  public var plan: WindowPlan
  /// The state last recorded; `overrun` is told by `state(at:)`.
  public var recorded: WindowState
  /// The steps, oldest first, with who took them.
  public var steps: [Step]
  /// The beginning of the occurrence on which work goes on, when the window recurs; nil between occurrences.
  public var occurrence: Timestamp?
  /// What it was before: interval and targets that were changed, oldest first.
  public var earlier: [Earlier]
  /// The changes that were recorded and count for nothing, oldest first.
  public var refused: [Refusal] = []
  /// Who planned it.
  public var author: Author
  /// When it was planned.
  public var plannedAt: Timestamp

  /// One step from a state to the next.
  public struct Step: Hashable, Sendable {
    /// The operation that took it.
    public var id: OperationID
    /// Who took it.
    public var author: Author
    /// The step itself.
    public var transition: WindowTransition
    /// Why the step counts for nothing, as "M-81 is done already"; nil when it counts.
    public var refused: String?
    /// A step.
    public init(id: OperationID, author: Author, transition: WindowTransition, refused: String? = nil) {
      self.id = id
      self.author = author
      self.transition = transition
      self.refused = refused
    }
  }

  /// A change that counts for nothing, as of the targets of a window that had begun.
  public struct Refusal: Hashable, Sendable {
    /// The operation.
    public var id: OperationID
    /// Whose it is.
    public var author: Author
    /// Why it does not count.
    public var reason: String
    /// A refusal.
    public init(id: OperationID, author: Author, reason: String) {
      self.id = id
      self.author = author
      self.reason = reason
    }
  }

  /// What a change replaced.
  public struct Earlier: Hashable, Sendable {
    /// The plan as it read before.
    public var plan: WindowPlan
    /// When it was changed.
    public var changedAt: Timestamp
    /// Who changed it.
    public var by: Author
    /// Why; may be empty.
    public var reason: String
    /// What a change replaced.
    public init(plan: WindowPlan, changedAt: Timestamp, by: Author, reason: String) {
      self.plan = plan
      self.changedAt = changedAt
      self.by = by
      self.reason = reason
    }
  }

  /// A window as it was planned.
  public init(
    id: OperationID, plan: WindowPlan, recorded: WindowState? = nil, steps: [Step] = [], earlier: [Earlier] = [],
    author: Author, plannedAt: Timestamp
  ) {
    self.id = id
    self.plan = plan
    self.recorded = recorded ?? plan.state
    self.steps = steps
    self.earlier = earlier
    self.author = author
    self.plannedAt = plannedAt
  }

  /// How people call it: `M-81`.
  public var reference: String { "M-\(plan.number)" }
}
