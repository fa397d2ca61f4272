/// A set of hosts written as people write it: `bm-db[01-24],@bookmark:db!bm-db09`.
///
/// The notation stands in docs/node-sets.md. Unions, intersections and differences are taken from left to right; what is
/// taken away with `!` is taken away at the end, wherever it stands, so that nothing lets it in again.
public struct NodeSet: Hashable, Sendable {
  /// Why a node set could not be understood.
  public struct Problem: Error, Hashable, Sendable {
    /// What is wrong and what to write instead; may hold the text that was given.
    public var message: String
    /// The offset in the text, in characters.
    public var offset: Int
  }

  /// The longest text that is parsed, in characters.
  public static let textMax = 65_536
  /// The most names that a notation may stand for.
  public static let namesMax = 100_000

  /// The terms in the order in which they stand.
  let terms: [Term]

  /// One term with the way it joins what stands before it.
  struct Term: Hashable, Sendable {
    let join: Join
    let matter: Matter
    /// Where it begins, in characters.
    let offset: Int
    /// The term as it was written.
    let text: String
  }

  /// How a term joins what stands before it.
  enum Join: Hashable, Sendable { case union, minus, and, xor }

  /// What a term names.
  enum Matter: Hashable, Sendable {
    case pattern(NodePattern)
    case group(key: GroupKey, NodePattern)
    /// `@name`: a role of any service, or a service.
    case named(NodePattern)
    /// `@service:role`.
    case role(service: NodePattern, role: NodePattern)
    case marked
  }

  /// What a group may be told by.
  enum GroupKey: String, CaseIterable, Sendable { case service, role, status, parent, site, source }

  /// Parses the notation of docs/node-sets.md.
  public init(parsing text: String) throws(Problem) {
    var parser = NodeSetParser(text)
    terms = try parser.parse()
  }

  /// Expands names without groups and stars, as `web[01-11/2],db1`, in their order and each once; at most `limit`.
  public static func expand(_ text: String, limit: Int = namesMax) throws(Problem) -> [String] {
    let set = try NodeSet(parsing: text)
    var (names, members, excluded): ([String], Set<String>, Set<String>) = ([], [], [])
    for term in set.terms {
      guard case .pattern(let pattern) = term.matter, !pattern.isGlob else {
        throw Problem(message: "\(term.text) matches hosts, it does not name any", offset: term.offset)
      }
      let more = try pattern.names(limit: limit - min(names.count, limit))
      switch term.join {
      case .union: for name in more where members.insert(name).inserted { names.append(name) }
      case .minus: excluded.formUnion(more)
      case .and, .xor:
        throw Problem(message: "only , and ! join names here", offset: term.offset)
      }
    }
    return excluded.isEmpty ? names : names.filter { !excluded.contains($0) }
  }
}
