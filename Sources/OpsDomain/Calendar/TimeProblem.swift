/// Why a text is no time, interval, duration or recurrence.
public struct TimeProblem: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong; may hold text from outside.
  public let message: String
  /// What to write instead; empty where nothing can be said.
  public let remedy: String
  /// A problem.
  public init(_ message: String, remedy: String = "") {
    self.message = message
    self.remedy = remedy
  }
  /// Both in one sentence.
  public var description: String { remedy.isEmpty ? message : "\(message): \(remedy)" }
}
