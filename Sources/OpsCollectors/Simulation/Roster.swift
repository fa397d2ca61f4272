import OpsDomain

/// A value that many hosts have in common.
final class Shared<Value: Sendable>: Sendable {
  let value: Value
  init(_ value: Value) { self.value = value }
}

/// Who there is: the hosts of the simulation with their names, roles and places.
struct Roster {
  /// The part that a host plays.
  struct Part: Sendable {
    var profile: Shared<RoleProfile>
    var trouble: Shared<Trouble>
  }

  private(set) var hosts: [Host] = []
  /// The part of each host, in the same order.
  private(set) var parts: [Part] = []
  private(set) var roles: [RoleSpecification] = []

  /// The services and the first letters of their hosts; beyond them services are numbered.
  private static let services: [(name: String, prefix: String)] = [
    ("bookmark", "bm"), ("diary", "di"), ("blog", "bl"), ("star", "st"), ("photo", "ph"), ("search", "se"),
    ("question", "qu"), ("group", "gr"), ("antenna", "an"), ("counter", "co"), ("ring", "ri"), ("space", "sp"),
    ("map", "ma"), ("news", "ne"),
  ]
  /// Hosts of the usual service, and the virtual machine parents they run on.
  private static let usual = (hosts: 56, parents: 20)
  /// About how many hosts a service of a large fleet has; up to this and half of it there is one service.
  private static let largeService = 700
  private static let hostsInSubnet = 250

  /// A roster of `count` hosts.
  init(count: Int, seed: UInt64) {
    let serviceCount = max(1, (count + Self.largeService / 2) / Self.largeService)
    let parentCount = max(1, (count * Self.usual.parents + Self.usual.hosts - 1) / Self.usual.hosts)
    hosts.reserveCapacity(count)
    parts.reserveCapacity(count)
    for service in 0..<serviceCount {
      add(service, count / serviceCount + (service < count % serviceCount ? 1 : 0), parentCount, seed)
    }
  }

  private mutating func add(_ service: Int, _ count: Int, _ parentCount: Int, _ seed: UInt64) {
    let isNamed = service < Self.services.count
    let name = isNamed ? Self.services[service].name : "service\(service + 1)"
    let prefix = isNamed ? Self.services[service].prefix : "s\(service + 1)"
    for (shared, size) in zip(RoleProfile.all, Self.apportion(count)) where size > 0 {
      let profile = shared.value
      let id = RoleID(service: name, role: profile.role)
      let troubles = Self.troubles(profile.role, size, service, seed)
      var names: [HostID] = []
      for number in 1...size {
        let host = Self.host(
          "\(prefix)-\(profile.role)\(Self.padded(number, to: size))", id, profile, number, hosts.count, service,
          parentCount)
        names.append(host.id)
        hosts.append(host)
        parts.append(Part(profile: shared, trouble: troubles[number] ?? Trouble.none))
      }
      roles.append(RoleSpecification(id: id, keep: Self.keep(profile, size), hosts: names))
    }
  }

  /// The hosts of each role among `count`, in the proportions of the usual service (largest remainders).
  private static func apportion(_ count: Int) -> [Int] {
    let parts = RoleProfile.all.map { $0.value.usualCount * count }
    var sizes = parts.map { $0 / usual.hosts }
    let order = parts.indices.sorted { (parts[$1] % usual.hosts, $0) < (parts[$0] % usual.hosts, $1) }
    for index in order.prefix(count - sizes.reduce(0, +)) { sizes[index] += 1 }
    return sizes
  }

  private static func keep(_ profile: RoleProfile, _ size: Int) -> Keep? {
    profile.keep.map { size == profile.usualCount ? .count($0) : .share(Double($0) / Double(profile.usualCount)) }
  }

  /// The troubled hosts of a role by number; in the first service the ones that the cast names.
  private static func troubles(_ role: String, _ size: Int, _ service: Int, _ seed: UInt64) -> [Int: Shared<Trouble>] {
    var troubles: [Int: Shared<Trouble>] = [:]
    for (index, part) in Trouble.cast.enumerated() where part.role == role {
      let chance = StableHash.mix(seed &+ UInt64(service * Trouble.cast.count + index))
      let number = service == 0 ? min(part.number, size) : 1 + Chance.below(size, chance)
      if troubles[number] == nil { troubles[number] = Shared(part.trouble) }
    }
    return troubles
  }

  private static func host(
    _ name: String, _ role: RoleID, _ profile: RoleProfile, _ number: Int, _ index: Int, _ service: Int,
    _ parentCount: Int
  ) -> Host {
    // Too many of one role on one parent: something to find.
    let crowd = profile.role == "app" && number % 4 == 2 ? 3 : index
    let parent = crowd % parentCount
    var host = Host(
      id: HostID(name), address: "10.\(20 + service % 200).\(index / hostsInSubnet % 256).\(1 + index % hostsInSubnet)",
      role: role, site: parent * 5 < parentCount * 3 ? "kyoto" : "tokyo",
      status: profile.role == "db" && number == profile.usualCount ? .standby : .working,
      parent: "vmhost\(padded(parent + 1, to: parentCount))", sources: [.simulation], origin: "simulation")
    if profile.role == "db" {
      // A database of this size needs room for a copy of its largest table.
      host.thresholds.diskWarnFreeBytes = 400 * 1_073_741_824
      host.thresholds.diskCritFreeBytes = 200 * 1_073_741_824
    }
    return host
  }

  /// A number with leading zeros, two digits at least, as many as the largest number needs.
  private static func padded(_ number: Int, to largest: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, max(2, String(largest).count) - digits.count)) + digits
  }
}
