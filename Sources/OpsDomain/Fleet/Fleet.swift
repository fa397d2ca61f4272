/// All hosts and what is known of each.
public struct Fleet: Sendable {
  /// The hosts, in the inventory's order.
  public private(set) var hosts: [HostState] = []
  /// The roles, in the inventory's order.
  public private(set) var roles: [RoleSpecification] = []
  /// How many watched hosts stand in each state of health, whether their status alarms or not.
  public private(set) var counts: [Health: Int] = [:]
  /// How many hosts whose status alarms stand in each state of health.
  public private(set) var alarmCounts: [Health: Int] = [:]
  /// Where the hosts of each role stand in `hosts`; those that the inventory does not hold are left out.
  private(set) var roleMembers: [[Int]] = []
  /// The team's words on hosts, whether they are in the inventory or not.
  var overlays: [HostID: StatusOverlay] = [:]
  /// Which host has which address.
  var addressBook = AddressBook()
  /// Which machine runs which.
  var parentBook = ParentBook()
  /// The parents that the inventory names.
  private(set) var declaredParents: Set<String> = []
  /// What only several hosts together can show.
  var crossCheck = CrossCheck()
  /// The hosts of which the cross check has found something, by their places.
  var crossFound: Set<Int> = []
  /// When hosts are compared with the others of their role.
  var oddOnes = OddOnes()
  private var indexes: [HostID: Int] = [:]
  /// When time alone may change the judgement of each host, in milliseconds; a dense list, looked through every second.
  private var deadlines: [Int64] = []
  /// The moment up to which time has been judged.
  private(set) var agedTo: Timestamp

  /// A fleet of the inventory's hosts, of which nothing is known yet.
  public init(_ inventory: Inventory = Inventory(), at now: Timestamp) {
    agedTo = now
    replace(inventory, at: now)
  }

  /// The state of the host of this name, or nil.
  public subscript(id: HostID) -> HostState? { indexes[id].map { hosts[$0] } }

  /// Where the host of this name stands in `hosts`, or nil.
  public func index(of id: HostID) -> Int? { indexes[id] }

  /// Where the hosts stand that fulfil the condition, in the inventory's order.
  public func indices(matching predicate: HostPredicate, at now: Timestamp) -> [Int] {
    hosts.indices.filter { predicate.matches(hosts[$0], at: now) }
  }

  /// Takes the new inventory; hosts that stay keep their readings and history, and are judged by the new limits.
  public mutating func replace(_ inventory: Inventory, at now: Timestamp) {
    let (oldHosts, oldIndexes) = (hosts, indexes)
    hosts = inventory.hosts.map { host in
      var state = oldIndexes[host.id].map { oldHosts[$0] } ?? HostState(host: host, at: now)
      if oldIndexes[host.id] != nil { state.adopt(host) }
      state.lay(overlays[host.id])
      return state
    }
    indexes = Dictionary(hosts.enumerated().map { ($1.host.id, $0) }, uniquingKeysWith: { first, _ in first })
    roles = inventory.roles
    roleMembers = roles.map { role in role.hosts.compactMap { indexes[$0] } }
    deadlines = Array(repeating: .max, count: hosts.count)
    beginComparing(at: now)
    (counts, alarmCounts) = ([:], [:])
    for index in hosts.indices {
      count(hosts[index], by: 1)
      conclude(index, at: now)
    }
  }

  /// Takes in news and judges the host anew.
  ///
  /// News older than what is known changes nothing, and so does news of a host that is not in the fleet.
  public mutating func apply(_ observation: Observation, at now: Timestamp) {
    guard let index = indexes[observation.host], hosts[index].take(observation, at: now) else { return }
    conclude(index, at: now)
    if case .facts = observation {
      noteFacts(index)
      noteMachines(index, at: now)
    }
    guard case .sampled = observation, hosts[index].overlay?.isReleasing == true else { return }
    changeStatus(index, at: now) { $0.countRelease() }
  }

