import OpsDomain
import OpsScreen
import Testing

@testable import OpsConsole

/// Selection, order, filters, marks, following and freezing, as scripts of keys.
@Suite struct FleetBehaviourTests {
  private func fleet(_ console: ConsoleState) -> FleetPane? { console.panes[.fleet] as? FleetPane }
  private func selected(_ console: ConsoleState) -> HostID? { fleet(console)?.cursor.selected }
  private func names(_ console: ConsoleState) -> [String] {
    guard let pane = fleet(console) else { return [] }
    return (0..<pane.count).map { pane.id(at: $0, console.world).name }
  }

  /// Fills the disk of a host, which is judged at once.
  private func fill(_ id: HostID, _ console: inout ConsoleState, at moment: Timestamp) {
    var sample = Sample(takenAt: moment, source: .ssh)
    sample.cores = 16
    sample.load = LoadAverage(one: 1, five: 1, fifteen: 1)
    sample.uptimeSeconds = 4_000_000
    _ = console.handle(.observed(.sampled(id, sample)))
    let disks = FilesystemReading(takenAt: moment, source: .ssh, filesystems: [FleetFixture.disk("/", 40, 0.98)])
    _ = console.handle(.observed(.filesystems(id, disks)))
  }

  @Test func theWorstStandOnTopAndTheWellInTheInventorysOrder() {
    let console = FleetFixture.console(160, 40)
    #expect(names(console).prefix(5) == ["bm-db09", "bm-db07", "bm-app03", "bm-cache05", "bm-lb02"])
    #expect(names(console).dropFirst(5).prefix(4) == ["bm-proxy01", "bm-proxy02", "bm-proxy03", "bm-app01"])
    #expect(names(console).count == 56)
  }

  @Test func theSelectionFollowsTheHostNotTheRow() {
    var console = FleetFixture.console(160, 40)
    console.press("j", "j", "j", "j", "j", "j")
    #expect(selected(console) == "bm-proxy02")
    fill("bm-db20", &console, at: FleetFixture.now + .seconds(1))
    let before = names(console)
    #expect(names(console) == before)
    _ = console.handle(.tick(FleetFixture.now + .seconds(1), FleetFixture.zone))
    #expect(names(console).prefix(3) == ["bm-db09", "bm-db07", "bm-db20"])
    #expect(selected(console) == "bm-proxy02")
    #expect(ConsoleState.acts(console.press("r")) == [.retry("bm-proxy02")])
  }

  @Test func aKeyNeverSortsAnew() {
    var console = FleetFixture.console(160, 40)
    fill("bm-db20", &console, at: FleetFixture.now + .seconds(1))
    let before = names(console)
    console.press("j", "G", "g", "PgDn", "Tab", "Space")
    #expect(names(console) == before)
  }

  @Test func untilAPersonChoosesTheFirstRowIsSelected() {
    var console = FleetFixture.console(160, 40)
    #expect(selected(console) == "bm-db09")
    console = FleetFixture.console(160, 40, courses: [:])
    #expect(selected(console) == "bm-proxy01")
    fill("bm-db20", &console, at: FleetFixture.now)
    _ = console.handle(.tick(FleetFixture.now, FleetFixture.zone))
    #expect(selected(console) == "bm-db20")
  }

  @Test func theWindowStaysUnlessFollowing() {
    for follows in [false, true] {
      var console = FleetFixture.console(160, 24)
      if follows { console.press("F") }
      console.press("j", "j", "j", "j", "j", "j")
      let top = fleet(console)?.cursor.top
      for number in 10...24 { fill(HostID("bm-db\(number)"), &console, at: FleetFixture.now + .seconds(1)) }
      _ = console.handle(.tick(FleetFixture.now + .seconds(1), FleetFixture.zone))
      #expect(selected(console) == "bm-proxy02")
      #expect((fleet(console)?.cursor.top == top) == !follows)
      #expect(console.screen.contains { $0.contains("▌· bm-proxy02") } == follows)
    }
  }

