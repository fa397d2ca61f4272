import OpsDomain
import OpsScreen
import TestSupport
import Testing

@testable import OpsConsole

/// Recorded screens of the lists.
@Suite struct FleetScreenTests {
  @Test(arguments: [(80, 24), (160, 40), (200, 60), (40, 10), (100, 30)])
  func theFirstScreen(columns: Int, rows: Int) {
    expectScreen(FleetFixture.console(columns, rows).render(), "main-\(columns)x\(rows)")
  }

  @Test(arguments: ["2 2", "3", "4", "?", ":", "s", "/"])
  func otherPanes(keys: String) {
    var console = FleetFixture.console(120, 30)
    for key in keys.split(separator: " ") { console.press(String(key)) }
    let names = [
      "2 2": "roles", "3": "problems", "4": "disks", "?": "help", ":": "command", "s": "sort", "/": "filter",
    ]
    expectScreen(console.render(), "pane-\(names[keys] ?? "")-120x30")
  }
}

extension FleetScreenTests {
  /// A small fleet with names, mounts and messages in scripts that take two columns.
  private static func wide() -> (Inventory, [HostID: FleetFixture.Course]) {
    let role = RoleID(service: "ブックマーク", role: "データ")
    let names = ["東京-db01", "서울-db02", "😀-cache", "bm-very-long-name-that-will-not-fit-anywhere", "db障害03"]
    let hosts = names.map { Host(id: HostID($0), role: role) }
    var courses: [HostID: FleetFixture.Course] = [:]
    for host in hosts { courses[host.id] = FleetFixture.Course(disks: [FleetFixture.disk("/データ/写真", 100, 0.5)]) }
    courses["db障害03"]?.disks = [FleetFixture.disk("/データ/保存場所/とても長い", 100, 0.97)]
    courses["서울-db02"]?.lastSeen = nil
    courses["서울-db02"]?.failure = LinkFailure(.refused, "연결이 거부됨 (Connection refused)")
    let roles = [RoleSpecification(id: role, keep: .count(5), hosts: hosts.map(\.id))]
    return (Inventory(hosts: hosts, roles: roles), courses)
  }

  @Test(arguments: [(80, 24), (160, 40), (40, 10)])
  func wideGlyphsStayAligned(columns: Int, rows: Int) {
    let (inventory, courses) = Self.wide()
    let console = FleetFixture.console(columns, rows, inventory, courses: courses)
    expectScreen(console.render(), "wide-\(columns)x\(rows)")
  }

  @Test func whatIsNotReadYetSaysWhy() {
    let inventory = FleetFixture.inventory()
    var console = FleetFixture.console(110, 24, inventory, courses: [:])
    let now = FleetFixture.now
    for (number, host) in inventory.hosts.enumerated() {
      let link: LinkState
      switch number % 4 {
      case 0: link = .connecting(since: now)
      case 1: link = .queued
      case 2: link = .connected(since: now)
      default: link = .failed(LinkFailure(.refused, "Connection refused"), since: now - .seconds(185), retryAt: nil)
      }
      _ = console.handle(.observed(.link(host.id, .ssh, link)))
    }
    _ = console.handle(.tick(now, FleetFixture.zone))
    expectScreen(console.render(), "loading-110x24")
  }

  @Test func oneMachineAloneShowsItsDisksAndHowToAddServers() {
    let host = Host(id: "debian", sources: [.local])
    let course = FleetFixture.Course(disks: [FleetFixture.disk("/", 40, 0.4), FleetFixture.disk("/home", 900, 0.7)])
    let console = FleetFixture.console(100, 24, Inventory(hosts: [host]), courses: [host.id: course])
    expectScreen(console.render(), "alone-100x24")
  }

  @Test func anEmptyInventorySaysWhatToDo() {
    expectScreen(FleetFixture.console(80, 16, Inventory()).render(), "empty-80x16")
  }

  @Test func asciiSymbolsHaveChromeInASCII() {
    var settings = FleetFixture.settings()
    settings.symbols = .ascii
    expectScreen(FleetFixture.console(120, 24, settings: settings).render(), "ascii-120x24")
  }

