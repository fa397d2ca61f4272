import OpsDomain

/// What `hosts.yaml` asks of work on a role.
struct RoleKeys: Sendable {
  /// The most things that a role may depend on.
  static let dependencyLimit = 64

  var keep: Keep?
  var concurrency: Int?
  var requiresWindow: Bool?
  var dependsOn: [Dependency] = []
  var approval: String?

  /// What a role depends on, and where that is written.
  struct Dependency: Sendable {
    var target: RoleDependency
    var place: Place
    var key: String
  }

  /// Takes what the map of a role says.
  mutating func read(_ reader: inout MapReader) {
    keep = reader.read("keep", Self.keep)
    concurrency = reader.read("concurrency") { text throws(BadValue) in
      try ScalarParsing.whole(text, in: 1...100_000)
    }
    requiresWindow = reader.read("windows", Self.windows)
    approval = reader.read("approval", Self.approval)
    if let value = reader.take("depends_on") { readDependencies(value, reader.path(of: "depends_on"), reader.problems) }
  }

  private mutating func readDependencies(_ value: YAMLValue, _ key: String, _ problems: ProblemList) {
    var items = [value]
    if case .list(let list) = value.content { items = list }
    if items.count > Self.dependencyLimit {
      problems.add(value.place, key: key, "names more than \(Self.dependencyLimit) roles and servers")
    }
    dependsOn = items.prefix(Self.dependencyLimit).compactMap { item in
      readScalar(item, key: key, problems: problems, ScalarParsing.text).map { text in
        let name = text.hasPrefix("@") ? String(text.dropFirst()) : text
        return Dependency(target: RoleDependency(name), place: item.place, key: key)
      }
    }
  }

  private static func keep(_ text: String) throws(BadValue) -> Keep {
    if text.hasSuffix("%") { return .share(try ScalarParsing.share(text)) }
    guard let count = Int(text), (0...100_000).contains(count) else {
      throw BadValue(
        "must be a number of hosts or a share, not \"\(shortened(text))\"", remedy: "write it as 22 or 80%")
    }
    return .count(count)
  }

  private static func windows(_ text: String) throws(BadValue) -> Bool {
    switch text.lowercased() {
    case "required": return true
    case "optional": return false
    default: throw BadValue("cannot be \"\(shortened(text))\"", remedy: "write required or optional")
    }
  }

  /// A group, as `dba` or `@dba`, or a duty, as `duty:db`.
  private static func approval(_ text: String) throws(BadValue) -> String {
    let name = text.hasPrefix("@") ? text.dropFirst() : text.hasPrefix("duty:") ? text.dropFirst(5) : text[...]
    _ = try TeamKeys.account(String(name))
    return text.hasPrefix("@") ? String(name) : text
  }
}

extension InventoryDraft {
  /// Complains about roles that depend on what there is not; asked once all files are read.
  func checkDependencies(_ problems: ProblemList) {
    let (known, names) = (inventory, Set(roles.map(\.id)))
    for dependency in dependencies {
      switch dependency.target {
      case .role(let role) where !names.contains(role):
        problems.add(
          dependency.place, key: dependency.key, "there is no role \"\(shortened(role.description))\"",
          remedy: problems.isFull ? nil : suggestion(for: role.description, among: roles.map(\.id.description)))
      case .host(let host) where known[host] == nil:
        problems.add(
          dependency.place, key: dependency.key, "there is no server \"\(shortened(host.name))\"",
          remedy: problems.isFull
            ? nil
            : closestMatch(to: host.name, among: known.hosts.map(\.id.name)).map { "did you mean \"\($0)\"?" }
              ?? "write a server, or a role as service:role")
      default: continue
      }
    }
  }
}