  /// Judges what changes with time alone: hosts that become stale or down, filesystems not read for long.
  ///
  /// Meant to be called once a second; costs a comparison a host.
  public mutating func age(to now: Timestamp) {
    // A clock set back moves every deadline out of reach.
    let everything = now < agedTo - clockSlack
    agedTo = now
    for index in deadlines.indices where everything || deadlines[index] <= now.milliseconds {
      conclude(index, at: now)
    }
    checkAcross(at: now)
    compareRoles(at: now)
  }

  /// Judges one host and keeps the counts; in place, for a copy would copy its history.
  private mutating func conclude(_ index: Int, at now: Timestamp) {
    let before = hosts[index].health
    deadlines[index] = hosts[index].conclude(at: now)?.milliseconds ?? .max
    guard hosts[index].health != before else { return }
    noteChange()
    count(hosts[index].host.status, before, by: -1)
    count(hosts[index].host.status, hosts[index].health, by: 1)
    findGuests(of: index, at: now)
  }

  /// Changes what is said about a host, and keeps the counts.
  mutating func changeStatus(_ index: Int, at now: Timestamp, _ change: (inout HostState) -> Void) {
    count(hosts[index], by: -1)
    change(&hosts[index])
    deadlines[index] = hosts[index].conclude(at: now)?.milliseconds ?? .max
    count(hosts[index], by: 1)
    noteChange()
  }

  /// Puts down what several hosts say of one, and judges it anew.
  mutating func setCrossFindings(_ findings: [Finding], of index: Int, at now: Timestamp) {
    hosts[index].judgement.crossFindings = findings
    conclude(index, at: now)
  }

  /// Puts down what machine a host was found to run on, and judges it anew.
  mutating func setParent(_ parent: DetectedParent?, of index: Int, at now: Timestamp) {
    hosts[index].take(parent)
    conclude(index, at: now)
  }

  /// Puts down in what a host is unlike the others of its role.
  mutating func setOddities(_ oddities: [Oddity], of index: Int) {
    if hosts[index].oddities != oddities { hosts[index].oddities = oddities }
  }

  /// Begins anew what rests on the places of hosts.
  private mutating func beginComparing(at now: Timestamp) {
    (addressBook, parentBook) = (AddressBook(), ParentBook())
    declaredParents = Set(hosts.compactMap(\.declaredParent))
    crossCheck.concerned = []
    crossFound = []
    oddOnes = OddOnes()
    for index in hosts.indices {
      hosts[index].judgement.crossFindings = []
      hosts[index].oddities = []
      hosts[index].take(nil)
      addressBook.declare(hosts[index].host.address, of: index)
      parentBook.declare(hosts[index].host.id.name, of: index)
    }
    for index in hosts.indices {
      noteFacts(index)
      noteMachines(index, at: now)
    }
  }

  private mutating func count(_ state: HostState, by step: Int) { count(state.host.status, state.health, by: step) }

  private mutating func count(_ status: HostStatus, _ health: Health, by step: Int) {
    guard status.isWatched else { return }
    counts[health, default: 0] += step
    if status.alarms { alarmCounts[health, default: 0] += step }
  }
}

extension HostState {
  /// Takes over what the new inventory says of the host.
  mutating func adopt(_ new: Host) {
    let isElsewhere = new.address != host.address || new.port != host.port || new.metricsURL != host.metricsURL
    let limitsChanged = new.thresholds != host.thresholds
    let promiseChanged = new.role != host.role || new.expect != host.expect
    for source in host.sources where isElsewhere || !new.sources.contains(source) {
      links[source] = nil
      judgement.failures[source] = nil
    }
    if isElsewhere { judgement.breaksRates = true }
    (host, declaredStatus, declaredParent) = (new, new.status, new.parent)
    if promiseChanged { judgeFacts() }
    guard limitsChanged else { return }
    judgement.rules = TickRules()
    (judgement.diskFindings, judgement.forecastFindings) = ([], [])
    judgeTick(previous: nil)
    judgeFilesystems()
  }
}
