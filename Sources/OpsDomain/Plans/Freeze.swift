/// A freeze as it stands.
public struct Freeze: Hashable, Sendable, Identifiable {
  /// The identity of the operation that set it.
  public var id: OperationID
  /// The freeze as it was written down.
  public var plan: FreezePlan
  /// Who set it.
  public var author: Author
  /// Set when it was taken away.
  public var cleared: Clearing?
  /// Who took it away.
  public var clearedBy: Author?
  /// A freeze.
  public init(id: OperationID, plan: FreezePlan, author: Author, cleared: Clearing? = nil) {
    self.id = id
    self.plan = plan
    self.author = author
    self.cleared = cleared
  }
  /// How people call it: `F-3`.
  public var reference: String { "F-\(plan.number)" }
}
