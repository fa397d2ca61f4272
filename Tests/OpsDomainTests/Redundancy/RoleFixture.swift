import OpsDomain
import TestSupport

/// A fleet whose hosts are read at one moment, and some of which are in trouble.
struct RoleFixture {
  /// The moment at which the hosts were read and time stands.
  private(set) var now = Timestamp.fixture
  private(set) var fleet: Fleet
  let inventory: Inventory

  /// Every host of an inventory was read just now; those named run at another load, of four cores.
  init(_ inventory: Inventory = .bookmark, loads: [HostID: Double] = [:], cores: [HostID: Int] = [:]) {
    self.inventory = inventory
    fleet = Fleet(inventory, at: .fixture)
    for host in inventory.hosts {
      let sample = Sample.fixture(load: loads[host.id] ?? 1.6, cores: cores[host.id] ?? 4)
      fleet.apply(.sampled(host.id, sample), at: .fixture)
    }
  }

  /// Hosts are not read any more: their links fail when they are down, and say nothing when they are stale.
  mutating func lose(
    down: [HostID] = [], stale: [HostID] = [], after: Duration = .seconds(250), by kind: LinkFailure.Kind = .refused
  ) {
    let lost = Set(down + stale)
    for host in down {
      fleet.apply(.link(host, .ssh, .connected(since: now)), at: now)
      let failure = LinkFailure(kind, "refused")
      fleet.apply(.link(host, .ssh, .failed(failure, since: now, retryAt: nil)), at: now)
    }
    now = now + after
    for host in inventory.hosts where !lost.contains(host.id) {
      let load = fleet[host.id]?.sample?.load?.one ?? 1.6
      let cores = fleet[host.id]?.sample?.cores ?? 4
      let uptime = 86_400 + now.since(.fixture).inSeconds
      fleet.apply(.sampled(host.id, .fixture(at: now, uptime: uptime, load: load, cores: cores)), at: now)
    }
    fleet.age(to: now)
  }

  /// People set hosts aside.
  mutating func set(_ hosts: [HostID], _ status: HostStatus) {
    let words = hosts.map { ($0, StatusOverlay(status: status, words: "in M-81 until 14:00 (naoya)", since: now)) }
    fleet.lay(Dictionary(uniqueKeysWithValues: words), at: now)
  }

  /// What hosts carry at most per core in the hour of a moment.
  mutating func usual(_ hosts: [HostID], _ perCore: Double, at moment: Timestamp) {
    let day = moment - .seconds(86_400)
    let hour = Timestamp(milliseconds: day.milliseconds - day.milliseconds % 3_600_000)
    for host in hosts {
      let peak = LoadPeak(hour: hour, load: perCore * 4, perCore: perCore)
      fleet.apply(.usualLoad(host, UsualLoad(of: [peak], at: now)), at: now)
    }
  }
}

extension RoleID {
  static let app = RoleID(service: "bookmark", role: "app")
  static let database = RoleID(service: "bookmark", role: "db")
}

/// Hosts by their numbers: `numbered("app", 1...3)`.
func numbered(_ role: String, _ numbers: ClosedRange<Int>) -> [HostID] {
  numbers.map { HostID("bm-\(role)\($0 < 10 ? "0" : "")\($0)") }
}

extension Inventory {
  /// One role of so many hosts, each on a parent of its own.
  static func role(_ count: Int, keep: Keep?, change: (inout RoleSpecification) -> Void = { _ in }) -> Inventory {
    let names = numbered("app", 1...count)
    var role = RoleSpecification(id: .app, keep: keep, hosts: names)
    change(&role)
    let hosts = names.enumerated().map { Host(id: $1, role: .app, parent: "vm\($0)") }
    return Inventory(hosts: hosts, roles: [role])
  }
}
