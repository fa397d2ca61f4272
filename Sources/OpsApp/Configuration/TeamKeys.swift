import OpsDomain
import OpsScreen

/// What `config.yaml` says of the team and its work log; nil and empty where it says nothing.
struct TeamKeys: Sendable, Hashable {
  /// Where the work log lies, `~` and relative paths resolved.
  var logPath: String?
  /// The account under which the person writes.
  var account: String?
  /// The name shown for the person.
  var display: String?
  /// Groups by name, with the accounts of their members.
  var groups: [String: [String]] = [:]
  /// Who is on duty, by what for: accounts.
  var duties: [String: [String]] = [:]
  /// How the address of a ticket is made; holds `{ticket}`.
  var ticketURL: String?

  /// The most groups and duties.
  static let groupLimit = 500

  /// Reads the keys `log`, `author`, `team` and `tickets`.
  mutating func read(_ top: inout MapReader, folder: String, paths: Paths) {
    if var log = top.map("log") {
      logPath = log.read("path", ScalarParsing.text).map { paths.resolve($0, relativeTo: folder) }
      log.finish()
    }
    if var author = top.map("author") {
      account = author.read("account", Self.account)
      display = author.read("display", Self.display)
      author.finish()
    }
    if var team = top.map("team") {
      if let reader = team.map("groups") { groups = Self.lists(reader, Self.account) }
      if let reader = team.map("duty") { readDuties(reader) }
      team.finish()
    }
    if var tickets = top.map("tickets") {
      ticketURL = tickets.read("url", Self.ticketURL)
      tickets.finish()
    }
  }

  /// The names under which requests reach the person: `@dba`, `duty:db`.
  func memberships(of account: String) -> Set<String> {
    Set(groups.filter { $0.value.contains(account) }.map { "@\($0.key)" })
      .union(duties.filter { $0.value.contains(account) }.map { "duty:\($0.key)" })
  }

  /// Who is on duty may be a person or a group, `@dba`.
  private mutating func readDuties(_ reader: MapReader) {
    let known = groups
    duties = Self.lists(reader) { text throws(BadValue) in
      guard text.hasPrefix("@") else { return try Self.account(text) }
      let name = String(text.dropFirst())
      guard known[name] != nil else {
        throw BadValue(
          "there is no group \"\(shortened(name))\"",
          remedy: suggestion(for: name, among: known.keys.sorted()) ?? "write it under team.groups")
      }
      return text
    }.mapValues { names in names.flatMap { $0.hasPrefix("@") ? known[String($0.dropFirst())] ?? [] : [$0] } }
  }

  /// Names with one value or a list each.
  private static func lists(
    _ reader: MapReader, _ parse: (String) throws(BadValue) -> String
  ) -> [String: [String]] {
    var lists: [String: [String]] = [:]
    for entry in reader.named {
      guard lists.count < groupLimit else {
        reader.problems.add(entry.place, key: reader.path, "holds more than \(groupLimit) names")
        break
      }
      let key = reader.path(of: entry.key)
      let name = YAMLValue(content: .scalar(entry.key), place: entry.place)
      guard readScalar(name, key: reader.path, problems: reader.problems, account) != nil else { continue }
      var items = [entry.value]
      if case .list(let list) = entry.value.content { items = list }
      lists[entry.key, default: []] += items.compactMap {
        readScalar($0, key: key, problems: reader.problems, parse)
      }
    }
    return lists
  }

  /// A person's or group's name as filters and requests name it: one visible word.
  static func account(_ text: String) throws(BadValue) -> String {
    guard !text.isEmpty, text.utf8.count <= 64 else { throw BadValue("must be a name of 1 to 64 bytes") }
    let isOneWord = !text.unicodeScalars.contains {
      $0.properties.isWhitespace || ",:@/\"'{}[]=".unicodeScalars.contains($0)
    }
    guard isOneWord, harmless(text) == text, text.utf8.first != UInt8(ascii: "-") else {
      throw BadValue(
        "\"\(shortened(text))\" cannot be a name",
        remedy: "use one word of letters, digits, dots, hyphens and underscores")
    }
    return text
  }

  private static func display(_ text: String) throws(BadValue) -> String {
    guard text.utf8.count <= 128, harmless(text) == text, !text.trimmingBlanks.isEmpty else {
      throw BadValue("must be a visible name of at most 128 bytes")
    }
    return text
  }

  private static func ticketURL(_ text: String) throws(BadValue) -> String {
    let remedy = "write it as https://tickets.example.jp/browse/{ticket}"
    guard text.utf8.count <= 1024, text.hasPrefix("https://") || text.hasPrefix("http://"),
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else { throw BadValue("must be an address of http or https, not \"\(shortened(text))\"", remedy: remedy) }
    guard text.contains("{ticket}") else {
      throw BadValue("does not say where the ticket stands", remedy: remedy)
    }
    return text
  }
}

extension TeamKeys {
  /// What it says, as it would be written in `config.yaml`.
  var lines: [String] {
    var lines: [String] = []
    if let logPath { lines += ["log:", "  path: \"\(logPath)\""] }
    if account != nil || display != nil { lines.append("author:") }
    if let account { lines.append("  account: \(account)") }
    if let display { lines.append("  display: \"\(display)\"") }
    if !groups.isEmpty || !duties.isEmpty { lines.append("team:") }
    for (key, lists) in [("groups", groups), ("duty", duties)] where !lists.isEmpty {
      lines.append("  \(key):")
      for (name, members) in lists.sorted(by: { $0.key < $1.key }) {
        lines.append("    \(name): [\(members.joined(separator: ", "))]")
      }
    }
    if let ticketURL { lines += ["tickets:", "  url: \"\(ticketURL)\""] }
    return lines
  }
}
