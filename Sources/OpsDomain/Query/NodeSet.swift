/// A set of hosts written as people write it: `bm-db[01-24],@bookmark:db!bm-db09`.
public struct NodeSet: Hashable, Sendable {
  /// Why a node set could not be understood.
  public struct Problem: Error, Hashable, Sendable {
    /// What is wrong and what to write instead.
    public var message: String
    /// The offset in the text, in characters.
    public var offset: Int
  }
  /// Parses the notation of docs/node-sets.md.
  public init(parsing text: String) throws(Problem) { throw Problem(message: "not built", offset: 0) }
  /// Expands one pattern without groups, as `web[01-11/2]`, to names; at most `limit` of them.
  public static func expand(_ pattern: String, limit: Int = 100_000) throws(Problem) -> [String] { [pattern] }
  /// Folds names to the shortest notation: `web[01-03,07]`.
  public static func fold(_ names: [String]) -> String { names.joined(separator: ",") }
  /// The hosts meant, in the inventory's order; a plain name that no host has is an error with a suggestion.
  public func resolve(in inventory: Inventory, marked: Set<HostID> = []) throws(Problem) -> [HostID] { [] }
}
