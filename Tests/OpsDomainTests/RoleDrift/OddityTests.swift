import OpsDomain
import TestSupport
import Testing

@Suite struct OddityTests {
  private static let role = RoleID(service: "bookmark", role: "app")

  private static func at(_ seconds: Int) -> Timestamp { .fixture + .seconds(seconds) }

  /// Hosts of one role with these loads of all cores, and what facts are asked to be.
  private static func fleet(
    _ loads: [Double], memory: [Double] = [], kernels: [String] = [], days: [Int] = []
  ) -> Fleet {
    let names = loads.indices.map { HostID("app\($0 + 1)") }
    let hosts = names.map { Host(id: $0, role: role) }
    var fleet = Fleet(Inventory(hosts: hosts, roles: [RoleSpecification(id: role, hosts: names)]), at: .fixture)
    for (index, name) in names.enumerated() {
      let used = index < memory.count ? memory[index] : 0.4
      fleet.apply(.sampled(name, .fixture(load: loads[index], memoryUsed: used)), at: .fixture)
      var facts = FactsReading(takenAt: .fixture, source: .ssh)
      facts.kernel = index < kernels.count ? kernels[index] : nil
      facts.packagesChanged = index < days.count ? .fixture - .seconds(Int64(days[index]) * 86_400) : nil
      fleet.apply(.facts(name, facts), at: .fixture)
    }
    fleet.age(to: at(1))
    return fleet
  }

  private static func odd(_ fleet: Fleet) -> [String] {
    fleet.hosts.flatMap { host in host.oddities.map { "\(host.host.id) \($0.sentence)" } }
  }

  @Test func hostsThatAreAlikeAreNotOdd() {
    #expect(Self.odd(Self.fleet([1.0, 1.2, 0.8, 1.6, 0.4])) == [])
    #expect(Self.odd(Self.fleet([0, 0, 0, 0, 1.9])) == [])
  }

  @Test func aHostFarFromTheMedianIsMarkedWithTheReason() {
    #expect(Self.odd(Self.fleet([1, 1.2, 0.8, 1, 8])) == ["app5 load 2.00/core; usual in its role 0.25"])
    #expect(Self.odd(Self.fleet([8, 8.4, 0.2, 7.6, 8])) == ["app3 load 0.05/core; usual in its role 2.00"])
    #expect(
      Self.odd(Self.fleet([1, 1, 1, 1], memory: [0.4, 0.41, 0.9, 0.42])) == [
        "app3 memory 90 % used; usual in its role 42 %"
      ])
  }

  @Test func wordsAreOddOnlyAgainstAMajority() {
    let kernels = ["Linux 6.1.0-20", "Linux 6.1.0-20", "Linux 6.1.0-20", "Linux 6.1.0-18"]
    #expect(
      Self.odd(Self.fleet([1, 1, 1, 1], kernels: kernels)) == [
        "app4 kernel Linux 6.1.0-18; most of its role Linux 6.1.0-20"
      ])
    #expect(Self.odd(Self.fleet([1, 1, 1, 1], kernels: ["a", "a", "b", "b"])) == [])
    #expect(Self.odd(Self.fleet([1, 1, 1, 1], kernels: ["a", "a", "b"])) == [])
  }

  @Test func aForgottenHostIsOddByItsPackages() {
    #expect(
      Self.odd(Self.fleet([1, 1, 1, 1], days: [3, 5, 4, 140])) == [
        "app4 packages last changed 140 d ago; usual in its role 5 d"
      ])
  }

  @Test func threeHostsHaveNoUsual() {
    #expect(Self.odd(Self.fleet([1, 1, 30])) == [])
  }

  @Test func oddityIsComparedOnceAMinuteAndGoesAgain() {
    var fleet = Self.fleet([1, 1.2, 0.8, 1, 8])
    fleet.apply(.sampled("app5", .fixture(at: Self.at(10), uptime: 86_410, load: 1)), at: Self.at(10))
    fleet.age(to: Self.at(11))
    #expect(fleet.hosts[4].oddities.count == 1)
    for index in 1...5 {
      fleet.apply(.sampled(HostID("app\(index)"), .fixture(at: Self.at(60), uptime: 86_460, load: 1)), at: Self.at(60))
    }
    fleet.age(to: Self.at(61))
    #expect(fleet.hosts[4].oddities == [])
  }
}
