import OpsDomain

extension EntryTarget {
  /// What it is called in node sets: `bm-db07`, `@bookmark:db`.
  var notation: String {
    switch kind {
    case .host: return id
    case .role, .service: return "@" + id
    case .site: return "@site:" + id
    }
  }
}

extension [EntryTarget] {
  /// The targets as one node set, hosts folded: `bm-db[07-09],@bookmark:app`.
  var folded: String {
    let hosts = NodeSet.fold(lazy.filter { $0.kind == .host }.map(\.id))
    let others = lazy.filter { $0.kind != .host }.map(\.notation)
    return ([hosts] + others).filter { !$0.isEmpty }.joined(separator: ",")
  }

  /// The hosts among them.
  var hosts: [HostID] { lazy.filter { $0.kind == .host }.map { HostID($0.id) } }
}

extension ConsoleState {
  /// Hosts as targets, with the role that each has now.
  func targets(of hosts: [HostID]) -> [EntryTarget] {
    hosts.map { id in
      let role = shownFleet[id]?.host.role?.description
      return EntryTarget(.host, id.name, roleThen: role)
    }
  }

  /// The targets that a typed node set names: whole roles and services stay such, all else becomes hosts.
  func targets(matching text: String) throws(Mismatch) -> [EntryTarget] {
    var targets: [EntryTarget] = []
    var rest: [Substring] = []
    let isPlain = !text.contains { "!&^".contains($0) }
    var depth = 0
    // Commas within brackets part numbers, not names.
    let parts = text.split { character in
      if character == "[" { depth += 1 }
      if character == "]" { depth -= 1 }
      return character == "," && depth == 0
    }
    for part in parts {
      let name = part.drop { $0 == " " }.prefix { $0 != " " }
      if isPlain, name.hasPrefix("@"), let whole = whole(String(name.dropFirst())) {
        targets.append(whole)
      } else if !name.isEmpty {
        rest.append(part)
      }
    }
    guard !rest.isEmpty else { return targets }
    let wanted = isPlain ? rest.joined(separator: ",") : text
    return self.targets(of: try hosts(matching: wanted)) + (isPlain ? targets : [])
  }

  /// The role or service of this name.
  private func whole(_ name: String) -> EntryTarget? {
    let roles = shownFleet.roles.map(\.id)
    if roles.contains(where: { $0.description == name }) { return EntryTarget(.role, name) }
    if roles.contains(where: { $0.service == name }) { return EntryTarget(.service, name) }
    let short = roles.filter { $0.role == name }
    return short.count == 1 ? EntryTarget(.role, short[0].description) : nil
  }

  /// The maintenance that an entry about these targets joins, unless its author says otherwise.
  func threadChoice(of targets: [EntryTarget]) -> ThreadChoice {
    log.team.threadChoice(of: targets, by: settings.author, at: now, roles: shownFleet.roles)
  }
}
