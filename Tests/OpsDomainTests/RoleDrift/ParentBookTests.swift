import OpsDomain
import TestSupport
import Testing

/// Which machine a host runs on, by what parents and guests tell.
@Suite struct ParentBookTests {
  private static let role = RoleID(service: "bookmark", role: "web")
  private static let cards = (web01: "52:54:00:00:00:01", web02: "52:54:00:00:00:02", bridge: "02:42:00:00:00:01")

  private static func at(_ seconds: Int) -> Timestamp { .fixture + .seconds(seconds) }

  /// Two guests, of which the inventory knows the parent of one, and two machines that may run them.
  private static func inventory(declared: String? = "vm1") -> Inventory {
    let hosts = [
      Host(id: "web01", role: role, parent: declared), Host(id: "web02.example.org", role: role),
      Host(id: "vm1.example.org"),
      Host(id: "vm2"),
    ]
    return Inventory(
      hosts: hosts, roles: [RoleSpecification(id: role, keep: .count(1), hosts: ["web01", "web02.example.org"])])
  }

  private static func fleet(declared: String? = "vm1") -> Fleet {
    var fleet = Fleet(inventory(declared: declared), at: .fixture)
    for host in fleet.hosts.map(\.host.id) { fleet.apply(.sampled(host, .fixture(at: .fixture)), at: .fixture) }
    return fleet
  }

  /// Facts with network cards and guests.
  private static func facts(
    cards: [String]? = nil, guests: [(String, [String])]? = nil, parent: String? = nil, at seconds: Int
  ) -> FactsReading {
    var facts = FactsReading(takenAt: at(seconds), source: .ssh)
    facts.hardwareAddresses = cards
    facts.guests = guests?.map { GuestMachine(name: $0, hardwareAddresses: $1) }
    facts.parent = parent
    return facts
  }

  /// Lets a second pass in which all hosts but some are read.
  private static func read(_ fleet: inout Fleet, at seconds: Int, except lost: Set<HostID> = []) {
    for host in fleet.hosts.map(\.host.id) where !lost.contains(host) {
      fleet.apply(.sampled(host, .fixture(at: at(seconds), uptime: 86_400 + Double(seconds))), at: at(seconds))
    }
    fleet.age(to: at(seconds))
  }

  private static func drift(_ fleet: Fleet, _ host: HostID) -> [String] {
    (fleet[host]?.findings ?? []).filter { $0.rule == .drift }.map(\.sentence)
  }

