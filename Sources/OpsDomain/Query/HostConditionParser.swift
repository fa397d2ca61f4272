/// Reads a condition: `or` binds least, then `and` (or a blank), then `not`.
struct HostConditionParser {
  private let tokens: [ConditionToken]
  private let end: Int
  private var index = 0

  init(_ text: String) throws(HostPredicate.Problem) {
    tokens = try conditionTokens(text)
    end = text.count
  }

  mutating func parse() throws(HostPredicate.Problem) -> HostCondition? {
    guard !tokens.isEmpty else { return nil }
    let condition = try alternatives(depth: 0)
    guard index == tokens.count else { throw problem(") without (") }
    return condition
  }

  private mutating func alternatives(depth: Int) throws(HostPredicate.Problem) -> HostCondition {
    var conditions = [try conjunction(depth: depth)]
    while takeKeyword("or") { conditions.append(try conjunction(depth: depth)) }
    return conditions.count == 1 ? conditions[0] : .any(conditions)
  }

  private mutating func conjunction(depth: Int) throws(HostPredicate.Problem) -> HostCondition {
    var conditions = [try negation(depth: depth)]
    while index < tokens.count, tokens[index].matter != .close, !isKeyword("or") {
      _ = takeKeyword("and")
      conditions.append(try negation(depth: depth))
    }
    return conditions.count == 1 ? conditions[0] : .all(conditions)
  }

  private mutating func negation(depth: Int) throws(HostPredicate.Problem) -> HostCondition {
    guard depth < HostPredicate.depthMax else { throw problem("nested too deeply") }
    if takeKeyword("not") { return .not(try negation(depth: depth + 1)) }
    guard index < tokens.count, tokens[index].matter == .open else { return try term() }
    let opened = tokens[index].offset
    index += 1
    let condition = try alternatives(depth: depth + 1)
    guard index < tokens.count, tokens[index].matter == .close else {
      throw HostPredicate.Problem(message: "( without )", offset: opened)
    }
    index += 1
    return condition
  }

  /// A comparison, or a word of a name.
  private mutating func term() throws(HostPredicate.Problem) -> HostCondition {
    guard index < tokens.count else { throw problem("a condition is missing, as load>1.5") }
    let token = tokens[index]
    switch token.matter {
    case .quoted(let text):
      index += 1
      return .name(.like(text))
    case .word(let word):
      if isKeyword("and") || isKeyword("or") { throw problem("a condition is missing before \(word)") }
      index += 1
      guard index < tokens.count, case .comparison(let comparison) = tokens[index].matter else {
        return .name(.like(word))
      }
      index += 1
      return try compare(word, comparison, at: token.offset)
    case .comparison(let comparison): throw problem("a field is missing before \(comparison.rawValue), as load>1.5")
    case .open, .close: throw problem("a condition is missing before )")
    }
  }

  private mutating func compare(
    _ name: String, _ comparison: HostCondition.Comparison, at offset: Int
  ) throws(HostPredicate.Problem) -> HostCondition {
    guard let field = HostField.all.first(where: { $0.name == name.lowercased() }) else {
      let near = closestMatch(to: name, among: HostField.all.map(\.name)).map { "; did you mean \($0)?" } ?? ""
      throw HostPredicate.Problem(message: "no field \(name)\(near)", offset: offset)
    }
    let place = index < tokens.count ? tokens[index].offset : end
    let value = try value(of: field)
    switch field.kind {
    case .text(let text): return try compare(text, comparison, value, field, place)
    case .health:
      guard comparison != .like else { throw noPattern(field, offset) }
      let word = try known(value, among: Health.allCases.map(\.rawValue), field, place)
      return .health(comparison, Health(rawValue: word) ?? .unknown)
    case .number(let number, let unit):
      guard comparison != .like else { throw noPattern(field, offset) }
      guard let limit = unit.number(value) else {
        throw HostPredicate.Problem(message: "\(field.name) needs \(unit.what), not \(value)", offset: place)
      }
      return .number(number, comparison, limit)
    }
  }

