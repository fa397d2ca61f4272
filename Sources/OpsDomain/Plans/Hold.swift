/// A hold as it stands.
public struct Hold: Hashable, Sendable, Identifiable {
  /// The identity of the operation that set it.
  public var id: OperationID
  /// The hold as it was written down.
  public var plan: HoldPlan
  /// Who set it.
  public var author: Author
  /// Set when it was taken away.
  public var cleared: Clearing?
  /// Who took it away.
  public var clearedBy: Author?
  /// A hold.
  public init(id: OperationID, plan: HoldPlan, author: Author, cleared: Clearing? = nil) {
    self.id = id
    self.plan = plan
    self.author = author
    self.cleared = cleared
  }
  /// How people call it: `H-5`.
  public var reference: String { "H-\(plan.number)" }
}
