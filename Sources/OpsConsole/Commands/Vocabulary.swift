import OpsDomain
import OpsScreen

/// The names that can stand after a command: what completion offers and what a line is understood by.
struct Vocabulary: Sendable {
  /// The hosts.
  let hosts: [HostID]
  /// The roles.
  let roles: [RoleID]
  /// The themes.
  let themes: [String]
  /// The columns of the pane by which can be sorted.
  let columns: [String]
  /// Those who have written into the work log.
  var people: [String] = []
  /// Tags of entries.
  var tags: [String] = []
  /// Planned work, as `M-81`.
  var windows: [String] = []

  /// The most candidates that completion offers.
  static let candidateLimit = 200

  /// What can stand after a word; empty when nothing can.
  func arguments(of word: String) -> [String] {
    switch word {
    case "host": return hosts.map(\.name)
    case "role": return roles.map(\.description)
    case "theme": return themes
    case "symbols": return Symbols.allCases.map(\.rawValue)
    case "mouse": return ["on", "off"]
    case "sort": return columns
    case "window": return windows
    case "freeze", "hold", "status": return roles.map { "@\($0)" } + hosts.map(\.name)
    case "next": return roles.map(\.description)
    case "verdict": return roles.map(\.description) + hosts.map(\.name)
    case "what-if": return roles.map { "@\($0)" } + hosts.map(\.name)
    case "request": return people
    case "filter": return HostPredicate.fields.map(\.name)
    default: return []
    }
  }

  /// The role of this name, `bookmark:db`, or of this short name when only one service has it.
  func role(named name: String) -> RoleID? {
    if let exact = roles.first(where: { $0.description == name }) { return exact }
    let short = roles.filter { $0.role == name }
    return short.count == 1 ? short[0] : nil
  }

  /// The name meant by a typed one: itself, or the only one that it begins.
  func choose(_ typed: String, among known: [String]) -> String? {
    guard !typed.isEmpty else { return nil }
    if known.contains(typed) { return typed }
    if let role = role(named: typed)?.description, known.contains(role) { return role }
    let matches = known.lazy.filter { $0.hasPrefix(typed) }.prefix(2)
    return matches.count == 1 ? matches.first : nil
  }

  /// What could stand at the end of a line, and from which character on.
  func candidates(for line: String) -> (start: Int, names: [String]) {
    let characters = Array(line)
    let start = (characters.lastIndex { " (!:".contains($0) } ?? -1) + 1
    let typed = String(characters[start...])
    let word = characters[..<start].split(separator: " ").first.map { String($0) }
    guard let word, let name = try? TypedCommand.resolve(word) else {
      return (start, Array(TypedCommand.names.filter { $0.hasPrefix(typed) }.prefix(Self.candidateLimit)))
    }
    // An argument may hold a colon: `bookmark:db` is one name.
    let first = (characters.firstIndex(of: " ") ?? characters.count - 1) + 1
    let from = name == "filter" ? start : first
    let wanted = String(characters[min(from, characters.count)...])
    return (from, Array(arguments(of: name).lazy.filter { $0.hasPrefix(wanted) }.prefix(Self.candidateLimit)))
  }
}

extension Vocabulary {
  /// What could stand at the end of a filter of the work log, and from which character on.
  func logCandidates(for line: String) -> (start: Int, names: [String]) {
    let characters = Array(line)
    let start = (characters.lastIndex(of: " ") ?? -1) + 1
    let typed = String(characters[start...])
    guard let equals = typed.firstIndex(of: "=") else {
      let names = typed.hasPrefix("#") ? tags.map { "#" + $0 } : LogFilter.keys.map { $0.name + "=" }
      return (start, Array(names.filter { $0.hasPrefix(typed) }.prefix(Self.candidateLimit)))
    }
    let value = typed[typed.index(after: equals)...]
    let from = characters.count - value.count
    let names: [String]
    switch typed[..<equals] {
    case "host": names = value.hasPrefix("@") ? roles.map { "@\($0)" } : hosts.map(\.name)
    case "role": names = roles.map(\.description)
    case "service": names = Set(roles.map(\.service)).sorted()
    case "by": names = ["me"] + people
    case "kind": names = EntryKind.allCases.map(\.rawValue)
    case "tag": names = tags
    case "thread": names = windows
    default: names = []
    }
    return (from, Array(names.lazy.filter { $0.hasPrefix(value) }.prefix(Self.candidateLimit)))
  }
}

/// The longest beginning that all names share.
func commonPrefix(_ names: [String]) -> String {
  guard var prefix = names.first.map({ $0[...] }) else { return "" }
  for name in names.dropFirst() {
    while !name.hasPrefix(prefix) { prefix.removeLast() }
  }
  return String(prefix)
}