  private func compare(
    _ text: TextField, _ comparison: HostCondition.Comparison, _ value: String, _ field: HostField, _ place: Int
  ) throws(HostPredicate.Problem) -> HostCondition {
    switch comparison {
    case .equal, .unequal:
      var value = value
      if let words = text.words, words.contains(value.lowercased()) {
        // Also a word that would be a pattern elsewhere: `bottleneck=?`.
        return .text(text, .whole(value.lowercased()), isNegated: comparison == .unequal)
      }
      if let words = text.words, !isGlobPattern(value) { value = try known(value, among: words, field, place) }
      return .text(text, .equal(value), isNegated: comparison == .unequal)
    case .like: return .text(text, .like(value), isNegated: false)
    case .more, .atLeast, .less, .atMost:
      throw HostPredicate.Problem(message: "\(field.name) is a text: use =, != or ~", offset: place)
    }
  }

  /// The value after a comparison.
  private mutating func value(of field: HostField) throws(HostPredicate.Problem) -> String {
    guard index < tokens.count else { throw problem("a value is missing after \(field.name)") }
    defer { index += 1 }
    switch tokens[index].matter {
    case .word(let text), .quoted(let text): return text
    case .comparison, .open, .close: throw problem("a value is missing after \(field.name)")
    }
  }

  /// The word in lower case, if it is one of those that there are.
  private func known(
    _ value: String, among words: [String], _ field: HostField, _ place: Int
  ) throws(HostPredicate.Problem) -> String {
    let word = value.lowercased()
    if words.contains(word) { return word }
    let hint =
      closestMatch(to: word, among: words).map { "did you mean \($0)?" } ?? "there are \(words.joined(separator: ", "))"
    throw HostPredicate.Problem(message: "no \(field.name) \(value); \(hint)", offset: place)
  }

  private func noPattern(_ field: HostField, _ offset: Int) -> HostPredicate.Problem {
    HostPredicate.Problem(message: "~ needs a text, and \(field.name) is none: use = or >", offset: offset)
  }

  private func isKeyword(_ keyword: String) -> Bool {
    guard index < tokens.count, case .word(let word) = tokens[index].matter, word.lowercased() == keyword else {
      return false
    }
    // `or=1` is a slip in a field's name, which is said better later.
    if index + 1 < tokens.count, case .comparison = tokens[index + 1].matter { return false }
    return true
  }

  private mutating func takeKeyword(_ keyword: String) -> Bool {
    guard isKeyword(keyword) else { return false }
    index += 1
    return true
  }

  private func problem(_ message: String) -> HostPredicate.Problem {
    HostPredicate.Problem(message: message, offset: index < tokens.count ? tokens[index].offset : end)
  }
}

extension HostField.Unit {
  /// What a person should write.
  var what: String {
    switch self {
    case .plain: return "a number, as 1.5"
    case .percent: return "a percentage, as 80"
    case .bytes: return "bytes, as 500K, 20M, 1G"
    case .time: return "a time, as 90, 5m, 12h, 30d"
    }
  }

  /// The number that a text means, in the field's own unit; nil when it means none.
  func number(_ text: String) -> Double? {
    switch self {
    case .plain: return finite(text)
    case .percent: return finite(text.hasSuffix("%") ? String(text.dropLast()) : text).map { $0 / 100 }
    case .bytes: return scaled(text, [("k", 1024), ("m", 1_048_576), ("g", 1_073_741_824), ("t", 1_099_511_627_776)])
    case .time: return scaled(text, [("s", 1), ("m", 60), ("h", 3600), ("d", 86_400), ("w", 604_800)])
    }
  }

  /// A number with a letter for its unit behind it, or without.
  private func scaled(_ text: String, _ units: [(letter: Character, factor: Double)]) -> Double? {
    let text = text.lowercased()
    guard let unit = units.first(where: { $0.letter == text.last }) else { return finite(text) }
    return finite(String(text.dropLast())).map { $0 * unit.factor }
  }

  /// A plain decimal number: no `nan`, no `inf`, no hexadecimal.
  private func finite(_ text: String) -> Double? {
    guard !text.isEmpty, text.utf8.count <= 32, text.utf8.allSatisfy({ "0123456789.-+".utf8.contains($0) }) else {
      return nil
    }
    return Double(text).flatMap { $0.isFinite ? $0 : nil }
  }
}