  @Test func pagesMoveByWhatIsShown() {
    var console = FleetFixture.console(160, 24)
    console.press("G")
    #expect(selected(console) == "bm-batch09")
    #expect(console.screen.contains { $0.contains("bm-batch09") })
    console.press("g")
    #expect(selected(console) == "bm-db09")
    #expect(fleet(console)?.cursor.top == 0)
    console.press("PgDn")
    let row = fleet(console)?.cursor.row ?? 0
    #expect(row > 5)
    console.press("PgUp")
    #expect(fleet(console)?.cursor.row == 0)
  }

  @Test func aFilterWorksWhileItIsTypedAndEscapeClearsIt() {
    var console = FleetFixture.console(160, 40)
    console.press("/")
    console.type("role=db and load>1")
    #expect(names(console) == ["bm-db07"])
    console.press("Enter")
    #expect(names(console) == ["bm-db07"])
    #expect(console.screen.contains { $0.contains("/role=db and load>1") })
    console.press("Esc")
    #expect(names(console).count == 56)
  }

  @Test func aFilterThatIsWrongKeepsTheOneBefore() {
    var console = FleetFixture.console(160, 40)
    console.press("/")
    console.type("role=db")
    #expect(names(console).count == 24)
    console.type(" (")
    #expect(names(console).count == 24)
    console.press("Enter")
    #expect(console.entry?.problem != nil)
    #expect(console.bottom.contains("at character"))
    console.press("Esc")
    #expect(console.entry == nil)
    #expect(names(console).count == 56)
  }

  @Test func nothingFoundSaysHowToClear() {
    var console = FleetFixture.console(80, 24)
    console.press("/")
    console.type("nowhere")
    console.press("Enter")
    #expect(console.screen.contains { $0.contains("No host fulfils  /nowhere") })
    #expect(console.screen.contains { $0.contains("Esc shows all 56 again") })
  }

  @Test func problemsOnlyHidesTheWell() {
    var console = FleetFixture.console(160, 40)
    console.press("!")
    #expect(names(console) == ["bm-db09", "bm-db07", "bm-app03", "bm-cache05", "bm-lb02"])
    console.press("!")
    #expect(names(console).count == 56)
  }

  @Test func marksAreActedOnTogether() {
    var console = FleetFixture.console(160, 40)
    console.press("Space", "Space")
    #expect(console.marks == ["bm-db09", "bm-db07"])
    #expect(ConsoleState.acts(console.press("y")) == [.copy("bm-db[07,09]")])
    #expect(ConsoleState.acts(console.press("r")) == [.retry("bm-db07"), .retry("bm-db09")])
    console.press(";")
    #expect(console.menu != nil)
    #expect(ConsoleState.acts(console.press("l")) == [.copy("ssh -- bm-db07\nssh -- bm-db09\n")])
    console.press("U")
    #expect(console.marks.isEmpty)
    console.press(";")
    #expect(console.menu == nil)
    #expect(console.bottom.contains("nothing is marked"))
  }

  @Test(arguments: [("bm-db[01-03]", 3), ("@bookmark:lb", 2), ("role=cache", 7), ("load>1", 2)])
  func marksByPattern(pattern: String, count: Int) {
    var console = FleetFixture.console(160, 40)
    console.press("T")
    console.type(pattern)
    console.press("Enter")
    #expect(console.marks.count == count, "\(console.bottom)")
  }

  @Test func aPatternThatNamesNobodyIsKeptWithTheReason() {
    var console = FleetFixture.console(160, 40)
    console.press("T")
    console.type("bm-db[01")
    console.press("Enter")
    #expect(console.entry?.problem != nil)
    #expect(console.marks.isEmpty)
  }

