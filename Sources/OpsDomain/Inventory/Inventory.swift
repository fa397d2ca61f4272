/// How many hosts of a role must stay in service.
public enum Keep: Hashable, Sendable {
  /// A number of hosts.
  case count(Int)
  /// A share of the role's hosts, 0...1; rounded up.
  case share(Double)

  /// How many of `total` hosts must stay.
  public func required(of total: Int) -> Int {
    switch self {
    case .count(let count): return count
    case .share(let share):
      // 55 % of 100 is 55, though 0.55 is a little more than that.
      let wanted = share * Double(total) - 1e-9
      return wanted.isFinite ? Int(min(max(wanted.rounded(.up), 0), Double(total))) : total
    }
  }
}

extension Keep {
  /// As people write it: `22`, `80 %`.
  public var text: String {
    switch self {
    case .count(let count): return "\(count)"
    case .share(let share): return formatShare(share)
    }
  }
}

/// A role and what is asked of it.
public struct RoleSpecification: Hashable, Sendable, Identifiable {
  /// The role's name.
  public var id: RoleID
  /// How many hosts must stay, or nil where the team has not said.
  public var keep: Keep?
  /// Its hosts, in the inventory's order.
  public var hosts: [HostID]
  /// What was said of `keep` elsewhere and is not the same; empty where the team speaks with one voice.
  public var otherKeeps: [Keep] = []
  /// How many of its hosts may be worked on at the same time, or nil where the team has not said.
  public var concurrency: Int?
  /// Whether it is changed within planned windows only.
  public var requiresWindow = false
  /// What it depends on: work that goes on there is a reason for care here.
  public var dependsOn: [RoleDependency] = []
  /// The group or duty whose approval a change needs, as `dba`; nil where nobody's is needed.
  public var approval: String?

  /// A role.
  public init(id: RoleID, keep: Keep? = nil, hosts: [HostID] = []) {
    self.id = id
    self.keep = keep
    self.hosts = hosts
  }
}

/// What a role depends on.
public enum RoleDependency: Hashable, Sendable {
  /// All of another role.
  case role(RoleID)
  /// One host.
  case host(HostID)

  /// As people write it: `bookmark:db`, `bm-db01`.
  public var text: String {
    switch self {
    case .role(let role): return role.description
    case .host(let host): return host.name
    }
  }

  /// Reads what people write: a colon stands between a service and its role.
  public init(_ text: String) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    if parts.count == 2 {
      self = .role(RoleID(service: String(parts[0]), role: String(parts[1])))
    } else {
      self = .host(HostID(text))
    }
  }
}

/// All hosts, in the order in which the team wrote them down.
public struct Inventory: Hashable, Sendable {
  /// The hosts; names are unique.
  public private(set) var hosts: [Host]
  /// The roles, in the order of first mention.
  public private(set) var roles: [RoleSpecification]
  private var indexes: [HostID: Int]

  /// An inventory of these hosts; of two with one name the first is kept.
  public init(hosts: [Host] = [], roles: [RoleSpecification] = []) {
    self.hosts = []
    self.indexes = [:]
    self.roles = roles
    for host in hosts where indexes[host.id] == nil {
      indexes[host.id] = self.hosts.count
      self.hosts.append(host)
    }
  }

  /// The host of this name, or nil.
  public subscript(id: HostID) -> Host? { indexes[id].map { hosts[$0] } }
  /// The role of this name, or nil.
  public subscript(role: RoleID) -> RoleSpecification? { roles.first { $0.id == role } }
}
