import OpsDomain
import TestSupport
import Testing

@Suite struct CrossCheckTests {
  private static let role = RoleID(service: "bookmark", role: "lvs")

  private static func at(_ seconds: Int) -> Timestamp { .fixture + .seconds(seconds) }

  /// Two directors and two servers behind them, all read.
  private static func fleet(_ status: HostStatus = .working) -> Fleet {
    let hosts = [
      Host(id: "lb01", address: "10.0.0.1", role: role), Host(id: "lb02", address: "10.0.0.2", role: role),
      Host(id: "web01", address: "10.0.1.1", status: status), Host(id: "web02", address: "web02.example.org"),
    ]
    var fleet = Fleet(
      Inventory(hosts: hosts, roles: [RoleSpecification(id: role, hosts: ["lb01", "lb02"])]), at: .fixture)
    read(&fleet, at: 0)
    return fleet
  }

  /// Lets a second pass in which all hosts are read.
  private static func read(_ fleet: inout Fleet, at seconds: Int) {
    for host in ["lb01", "lb02", "web01", "web02"] as [HostID] {
      fleet.apply(.sampled(host, .fixture(at: at(seconds), uptime: 86_400 + Double(seconds))), at: at(seconds))
    }
    fleet.age(to: at(seconds))
  }

  private static func router(_ state: VirtualRouter.State, number: Int = 51, at seconds: Int) -> FactsReading {
    var facts = FactsReading(takenAt: at(seconds), source: .ssh)
    facts.virtualRouters = [
      VirtualRouter(
        name: "VI_1", number: number, addresses: ["10.0.0.100"], state: state,
        evidence: state == .master ? "holds 10.0.0.100" : "")
    ]
    return facts
  }

  private static func table(weight: Int, server: String = "10.0.1.1", at seconds: Int) -> FactsReading {
    var facts = FactsReading(takenAt: at(seconds), source: .ssh)
    facts.virtualServices = [
      VirtualService(
        transport: "TCP", address: "10.0.0.100", port: 80, scheduler: "wlc",
        servers: [RealServer(address: server, port: 80, weight: weight)])
    ]
    return facts
  }

  private static func drift(_ fleet: Fleet, _ host: HostID) -> [String] {
    (fleet[host]?.findings ?? []).filter { $0.rule == .drift }.map(\.sentence)
  }

  @Test func twoMastersAreAFindingOnceBothWereReadAgain() {
    var fleet = Self.fleet()
    fleet.apply(.facts("lb01", Self.router(.master, at: 1)), at: Self.at(1))
    fleet.apply(.facts("lb02", Self.router(.master, at: 30)), at: Self.at(30))
    Self.read(&fleet, at: 31)
    // It may have moved between the two readings.
    #expect(Self.drift(fleet, "lb01") == [] && fleet.doubtful == ["lb01", "lb02"])
    fleet.apply(.facts("lb01", Self.router(.master, at: 90)), at: Self.at(90))
    Self.read(&fleet, at: 91)
    #expect(Self.drift(fleet, "lb01") == [])
    fleet.apply(.facts("lb02", Self.router(.master, at: 92)), at: Self.at(92))
    Self.read(&fleet, at: 93)
    #expect(Self.drift(fleet, "lb01") == ["two masters of virtual router 51: also lb02 (holds 10.0.0.100)"])
    #expect(Self.drift(fleet, "lb02") == ["two masters of virtual router 51: also lb01 (holds 10.0.0.100)"])
    #expect(fleet["lb01"]?.health == .warn && fleet["lb01"]?.findings.first?.since == Self.at(31))
    fleet.apply(.facts("lb01", Self.router(.backup, at: 150)), at: Self.at(150))
    Self.read(&fleet, at: 151)
    #expect(Self.drift(fleet, "lb01") == [] && Self.drift(fleet, "lb02") == [] && fleet.doubtful == [])
  }

  @Test func whatWasFoundGoesWhenItsFactsAreOld() {
    var fleet = Self.fleet()
    for seconds in [1, 90] {
      for host in ["lb01", "lb02"] as [HostID] {
        fleet.apply(.facts(host, Self.router(.master, at: seconds)), at: Self.at(seconds))
      }
      Self.read(&fleet, at: seconds + 1)
    }
    #expect(Self.drift(fleet, "lb01").count == 1)
    for seconds in stride(from: 120, through: 3 * 3600 + 120, by: 30) { Self.read(&fleet, at: seconds) }
    #expect(Self.drift(fleet, "lb01") == [] && Self.drift(fleet, "lb02") == [])
  }

  @Test func aMasterThatMovedIsNoFinding() {
    var fleet = Self.fleet()
    fleet.apply(.facts("lb01", Self.router(.master, at: 1)), at: Self.at(1))
    fleet.apply(.facts("lb02", Self.router(.master, at: 30)), at: Self.at(30))
    Self.read(&fleet, at: 31)
    fleet.apply(.facts("lb01", Self.router(.backup, at: 60)), at: Self.at(60))
    fleet.apply(.facts("lb02", Self.router(.master, at: 61)), at: Self.at(61))
    Self.read(&fleet, at: 62)
    #expect(Self.drift(fleet, "lb01") == [] && Self.drift(fleet, "lb02") == [] && fleet.doubtful == [])
  }

