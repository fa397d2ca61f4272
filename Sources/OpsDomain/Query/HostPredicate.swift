/// A condition on hosts as typed after `/`: `load>1.5 and role=db`, `disk>80`; plain words match names.
///
/// The notation stands in docs/filters.md. Readings of a host that is stale or down are absent: what its load was is
/// not what its load is.
public struct HostPredicate: Hashable, Sendable {
  /// Why a condition could not be understood.
  public struct Problem: Error, Hashable, Sendable {
    /// What is wrong and what to write instead; may hold the text that was given.
    public var message: String
    /// The offset in the text, in characters.
    public var offset: Int
  }

  /// The longest text that is parsed, in characters.
  public static let textMax = 4096
  /// How deep parentheses and `not` may be nested.
  public static let depthMax = 64

  /// The fields that can be asked for, with a line of help each, for completion and help.
  public static let fields: [(name: String, help: String)] = HostField.all.map { ($0.name, $0.help) }

  /// The condition; nil for an empty text, which every host fulfils.
  private let condition: HostCondition?

  /// Parses the notation of docs/filters.md.
  public init(parsing text: String) throws(Problem) {
    var parser = try HostConditionParser(text)
    condition = try parser.parse()
  }

  /// Whether the host fulfils the condition; a comparison with an absent reading is false.
  public func matches(_ state: HostState, at now: Timestamp) -> Bool {
    condition?.holds(for: state, at: now) ?? true
  }
}

/// A condition as a tree.
indirect enum HostCondition: Hashable, Sendable {
  case all([HostCondition])
  case any([HostCondition])
  case not(HostCondition)
  case name(TextMatch)
  case text(TextField, TextMatch, isNegated: Bool)
  case number(NumberField, Comparison, Double)
  case health(Comparison, Health)

  /// How two values are compared.
  enum Comparison: String, Sendable {
    case equal = "="
    case unequal = "!="
    case more = ">"
    case atLeast = ">="
    case less = "<"
    case atMost = "<="
    case like = "~"
  }

  func holds(for state: HostState, at now: Timestamp) -> Bool {
    switch self {
    case .all(let conditions): return conditions.allSatisfy { $0.holds(for: state, at: now) }
    case .any(let conditions): return conditions.contains { $0.holds(for: state, at: now) }
    case .not(let condition): return !condition.holds(for: state, at: now)
    case .name(let match): return match.matches(state.host.id.name)
    case .text(let field, let match, let isNegated):
      guard let values = field.values(state, at: now) else { return false }
      return values.contains(where: match.matches) != isNegated
    case .number(let field, let comparison, let limit):
      guard let value = field.value(state, at: now) else { return false }
      return comparison.holds(value, limit)
    case .health(let comparison, let health):
      return comparison.holds(Double(state.health.urgency), Double(health.urgency))
    }
  }
}

extension HostCondition.Comparison {
  /// Whether the comparison holds between two numbers.
  func holds(_ value: Double, _ limit: Double) -> Bool {
    switch self {
    case .equal, .like: return value == limit
    case .unequal: return value != limit
    case .more: return value > limit
    case .atLeast: return value >= limit
    case .less: return value < limit
    case .atMost: return value <= limit
    }
  }
}
