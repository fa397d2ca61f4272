extension NodeSet {
  /// The hosts meant, in the inventory's order.
  ///
  /// A name, role, service, site or parent that no host has is an error with a suggestion: a set that is only partly
  /// known is not what was meant.
  public func resolve(in inventory: Inventory, marked: Set<HostID> = []) throws(Problem) -> [HostID] {
    let resolver = NodeSetResolver(inventory, marked)
    var members: Set<HostID> = []
    var excluded: Set<HostID> = []
    for term in terms {
      let hosts = try resolver.hosts(of: term)
      switch term.join {
      case .union: members.formUnion(hosts)
      case .and: members.formIntersection(hosts)
      case .xor: members.formSymmetricDifference(hosts)
      case .minus: excluded.formUnion(hosts)
      }
    }
    members.subtract(excluded)
    return inventory.hosts.lazy.map(\.id).filter(members.contains)
  }
}

/// Finds the hosts that a term names.
private struct NodeSetResolver {
  private let inventory: Inventory
  private let marked: Set<HostID>

  init(_ inventory: Inventory, _ marked: Set<HostID>) {
    self.inventory = inventory
    self.marked = marked
  }

  func hosts(of term: NodeSet.Term) throws(NodeSet.Problem) -> Set<HostID> {
    switch term.matter {
    case .marked: return marked
    case .pattern(let pattern): return try named(pattern, term)
    case .group(let key, let pattern): return try group(key, pattern, term)
    case .role(let service, let role):
      let services = try Matcher(service)
      let roles = try Matcher(role)
      return try found(term, among: { $0.role.map { ["\($0)"] } ?? [] }) { host in
        host.role.map { services.matches($0.service) && roles.matches($0.role) } ?? false
      }
    case .named(let pattern):
      let matcher = try Matcher(pattern)
      return try found(term, among: { $0.role.map { [$0.role, $0.service] } ?? [] }) { host in
        host.role.map { matcher.matches($0.role) || matcher.matches($0.service) } ?? false
      }
    }
  }

  /// Hosts by name.
  private func named(_ pattern: NodePattern, _ term: NodeSet.Term) throws(NodeSet.Problem) -> Set<HostID> {
    if pattern.isGlob {
      let matcher = try Matcher(pattern)
      let hosts = Set(inventory.hosts.lazy.map(\.id).filter { matcher.matches($0.name) })
      // To take away what is not there does no harm, where it is told by a star.
      guard hosts.isEmpty, term.join != .minus else { return hosts }
      throw NodeSet.Problem(message: "no host matches \(term.text)", offset: term.offset)
    }
    var hosts: Set<HostID> = []
    for name in try pattern.names(limit: NodeSet.namesMax) {
      let id = HostID(name)
      guard inventory[id] != nil else { throw unknown("host", name, term, among: inventory.hosts.map(\.id.name)) }
      hosts.insert(id)
    }
    return hosts
  }

  private func group(
    _ key: NodeSet.GroupKey, _ pattern: NodePattern, _ term: NodeSet.Term
  ) throws(NodeSet.Problem) -> Set<HostID> {
    let matcher = try Matcher(pattern)
    switch key {
    case .service: return try found(term, among: { values($0.role?.service) }) { matcher.matches($0.role?.service) }
    case .role: return try found(term, among: { values($0.role?.role) }) { matcher.matches($0.role?.role) }
    case .site: return try found(term, among: { values($0.site) }) { matcher.matches($0.site) }
    case .parent: return try found(term, among: { values($0.parent) }) { matcher.matches($0.parent) }
    case .status:
      try require(matcher, among: HostStatus.allCases.map(\.rawValue), "status", term)
      return Set(inventory.hosts.lazy.filter { matcher.matches($0.status.rawValue) }.map(\.id))
    case .source:
      try require(matcher, among: SourceKind.allCases.map(\.rawValue), "source", term)
      return Set(inventory.hosts.lazy.filter { $0.sources.contains { matcher.matches($0.rawValue) } }.map(\.id))
    }
  }

  private func values(_ value: String?) -> [String] { value.map { [$0] } ?? [] }

  /// The hosts that pass `test`; an error when none does, with a suggestion from the names that there are.
  private func found(
    _ term: NodeSet.Term, among names: (Host) -> [String], where test: (Host) -> Bool
  ) throws(NodeSet.Problem) -> Set<HostID> {
    let hosts = Set(inventory.hosts.lazy.filter(test).map(\.id))
    guard hosts.isEmpty else { return hosts }
    let value = term.text.dropFirst()
    let wanted: Substring
    if case .group = term.matter, let colon = value.firstIndex(of: ":") {
      wanted = value[value.index(after: colon)...]
    } else {
      wanted = value
    }
    throw unknown("group of hosts", String(wanted), term, among: inventory.hosts.flatMap(names))
  }

  private func require(
    _ matcher: Matcher, among names: [String], _ what: String, _ term: NodeSet.Term
  ) throws(NodeSet.Problem) {
    guard !names.contains(where: matcher.matches) else { return }
    let value = term.text.split(separator: ":").last.map(String.init) ?? ""
    let near = closestMatch(to: value, among: names).map { "did you mean \($0)?" }
    throw NodeSet.Problem(
      message: "no \(what) \(value); \(near ?? "there are \(names.joined(separator: ", "))")", offset: term.offset)
  }

  private func unknown(
    _ what: String, _ name: String, _ term: NodeSet.Term, among names: [String]
  ) -> NodeSet.Problem {
    var message = "no \(what) \(name)"
    if term.text != name, what == "host" { message += " of \(term.text)" }
    if let near = closestMatch(to: name, among: names) { message += "; did you mean \(near)?" }
    return NodeSet.Problem(message: message, offset: term.offset)
  }
}

/// Matches texts against a pattern with brackets and stars.
private struct Matcher {
  private let plain: Set<String>
  private let globs: [Glob]

  init(_ pattern: NodePattern) throws(NodeSet.Problem) {
    // Each star pattern is tried on each host, so that far fewer are allowed.
    let names = try pattern.names(limit: pattern.isGlob ? 1000 : NodeSet.namesMax)
    (plain, globs) = pattern.isGlob ? ([], names.map { Glob($0) }) : (Set(names), [])
  }

  func matches(_ text: String?) -> Bool {
    guard let text else { return false }
    return plain.contains(text) || globs.contains { $0.matches(text) }
  }
}