  @Test func networkCardsTellTheParentInWhateverOrderTheFactsCome() {
    let guest = Self.facts(cards: [Self.cards.web02, Self.cards.bridge], at: 1)
    let parent = Self.facts(guests: [("guest-7", [Self.cards.web02])], at: 2)
    for guestIsFirst in [true, false] {
      var fleet = Self.fleet()
      if guestIsFirst { fleet.apply(.facts("web02.example.org", guest), at: Self.at(3)) }
      fleet.apply(.facts("vm2", parent), at: Self.at(3))
      if !guestIsFirst { fleet.apply(.facts("web02.example.org", guest), at: Self.at(3)) }
      let state = fleet["web02.example.org"]
      #expect(state?.host.parent == "vm2" && state?.declaredParent == nil)
      #expect(
        state?.detectedParent
          == DetectedParent(name: "vm2", evidence: "network card \(Self.cards.web02)", takenAt: Self.at(2)))
      // What runs nowhere that is known, and the parent itself, have none.
      #expect(fleet["vm2"]?.host.parent == nil && fleet["web01"]?.host.parent == "vm1")
    }
  }

  @Test func aDetectedParentCountsForTheRole() throws {
    var fleet = Self.fleet()
    let guests = [("a", [Self.cards.web01]), ("b", [Self.cards.web02])]
    fleet.apply(.facts("web01", Self.facts(cards: [Self.cards.web01], at: 1)), at: Self.at(1))
    fleet.apply(.facts("web02.example.org", Self.facts(cards: [Self.cards.web02], at: 1)), at: Self.at(1))
    let before = try #require(fleet.redundancy(of: Self.role, at: Self.at(1)))
    #expect(before.parent == nil)
    fleet.apply(.facts("vm2", Self.facts(guests: guests, at: 2)), at: Self.at(2))
    let after = try #require(fleet.redundancy(of: Self.role, at: Self.at(2)))
    #expect(after.parent?.name == "vm2" && after.parent?.hosts == 2 && after.parent?.breaksKeep == true)
  }

  @Test func aGuestThatMovedIsWhereItWasSeenLast() {
    var fleet = Self.fleet()
    fleet.apply(.facts("web01", Self.facts(cards: [Self.cards.web01], at: 1)), at: Self.at(1))
    fleet.apply(.facts("vm1.example.org", Self.facts(guests: [("x", [Self.cards.web01])], at: 2)), at: Self.at(2))
    // The inventory leaves out the domain, and means the same machine.
    #expect(fleet["web01"]?.host.parent == "vm1" && Self.drift(fleet, "web01") == [])
    fleet.apply(.facts("vm2", Self.facts(guests: [("x", [Self.cards.web01])], at: 60)), at: Self.at(60))
    let moved = "declared on vm1, but runs on vm2 (network card \(Self.cards.web01))"
    #expect(fleet["web01"]?.host.parent == "vm2" && Self.drift(fleet, "web01") == [moved])
    // The old one tells that it has gone, then the new one does.
    fleet.apply(.facts("vm1.example.org", Self.facts(guests: [], at: 90)), at: Self.at(90))
    #expect(
      fleet["web01"]?.host.parent == "vm2" && fleet["web01"]?.findings.first { $0.rule == .drift }?.since == Self.at(60)
    )
    fleet.apply(.facts("vm2", Self.facts(guests: [], at: 91)), at: Self.at(91))
    #expect(
      fleet["web01"]?.host.parent == "vm1" && fleet["web01"]?.detectedParent == nil && Self.drift(fleet, "web01") == [])
  }

  @Test func whatWasReadHoursAgoOrByWhoIsNotReadAnyMoreSaysNothingAgainstTheInventory() {
    var fleet = Self.fleet()
    fleet.apply(.facts("web01", Self.facts(cards: [Self.cards.web01], at: 1)), at: Self.at(1))
    fleet.apply(.facts("web02.example.org", Self.facts(cards: [Self.cards.web02], at: 1)), at: Self.at(1))
    let guests = [("x", [Self.cards.web01]), ("y", [Self.cards.web02])]
    fleet.apply(.facts("vm2", Self.facts(guests: guests, at: 1)), at: Self.at(1))
    #expect(fleet["web01"]?.host.parent == "vm2" && Self.drift(fleet, "web01").count == 1)
    var dead = fleet
    Self.read(&dead, at: 90, except: ["vm2"])
    #expect(dead["web01"]?.host.parent == "vm1" && Self.drift(dead, "web01") == [])
    // Of this one nothing else is known.
    #expect(dead["web02.example.org"]?.host.parent == "vm2")
    Self.read(&dead, at: 120)
    #expect(dead["web01"]?.host.parent == "vm2")
    for seconds in stride(from: 30, through: 3 * 3600 + 30, by: 30) { Self.read(&fleet, at: seconds) }
    #expect(fleet["web01"]?.host.parent == "vm1" && Self.drift(fleet, "web01") == [])
  }

  @Test func hostsOnOneMachineAreCountedAsSuchHoweverItIsWritten() {
    var fleet = Self.fleet(declared: "vm1")
    fleet.apply(.facts("web02.example.org", Self.facts(cards: [Self.cards.web02], at: 1)), at: Self.at(1))
    fleet.apply(.facts("vm1.example.org", Self.facts(guests: [("y", [Self.cards.web02])], at: 1)), at: Self.at(1))
    #expect(fleet["web02.example.org"]?.host.parent == "vm1")
    fleet.apply(.facts("web02.example.org", Self.facts(parent: "VM2", at: 2)), at: Self.at(2))
    #expect(fleet["web02.example.org"]?.host.parent == "vm2")
  }

  @Test func aNameAloneNeverContradictsTheInventory() {
    var fleet = Self.fleet(declared: "vm1")
    fleet.apply(.facts("vm2", Self.facts(guests: [("web01", []), ("WEB02", [])], at: 1)), at: Self.at(1))
    #expect(fleet["web01"]?.host.parent == "vm1" && Self.drift(fleet, "web01") == [])
    #expect(fleet["web02.example.org"]?.host.parent == "vm2")
  }

  @Test func aMachineMayHaveTheCardOfItsGuestToo() {
    var fleet = Self.fleet(declared: nil)
    fleet.apply(.facts("web01", Self.facts(cards: [Self.cards.web01], at: 1)), at: Self.at(1))
    let facts = Self.facts(cards: [Self.cards.web01, Self.cards.bridge], guests: [("x", [Self.cards.web01])], at: 1)
    fleet.apply(.facts("vm2", facts), at: Self.at(1))
    #expect(fleet["web01"]?.host.parent == "vm2" && fleet["vm2"]?.host.parent == nil)
  }

  @Test func aNameDecidesOnlyWhereNoCardsAreTold() {
    var fleet = Self.fleet(declared: nil)
    let old = Self.facts(guests: [("web01", [Self.cards.bridge]), ("web02", [])], at: 1)
    fleet.apply(.facts("vm2", old), at: Self.at(1))
    #expect(fleet["web01"]?.host.parent == "vm2" && fleet["web02.example.org"]?.host.parent == "vm2")
    // It has another card: the guest of this name is a copy of it.
    fleet.apply(.facts("web01", Self.facts(cards: [Self.cards.web01], at: 2)), at: Self.at(2))
    #expect(fleet["web01"]?.host.parent == nil)
    // A container tells no cards.
    fleet.apply(.facts("web02.example.org", Self.facts(cards: [Self.cards.web02], at: 2)), at: Self.at(2))
    #expect(fleet["web02.example.org"]?.host.parent == "vm2")
  }

  @Test func aCardThatSeveralHaveSaysNothing() {
    var fleet = Self.fleet(declared: nil)
    fleet.apply(.facts("vm2", Self.facts(guests: [("x", [Self.cards.web01])], at: 1)), at: Self.at(1))
    fleet.apply(.facts("web01", Self.facts(cards: [Self.cards.web01], at: 2)), at: Self.at(2))
    #expect(fleet["web01"]?.host.parent == "vm2")
    fleet.apply(.facts("web02.example.org", Self.facts(cards: [Self.cards.web01], at: 3)), at: Self.at(3))
    #expect(fleet["web01"]?.host.parent == nil && fleet["web02.example.org"]?.host.parent == nil)
    fleet.apply(.facts("web02.example.org", Self.facts(cards: [], at: 4)), at: Self.at(4))
    #expect(fleet["web01"]?.host.parent == "vm2")
  }

  @Test func nobodyRunsItself() {
    var fleet = Self.fleet(declared: nil)
    let facts = Self.facts(cards: [Self.cards.web01], guests: [("vm2", [Self.cards.web01])], at: 1)
    fleet.apply(.facts("vm2", facts), at: Self.at(1))
    #expect(fleet["vm2"]?.host.parent == nil)
  }

  @Test func whatTheHypervisorTellsItsGuestComesFirstAndAReloadKeepsWhatWasDetected() {
    var fleet = Self.fleet()
    fleet.apply(.facts("web01", Self.facts(cards: [Self.cards.web01], parent: "HV03", at: 1)), at: Self.at(1))
    fleet.apply(.facts("vm2", Self.facts(guests: [("x", [Self.cards.web01])], at: 2)), at: Self.at(2))
    #expect(fleet["web01"]?.host.parent == "HV03")
    fleet.replace(Self.inventory(declared: "hv03.example.org"), at: Self.at(3))
    #expect(fleet["web01"]?.host.parent == "hv03.example.org" && Self.drift(fleet, "web01") == [])
    fleet.replace(Self.inventory(declared: "vm9"), at: Self.at(4))
    #expect(fleet["web01"]?.host.parent == "HV03")
    #expect(Self.drift(fleet, "web01") == ["declared on vm9, but runs on HV03 (its hypervisor)"])
  }
}
