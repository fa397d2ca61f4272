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
      let wanted = share * Double(total)
      return wanted.isFinite ? Int(min(max(wanted.rounded(.up), 0), Double(total))) : total
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

  /// A role.
  public init(id: RoleID, keep: Keep? = nil, hosts: [HostID] = []) {
    self.id = id
    self.keep = keep
    self.hosts = hosts
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