  @Test func aFrozenScreenStaysWhileReadingsGoOn() {
    var console = FleetFixture.console(160, 40)
    console.press("Z", "j")
    let before = console.screen.dropFirst().dropLast()
    let later = FleetFixture.now + .seconds(30)
    _ = console.handle(.tick(later, FleetFixture.zone))
    fill("bm-db20", &console, at: later)
    _ = console.handle(.tick(later, FleetFixture.zone))
    #expect(console.screen.dropFirst().dropLast() == before)
    #expect(console.screen[0].contains("HELD 30s"))
    #expect(console.fleet["bm-db20"]?.health == .crit)
    console.press("Z")
    #expect(names(console).contains("bm-db20"))
    #expect(console.screen.contains { $0.contains("▲ bm-db20") })
  }

  @Test func sortingByAColumnAndBack() {
    var console = FleetFixture.console(160, 40)
    console.press("s", "l")
    #expect(names(console).prefix(2) == ["bm-db07", "bm-app03"])
    #expect(names(console).last == "bm-db09", "what is not known goes last")
    console.press("I")
    #expect(names(console).last == "bm-db09")
    #expect(names(console).first != "bm-db07")
    console.press("s", "t")
    #expect(names(console).first == "bm-db09")
    console.press(">")
    #expect(names(console).first == "bm-app01", "by name")
    console.press("<")
    #expect(names(console).first == "bm-db09")
  }

  @Test func anInventoryThatChangesKeepsTheSelectionAndTheHour() {
    var console = FleetFixture.console(160, 40)
    console.press("j")
    var hosts = FleetFixture.inventory().hosts
    hosts.insert(Host(id: "bm-new01", role: RoleID(service: "bookmark", role: "app")), at: 0)
    hosts.removeAll { $0.id == "bm-db09" }
    _ = console.handle(.inventory(Inventory(hosts: hosts, roles: FleetFixture.inventory().roles)))
    #expect(selected(console) == "bm-db07")
    #expect(console.fleet["bm-db07"]?.vitals != nil)
    #expect(names(console).contains("bm-new01"))
    hosts.removeAll { $0.id == "bm-db07" }
    _ = console.handle(.inventory(Inventory(hosts: hosts, roles: FleetFixture.inventory().roles)))
    #expect(selected(console) != nil)
    #expect(names(console).contains(selected(console)?.name ?? ""))
  }

  @Test func hostsSetAsideAreNoTrouble() {
    var hosts = FleetFixture.inventory().hosts
    for place in hosts.indices where hosts[place].id == "bm-db09" { hosts[place].status = .maintenance }
    let inventory = Inventory(hosts: hosts, roles: FleetFixture.inventory().roles)
    let console = FleetFixture.console(160, 60, inventory, courses: FleetFixture.courses(inventory))
    #expect(names(console).first == "bm-db07")
    #expect(console.screen[0].contains("1 maintenance"))
    #expect(!console.screen[0].contains("down"))
    #expect(console.screen.contains { $0.contains("- bm-db09") && $0.contains("in maintenance") })
  }

  @Test func readingsTakenWhileAnEditorHadTheScreenAreCurrent() {
    var console = FleetFixture.console(160, 40)
    let back = FleetFixture.now + .seconds(60)
    console.noteTime(back)
    fill("bm-db20", &console, at: back - .seconds(1))
    #expect(console.fleet["bm-db20"]?.health == .crit, "not stale: it is not from the future")
  }

  @Test func hostsThatComeBackAreNoLongerCountedAside() {
    var inventory = FleetFixture.inventory().hosts
    inventory[0].status = .maintenance
    var fleet = Fleet(Inventory(hosts: inventory), at: FleetFixture.now)
    var figures = FleetFigures(fleet)
    #expect(figures.counts.aside[.maintenance] == 1)
    for status in [HostStatus.standby, .working] {
      inventory[0].status = status
      fleet.replace(Inventory(hosts: inventory), at: FleetFixture.now)
      figures.update(0, in: fleet)
      #expect(figures.counts.aside[.maintenance] == 0)
      #expect(figures.counts.aside[.standby] ?? 0 == (status == .standby ? 1 : 0))
    }
  }
}
