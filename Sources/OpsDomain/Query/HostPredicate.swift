/// A condition on hosts as typed after `/`: `load>1.5 and role=db`, `disk>80`; plain words match names.
public struct HostPredicate: Hashable, Sendable {
  /// Why a condition could not be understood.
  public struct Problem: Error, Hashable, Sendable {
    /// What is wrong and what to write instead.
    public var message: String
    /// The offset in the text, in characters.
    public var offset: Int
  }
  /// The fields that can be asked for, with a line of help each, for completion and help.
  public static let fields: [(name: String, help: String)] = []
  /// Parses the notation of docs/filters.md.
  public init(parsing text: String) throws(Problem) { throw Problem(message: "not built", offset: 0) }
  /// Whether the host fulfils the condition; a comparison with an absent reading is false.
  public func matches(_ state: HostState, at now: Timestamp) -> Bool { true }
}
