/// Why a step or change of planned work, or of a request, is not allowed.
public struct PlanProblem: Error, Hashable, Sendable {
  /// The kinds of reasons.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// This state cannot follow that one.
    case step
    /// It has begun, so that what it is about and when it began stay as they are.
    case begun
    /// The end would come before the beginning, or would lie in the past.
    case interval
    /// A reason is required.
    case reason
    /// It is for somebody else.
    case notYours
    /// Somebody has accepted it already.
    case taken
  }
  /// The kind of reason.
  public var kind: Kind
  /// One sentence: what is not allowed, why, and what can be done instead; may hold text from outside.
  public var message: String
  /// A problem.
  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }
}
