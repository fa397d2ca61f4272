import Yams

/// The limits on one YAML file.
///
/// They hold before anything is done with the content.
enum YAMLLimits {
  /// The largest file, in bytes.
  static let fileBytes = 2 * 1_048_576
  /// The deepest nesting.
  static let depth = 64
  /// The most values that aliases may repeat in all.
  static let repeatedValues = 10_000
}

/// Reads YAML text to a tree; the first mistake of the notation itself ends it.
func parseYAML(_ text: String, file: String) throws(ConfigurationProblem) -> YAMLValue {
  if let line = lineOfComposedKeyBesideAliases(text) {
    throw ConfigurationProblem(
      place: Place(file: file, line: line), "an alias or a collection as a key is not read",
      remedy: "write the key out as plain text")
  }
  do {
    let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
    // Anchors live as long as the parser; the conversion needs them to know what is repeated.
    return try withExtendedLifetime(parser) {
      guard let root = try parser.singleRoot() else {
        return YAMLValue(content: .null, place: Place(file: file, line: 1, column: 1))
      }
      var conversion = Conversion(file: file)
      return try conversion.convert(root, depth: 0)
    }
  } catch let problem as ConfigurationProblem {
    throw problem
  } catch let error as YamlError {
    throw problem(of: error, file: file)
  } catch {
    throw ConfigurationProblem(place: Place(file: file), "is not YAML")
  }
}

/// Where a key that is no plain text stands in a file that also has aliases.
///
/// The parser hashes keys while it composes, which takes for ever when a key repeats aliases of aliases.
private func lineOfComposedKeyBesideAliases(_ text: String) -> Int? {
  var hasAlias = false
  var composedKey: Int?
  var line = 1
  var previous = UInt8(ascii: "\n")
  // Whether a collection or an alias has ended, so that a colon would make it a key.
  var mayBeKey = false
  var isInAlias = false
  for byte in text.utf8 {
    let startsToken = isBlank(previous) || openers.contains(previous)
    if byte == UInt8(ascii: "*"), startsToken { (hasAlias, isInAlias) = (true, true) }
    let isComposed = (byte == UInt8(ascii: "?") && startsToken) || (byte == UInt8(ascii: ":") && mayBeKey)
    if isComposed, composedKey == nil { composedKey = line }
    if isInAlias, isBlank(byte) || closers.contains(byte) { (isInAlias, mayBeKey) = (false, true) }
    mayBeKey = isInAlias || closers.contains(byte) || (mayBeKey && (byte == 0x20 || byte == 0x09))
    if byte == UInt8(ascii: "\n") { line += 1 }
    previous = byte
  }
  return hasAlias ? composedKey : nil
}

private let openers: [UInt8] = Array("[{,:-?".utf8)
private let closers: [UInt8] = Array("]}".utf8)

private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

/// Turns the parser's nodes into ours, counting what aliases repeat.
private struct Conversion {
  let file: String
  var seen: Set<String> = []
  var repeated = 0
  var isRepeating = false

  init(file: String) { self.file = file }

  mutating func convert(_ node: Node, depth: Int) throws(ConfigurationProblem) -> YAMLValue {
    let place = Place(file: file, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
    guard depth <= YAMLLimits.depth else {
      throw ConfigurationProblem(place: place, "is nested deeper than \(YAMLLimits.depth) levels")
    }
    let wasRepeating = isRepeating
    defer { isRepeating = wasRepeating }
    if node.anchor != nil, !seen.insert("\(place.line):\(place.column)").inserted { isRepeating = true }
    if isRepeating {
      repeated += 1
      guard repeated <= YAMLLimits.repeatedValues else {
        throw ConfigurationProblem(
          place: place, "aliases repeat more than \(YAMLLimits.repeatedValues) values", remedy: "write fewer aliases")
      }
    }
    return YAMLValue(content: try content(of: node, place: place, depth: depth), place: place)
  }

  private mutating func content(
    of node: Node, place: Place, depth: Int
  ) throws(ConfigurationProblem) -> YAMLValue.Content {
    switch node {
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain || scalar.style == .any
      return isPlain && ["", "~", "null", "Null", "NULL"].contains(scalar.string) ? .null : .scalar(scalar.string)
    case .sequence(let sequence):
      var list: [YAMLValue] = []
      for item in sequence { list.append(try convert(item, depth: depth + 1)) }
      return .list(list)
    case .mapping(let mapping):
      var entries: [YAMLEntry] = []
      for (key, value) in mapping {
        let keyPlace = Place(file: file, line: key.mark?.line ?? place.line, column: key.mark?.column ?? 0)
        guard case .scalar(let scalar) = key else {
          throw ConfigurationProblem(place: keyPlace, "a key must be plain text")
        }
        entries.append(
          YAMLEntry(key: scalar.string, place: keyPlace, value: try convert(value, depth: depth + 1)))
      }
      return .map(entries)
    case .alias:
      throw ConfigurationProblem(place: place, "an alias without its anchor")
    }
  }
}

/// The parser's error in our words.
private func problem(of error: YamlError, file: String) -> ConfigurationProblem {
  func at(_ mark: Mark) -> Place { Place(file: file, line: mark.line, column: mark.column) }
  switch error {
  case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
    let tab = problem.contains("cannot start any token") ? "; YAML indents with spaces, never with tabs" : ""
    return ConfigurationProblem(
      place: at(mark), "is not YAML here: \(problem)", remedy: "check indentation, colons and quotes\(tab)")
  case .composer(_, let problem, let mark, _):
    if problem.contains("another document") {
      return ConfigurationProblem(place: at(mark), "holds a second document", remedy: "keep one, without ---")
    }
    return ConfigurationProblem(place: at(mark), problem)
  case .reader(let problem, let offset, _, let yaml):
    let line = yaml.utf8.prefix(offset ?? 0).reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
    return ConfigurationProblem(
      place: Place(file: file, line: line), "holds a character that YAML forbids: \(problem)", remedy: "remove it")
  case .duplicatedKeysInMapping(let duplicates, let context):
    let names = duplicates.map { "\"\(shortened($0))\"" }.joined(separator: ", ")
    return ConfigurationProblem(
      place: at(context.mark), "\(names) is given twice in one map", remedy: "keep one of them")
  case .memory, .no, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
    return ConfigurationProblem(place: Place(file: file), "is not YAML")
  }
}