  @Test func aMasterThatIsGoneIsNoRival() {
    var fleet = Self.fleet()
    for seconds in [1, 61] {
      fleet.apply(.facts("lb01", Self.router(.master, at: seconds)), at: Self.at(seconds))
      fleet.apply(.facts("lb02", Self.router(.master, at: seconds)), at: Self.at(seconds))
      Self.read(&fleet, at: seconds + 1)
    }
    #expect(Self.drift(fleet, "lb02").count == 1)
    for host in ["lb02", "web01", "web02"] as [HostID] {
      fleet.apply(.sampled(host, .fixture(at: Self.at(130), uptime: 86_530)), at: Self.at(130))
    }
    fleet.age(to: Self.at(130))
    fleet.age(to: Self.at(131))
    #expect(fleet["lb01"]?.health == .stale && Self.drift(fleet, "lb02") == [])
  }

  @Test func routersOfOtherNumbersAndAddressesAreNoRivals() {
    var fleet = Self.fleet()
    for seconds in [1, 61] {
      fleet.apply(.facts("lb01", Self.router(.master, at: seconds)), at: Self.at(seconds))
      fleet.apply(.facts("lb02", Self.router(.master, number: 52, at: seconds)), at: Self.at(seconds))
      Self.read(&fleet, at: seconds + 1)
    }
    #expect(Self.drift(fleet, "lb01") == [])
    for seconds in [121, 181] {
      var other = Self.router(.master, at: seconds)
      other.virtualRouters?[0].addresses = ["10.9.9.9"]
      fleet.apply(.facts("lb02", other), at: Self.at(seconds))
      fleet.apply(.facts("lb01", Self.router(.master, at: seconds)), at: Self.at(seconds))
      Self.read(&fleet, at: seconds + 1)
    }
    #expect(Self.drift(fleet, "lb01") == [] && fleet.doubtful == [])
  }

  @Test func aWorkingHostWithoutWeightIsAFinding() {
    var fleet = Self.fleet()
    fleet.apply(.facts("lb01", Self.table(weight: 0, at: 1)), at: Self.at(1))
    Self.read(&fleet, at: 2)
    #expect(fleet.doubtful == ["lb01"] && Self.drift(fleet, "web01") == [])
    fleet.apply(.facts("lb01", Self.table(weight: 0, at: 60)), at: Self.at(60))
    Self.read(&fleet, at: 61)
    #expect(Self.drift(fleet, "web01") == ["working, but lb01 gives it weight 0 for TCP 10.0.0.100:80"])
    fleet.lay(["web01": StatusOverlay(status: .maintenance, words: "in M-1", since: Self.at(62))], at: Self.at(62))
    Self.read(&fleet, at: 63)
    #expect(Self.drift(fleet, "web01") == [])
    fleet.lay([:], at: Self.at(64))
    fleet.apply(.facts("lb01", Self.table(weight: 3, at: 120)), at: Self.at(120))
    Self.read(&fleet, at: 121)
    #expect(Self.drift(fleet, "web01") == [] && fleet.doubtful == [])
  }

  @Test func aServerIsFoundByTheAddressThatItTells() {
    var fleet = Self.fleet()
    #expect(fleet.index(ofAddress: "10.0.1.1") == 2 && fleet.index(ofAddress: "10.0.1.2") == nil)
    var facts = FactsReading(takenAt: Self.at(1), source: .ssh)
    facts.addresses = ["eth0 10.0.1.2/24", "eth0 fd00::7/64"]
    fleet.apply(.facts("web02", facts), at: Self.at(1))
    #expect(fleet.index(ofAddress: "10.0.1.2") == 3 && fleet.index(ofAddress: "fd00::7") == 3)
    facts.takenAt = Self.at(2)
    facts.addresses = ["eth0 10.0.1.3/24"]
    fleet.apply(.facts("web02", facts), at: Self.at(2))
    #expect(fleet.index(ofAddress: "10.0.1.2") == nil && fleet.index(ofAddress: "10.0.1.3") == 3)
    for seconds in [3, 63] {
      fleet.apply(.facts("lb01", Self.table(weight: 0, server: "10.0.1.3", at: seconds)), at: Self.at(seconds))
      Self.read(&fleet, at: seconds + 1)
    }
    #expect(Self.drift(fleet, "web02").count == 1)
  }

  @Test func anInventoryReadAgainKeepsWhatWasFound() {
    var fleet = Self.fleet()
    for seconds in [1, 61] {
      fleet.apply(.facts("lb01", Self.table(weight: 0, at: seconds)), at: Self.at(seconds))
      Self.read(&fleet, at: seconds + 1)
    }
    fleet.replace(Inventory(hosts: fleet.hosts.map(\.host), roles: fleet.roles), at: Self.at(63))
    Self.read(&fleet, at: 64)
    #expect(Self.drift(fleet, "web01").count == 1)
  }
}
