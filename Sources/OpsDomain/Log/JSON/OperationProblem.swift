/// Why JSON is not an operation.
public struct OperationProblem: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// It is not JSON.
    case syntax
    /// It is longer, deeper or wider than is read.
    case tooLarge
    /// It was written by a newer version of this program.
    case newerSchema
    /// It is JSON, but says nothing that an operation can say.
    case invalid
  }
  /// What is wrong.
  public var kind: Kind
  /// One sentence that names the member; may hold text from outside.
  public var message: String
  /// A problem.
  public init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }
}
