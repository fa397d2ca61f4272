/// A request as it stands: the fold of its operations.
public struct Request: Hashable, Sendable, Identifiable {
  /// The identity of the operation that sent it.
  public var id: OperationID
  /// The request as it was written down.
  public var plan: RequestPlan
  /// Who asks.
  public var author: Author
  /// When it was sent.
  public var sentAt: Timestamp
  /// The state last recorded; `overdue` is told by `state(at:)`.
  public var recorded: RequestState
  /// Who accepted it; exactly one.
  public var assignee: String?
  /// The steps and comments, oldest first.
  public var steps: [Step]

  /// One step or comment.
  public struct Step: Hashable, Sendable {
    /// The operation that took it.
    public var id: OperationID
    /// Who took it.
    public var author: Author
    /// The step or comment itself.
    public var transition: RequestTransition
    /// Why the step counts for nothing, as "tokyo1 accepted it before"; nil when it counts.
    public var refused: String?
    /// A step.
    public init(id: OperationID, author: Author, transition: RequestTransition, refused: String? = nil) {
      self.id = id
      self.author = author
      self.transition = transition
      self.refused = refused
    }
  }

  /// A request as it was sent.
  public init(
    id: OperationID, plan: RequestPlan, author: Author, sentAt: Timestamp, recorded: RequestState = .sent,
    assignee: String? = nil, steps: [Step] = []
  ) {
    self.id = id
    self.plan = plan
    self.author = author
    self.sentAt = sentAt
    self.recorded = recorded
    self.assignee = assignee
    self.steps = steps
  }
  /// How people call it: `R-12`.
  public var reference: String { "R-\(plan.number)" }
}
