/// All hosts and what is known of each.
public struct Fleet: Sendable {
  /// The hosts, in the inventory's order.
  public private(set) var hosts: [HostState] = []
  /// The roles, in the inventory's order.
  public private(set) var roles: [RoleSpecification] = []
  /// How many hosts stand in each state of health, among those watched and alarming or not.
  public private(set) var counts: [Health: Int] = [:]
  private var indexes: [HostID: Int] = [:]

  /// A fleet of the inventory's hosts, of which nothing is known yet.
  public init(_ inventory: Inventory = Inventory(), at now: Timestamp) { replace(inventory, at: now) }

  /// The state of the host of this name, or nil.
  public subscript(id: HostID) -> HostState? { indexes[id].map { hosts[$0] } }

  /// Where the host of this name stands in `hosts`, or nil.
  public func index(of id: HostID) -> Int? { indexes[id] }

  /// Takes the new inventory; hosts that stay keep their readings and history.
  public mutating func replace(_ inventory: Inventory, at now: Timestamp) {
    let old = self
    hosts = inventory.hosts.map { host in
      guard var state = old[host.id] else { return HostState(host: host, at: now) }
      state.host = host
      return state
    }
    indexes = Dictionary(hosts.enumerated().map { ($1.host.id, $0) }, uniquingKeysWith: { first, _ in first })
    roles = inventory.roles
  }

  /// Takes in news and judges the host anew.
  ///
  /// News older than what is known changes nothing.
  public mutating func apply(_ observation: Observation, at now: Timestamp) {}

  /// Judges what changes with time alone: stale and down hosts, minimum durations.
  public mutating func age(to now: Timestamp) {}
}
