import OpsDomain

extension Inventory {
  /// The hosts and roles that an answer about a subject rests on: its roles, and what these depend on.
  ///
  /// Nobody waits for servers that have no part in the answer.
  func part(for subject: VerdictSubject) -> Inventory {
    let subjects = Set(hosts(of: subject))
    var wanted = Set(roles.filter { $0.hosts.contains(where: subjects.contains) }.map(\.id))
    var names = subjects
    for role in roles where wanted.contains(role.id) {
      for dependency in role.dependsOn {
        switch dependency {
        case .role(let other): wanted.insert(other)
        case .host(let host): names.insert(host)
        }
      }
    }
    let kept = roles.filter { wanted.contains($0.id) }
    names.formUnion(kept.flatMap(\.hosts))
    return Inventory(hosts: hosts.filter { names.contains($0.id) }, roles: kept)
  }

  /// The hosts that a subject stands for.
  func hosts(of subject: VerdictSubject) -> [HostID] {
    switch subject {
    case .host(let host): return self[host] == nil ? [] : [host]
    case .hosts(_, let names): return names
    case .role(let role): return self[role]?.hosts ?? []
    case .service(let service): return roles.filter { $0.id.service == service }.flatMap(\.hosts)
    case .everything: return hosts.map(\.id)
    case .unknown: return []
    }
  }

  /// What an act on these hosts is about, as it is recorded.
  func targets(of subject: VerdictSubject, _ hosts: [HostID]) -> WorkTargets {
    let names = hosts.map(\.name)
    switch subject {
    case .role(let role): return WorkTargets("@\(role)", hosts: names, roles: [role.description])
    case .service(let service): return WorkTargets("@\(service)", hosts: names, services: [service])
    case .host, .hosts, .everything, .unknown: return WorkTargets(subject.name, hosts: names)
    }
  }
}