  @Test func markersStandAtTheRight() {
    var settings = FleetFixture.settings()
    settings.readOnly = true
    settings.isDemo = true
    var console = FleetFixture.console(160, 20, settings: settings)
    _ = console.handle(.configurationProblems(["hosts.yaml:12: no key \"kep\"; did you mean \"keep\"?"]))
    console.press("F", "Z", "Space", "Space")
    _ = console.handle(.tick(FleetFixture.now + .seconds(34), FleetFixture.zone))
    expectScreen(console.render(), "held-160x20")
  }

  @Test func theBareScreenHasOnlyThePane() {
    var console = FleetFixture.console(80, 24)
    console.press("z", "j")
    expectScreen(console.render(), "bare-80x24")
  }

  @Test func aFilterThatCannotBeUnderstoodSaysWhere() {
    var console = FleetFixture.console(100, 20)
    console.press("/")
    console.type("load>1.5 and rol=db")
    expectScreen(console.render(), "filter-wrong-100x20")
  }
}

extension FleetScreenTests {
  /// A host for every letter, one of them new.
  @Test(arguments: [(80, 24), (160, 40), (200, 60)])
  func whatLimitsEachHost(columns: Int, rows: Int) {
    let inventory = FleetFixture.inventory()
    var courses = FleetFixture.courses(inventory)
    courses["bm-proxy02"]?.load = (3, 3)
    courses["bm-proxy02"]?.cpu = 0.05
    courses["bm-db01"]?.iowait = (0.4, 58)
    courses["bm-db02"]?.iowait = (0.4, 20)
    courses["bm-cache01"]?.swapOut = 40
    var console = FleetFixture.console(columns, rows, inventory, courses: courses)
    console.press(":")
    console.type("sort limit")
    console.press("Enter")
    expectScreen(console.render(), "limits-\(columns)x\(rows)")
  }

  /// Two services, a host in every standing, at the sizes where the layout changes.
  @Test(arguments: [(130, 24), (60, 16), (59, 15)])
  func everyStandingOfTwoServices(columns: Int, rows: Int) {
    var hosts = FleetFixture.inventory().hosts.filter { $0.role?.role == "cache" || $0.role?.role == "db" }
    var roles = FleetFixture.inventory().roles.filter { $0.id.role == "cache" || $0.id.role == "db" }
    let other = RoleID(service: "blog", role: "web")
    hosts.append(Host(id: "blog-web01", role: other))
    hosts.append(Host(id: "blog-web02", role: other, status: .poweroff))
    hosts.append(Host(id: "blog-web03", role: other, status: .standby))
    roles.append(RoleSpecification(id: other, keep: .share(0.5), hosts: ["blog-web01", "blog-web02", "blog-web03"]))
    let inventory = Inventory(hosts: hosts, roles: roles)
    var courses = FleetFixture.courses(inventory)
    courses["blog-web01"]?.lastSeen = .seconds(140)
    courses["bm-cache01"]?.lastSeen = nil
    courses["bm-cache02"]?.lastSeen = nil
    courses["bm-cache02"]?.failure = LinkFailure(.changedHostKey, "the key of 10.0.0.2 is not the known one")
    courses["blog-web02"]?.lastSeen = nil
    let console = FleetFixture.console(columns, rows, inventory, courses: courses)
    expectScreen(console.render(), "services-\(columns)x\(rows)")
  }

  /// Three of seven are sound and five must stay: with the four that are not read it may be enough.
  @Test func whatIsNotReadIsNotSaidToBeBelowKeep() {
    var courses = FleetFixture.courses(FleetFixture.inventory())
    for number in 1...4 { courses[HostID("bm-cache0\(number)")]?.lastSeen = .seconds(140) }
    var console = FleetFixture.console(120, 24, courses: courses)
    console.press("2", "2")
    expectScreen(console.render(), "roles-unread-120x24")
  }

  @Test func themesChangeLooksAndNothingElse() throws {
    let canvas = FleetFixture.console(80, 24).render()
    var console = FleetFixture.console(80, 24)
    console.press(":")
    console.type("theme light")
    console.press("Enter")
    #expect(console.render() == canvas)
    // Whatever is told by colour is told by a sign or a word too: without colours the text is the same.
    let roles = Set(canvas.cells.map(\.role))
    #expect(roles.isSuperset(of: [.down, .crit, .warn, .quiet]))
    #expect(roles.contains { Theme.fallback.look($0) != Theme.mono.look($0) })
    #expect(Theme.mono.look(.crit) != Theme.mono.look(.text))
  }
}
