import OpsDomain
import OpsScreen
import TestSupport
import Testing

@testable import OpsConsole

/// Recorded screens of posture, drift and balancing.
@Suite struct PostureScreenTests {
  private static let sizes = [(200, 60), (80, 24), (40, 10)]

  /// The view of a host, some tabs on.
  private static func view(_ host: String, tabs: Int, _ columns: Int, _ rows: Int) -> ConsoleState {
    var console = PostureFixture.console(columns, rows)
    console.type(":host \(host)")
    console.press("Enter")
    for _ in 0..<tabs { console.press("Tab") }
    return console
  }

  @Test(arguments: sizes) func thePaneCountsByRole(columns: Int, rows: Int) {
    var console = PostureFixture.console(columns, rows)
    console.press("9", "Right", "Right")
    expectHostScreen(console.render(), "posture-pane-\(columns)x\(rows)")
  }

  @Test(arguments: sizes) func aHostTellsEachCheck(columns: Int, rows: Int) {
    let console = Self.view("bm-cache02", tabs: 5, columns, rows)
    #expect(columns < 80 || console.screen.contains { $0.contains("[Posture") })
    expectHostScreen(console.render(), "posture-host-\(columns)x\(rows)")
  }

  @Test(arguments: sizes) func aDirectorShowsItsServers(columns: Int, rows: Int) {
    var console = Self.view("bm-lb01", tabs: 6, columns, rows)
    #expect(columns < 80 || console.screen.contains { $0.contains("[LVS") })
    console.press("Down", "Down")
    expectHostScreen(console.render(), "lvs-host-\(columns)x\(rows)")
  }

  @Test(arguments: [(200, 60), (80, 24)]) func driftStandsInTheHeadOfAHost(columns: Int, rows: Int) {
    expectHostScreen(Self.view("bm-proxy03", tabs: 0, columns, rows).render(), "drift-host-\(columns)x\(rows)")
  }

  @Test func thePaneInASCII() {
    var console = PostureFixture.console(100, 24)
    console.type(":symbols ascii")
    console.press("Enter", "9")
    expectHostScreen(console.render(), "posture-ascii-100x24")
  }
}

/// What keys do there.
@Suite struct PostureBehaviourTests {
  @Test func enterShowsTheHostsThatTheCellCounts() {
    var console = PostureFixture.console(160, 40)
    console.press("9", "Down", "Down", "Right", "Right", "Enter")
    #expect(console.currentPane == .fleet && console.filter.text == "posture=updates")
    #expect(console.filter.role?.role == "db")
    let shown = console.screen.filter { $0.contains("bm-db") }
    #expect(!shown.isEmpty && shown.count < 24)
  }

  @Test func enterOnAWellCellShowsTheRole() {
    var console = PostureFixture.console(160, 40)
    console.press("9", "Right", "Enter")
    #expect(console.currentPane == .fleet && console.filter.text == "" && console.filter.role?.role == "proxy")
  }

  @Test func enterOnARealServerGoesToTheHost() {
    var console = PostureFixture.console(160, 40)
    console.type(":host bm-lb01")
    console.press("Enter", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Down", "Enter")
    guard case .host(let view) = console.page else { return #expect(Bool(false)) }
    #expect(view.host == "bm-proxy01")
    console.press("Esc", "Down", "Down", "Down", "Enter")
    #expect(console.screen.contains { $0.contains("no host of the inventory has the address 10.0.0.99") })
  }

  @Test func onlyDirectorsHaveATabOfLVS() {
    let console = PostureFixture.console(160, 40)
    #expect(HostView(host: "bm-lb01").tabs(console.fleet["bm-lb01"]).contains(.balancing))
    #expect(!HostView(host: "bm-db01").tabs(console.fleet["bm-db01"]).contains(.balancing))
  }

  @Test func aHostThatIsReadThroughNodeExporterSaysSo() {
    let host = Host(id: "edge", sources: [.nodeExporter])
    var fleet = Fleet(Inventory(hosts: [host]), at: PostureFixture.now)
    fleet.apply(.sampled("edge", .fixture(at: PostureFixture.now, source: .nodeExporter)), at: PostureFixture.now)
    let canvas = drawn(
      HostView(host: "edge", tab: .posture), fleet["edge"], columns: 100, rows: 20, now: PostureFixture.now)
    #expect(text(canvas).contains { $0.contains("not read through node_exporter") })
  }

  @Test func doubtfulHostsAreReadAgain() {
    var console = PostureFixture.console(160, 40)
    _ = console.handle(.tick(PostureFixture.now + .seconds(1), FleetFixture.zone))
    guard case .attend(_, _, _, let doubtful)? = console.attended else { return #expect(Bool(false)) }
    #expect(doubtful == ["bm-lb01", "bm-lb02"])
  }

  @Test func everySizeCanBeDrawn() {
    for columns in [0, 1, 5, 20, 39, 60, 81, 240] {
      for rows in [0, 1, 2, 5, 9, 17, 70] {
        for keys in [["9"], ["9", "Right", "Down", "G"]] {
          var console = PostureFixture.console(80, 24)
          _ = console.handle(.terminal(.resized(Size(columns: columns, rows: rows))))
          for key in keys { console.press(key) }
          #expect(console.render().size == Size(columns: columns, rows: rows))
        }
      }
    }
  }
}
