import OpsDomain
import OpsScreen
import TestSupport
import Testing

@testable import OpsConsole

/// What the console says of what may be touched.
@Suite struct JudgingTests {
  private func headline(_ console: ConsoleState, columns: Int = 100) -> String {
    Headline(console.judging.scope, isKnown: console.judging.isKnown, PlanClock(console.world), symbols: .block)
      .words(in: columns).map(\.text).joined()
  }

  @Test("the header says of every role whether it may be touched")
  func headlineOfAll() {
    let console = FleetFixture.console(200, 60)
    #expect(console.judging.scope.parts.map(\.role?.role) == ["proxy", "app", "db", "cache", "lb", "batch"])
    #expect(console.judging.scope.word == .no)
    #expect(
      headline(console)
        == "NO: role bookmark:db needs 22 in service, has 22; one at a time would leave 21 · OK for 5 of 6")
    #expect(headline(console, columns: 40) == "NO for db: no spare · OK for 5 of 6")
    #expect(headline(console, columns: 20) == "NO for db: no spare")
    #expect(headline(console, columns: 9) == "NO for db")
    #expect(headline(console, columns: 2) == "NO")
    #expect(headline(console, columns: 1).isEmpty)
  }

  @Test("where another part is shown, the header says it of that part at once")
  func headlineFollowsTheScope() {
    var console = FleetFixture.console(200, 60)
    console.type(":role proxy")
    console.press("Enter")
    #expect(console.judging.scope.subject == .role(RoleID(service: "bookmark", role: "proxy")))
    #expect(headline(console) == "OK to update")
    console.type(":host bm-db09")
    console.press("Enter")
    #expect(console.judging.scope.subject == .host("bm-db09"))
  }

  @Test("what is not known yet is UNKNOWN, not OK")
  func nothingReadIsUnknown() {
    let console = FleetFixture.console(160, 40, courses: [:])
    #expect(console.judging.scope.word == .unknown)
    #expect(headline(console).hasPrefix("UNKNOWN"))
  }

  @Test("v says why, the worst first; Enter leads to what a line is about, and Esc closes")
  func verdictSheet() throws {
    var desk = PlanDesk()
    desk.type(":host bm-db03")
    desk.press("Enter", "v")
    let sheet = try #require(desk.console.judging.sheet)
    #expect(sheet.title.map(\.text).joined().hasPrefix("NO  update bm-db03"))
    #expect(desk.shows("held by kyoto1"))
    guard case .source(.hold)? = sheet.lead else {
      Issue.record("the hold is not first: \(sheet.text)")
      return
    }
    desk.press("Enter")
    #expect(desk.console.judging.sheet == nil)
    #expect(desk.console.currentPane == .maintenance && !desk.console.isInHost)
    let pane = try #require(desk.console.panes[.maintenance] as? MaintenancePane)
    #expect(pane.selectedHold == LogFixture.id(50))
    desk.press("Esc", "v", "Esc")
    #expect(desk.console.judging.sheet == nil && desk.console.isInHost)
  }

  @Test("each kind of datum can be gone to")
  func everyLead() throws {
    var desk = PlanDesk()
    func go(_ source: VerdictSource) {
      desk.console.open(.whatIf(["bm-db03"]))
      var sheet = Sheet(.whatIf([]))
      sheet.lines = [Sheet.Line(words: [], lead: .source(source))]
      desk.console.judging.sheet = sheet
      desk.press("Enter")
    }
    go(.window(LogFixture.id(81)))
    #expect(desk.console.selectedWindow?.id == LogFixture.id(81))
    go(.freeze(LogFixture.id(30)))
    #expect((desk.console.panes[.maintenance] as? MaintenancePane)?.selectedFreeze == LogFixture.id(30))
    go(.request(LogFixture.id(9_012)))
    #expect(desk.console.selectedRequest?.id == LogFixture.id(9_012))
    go(.host("bm-app01"))
    #expect(desk.console.selectedHost == "bm-app01" && desk.console.isInHost)
    go(.role(RoleID(service: "bookmark", role: "app")))
    #expect(desk.console.filter.role?.role == "app")
    go(.entry(LogFixture.id(1)))
    #expect(desk.console.currentPane == .workLog)
    go(.store)
    #expect(desk.console.judging.sheet != nil)
  }

  @Test("marked hosts are asked about together, a selected role one host at a time")
  func subjects() {
    var console = FleetFixture.console(160, 40)
    console.press("2", "v")
    guard case .verdict(.role, .update)? = console.judging.sheet?.matter else {
      Issue.record("no role")
      return
    }
    console.press("a")
    guard case .verdict(.role, .reboot)? = console.judging.sheet?.matter else {
      Issue.record("no other action")
      return
    }
    console.press("Esc", "1", "Space", "Space", "v")
    guard case .verdict(.hosts(_, let hosts), _)? = console.judging.sheet?.matter else {
      Issue.record("no hosts")
      return
    }
    #expect(hosts.count == 2)
    console.press("Esc")
    console.type(":verdict bookmark:app")
    console.press("Enter")
    #expect(console.judging.sheet?.matter == .verdict(.role(RoleID(service: "bookmark", role: "app")), .update))
  }

  @Test("what if tells of the marked hosts, the worst role first")
  func whatIf() {
    var console = FleetFixture.console(160, 40)
    console.type(":what-if bm-proxy01,bm-db[01-03]")
    console.press("Enter")
    let text = console.judging.sheet?.text ?? ""
    #expect(text.contains("breaks keep of 1 role"), "\(text)")
    #expect(
      console.screen.contains { $0.contains("bookmark:db: 3 taken out leave 19 of 24 sound, 3 fewer than keep 22") })
    #expect(console.screen.contains { $0.contains("bookmark:proxy: 1 taken out leaves 2 of 3 sound, keep 2") })
  }

  @Test("who can go next are marked with Enter")
  func nextHosts() {
    var console = FleetFixture.console(160, 40)
    console.type(":next bookmark:app")
    console.press("Enter")
    #expect(console.judging.sheet?.matter == .next([RoleID(service: "bookmark", role: "app")], .update))
    #expect(console.bottom.contains("mark them"))
    console.press("Enter")
    #expect(console.marks.count == 2)
    #expect(console.judging.sheet == nil)
    console.type(":next nobody")
    console.press("Enter")
    #expect(console.bottom.contains("there is no role nobody"))
  }

  @Test("the answer that is shown follows what happens")
  func sheetFollows() {
    var desk = PlanDesk()
    desk.type(":verdict bm-app05")
    desk.press("Enter")
    #expect(desk.shows("update bm-app05"))
    #expect(!desk.shows("freeze F-9"))
    var freeze = FreezePlan(
      targets: WorkTargets(""), start: desk.console.now, end: desk.console.now + .seconds(3600), reason: "stop",
      owner: "ops")
    freeze.number = 9
    desk.hear(.freezeSet(freeze), by: "ops")
    desk.tick(1)
    #expect(desk.shows("freeze F-9"))
    #expect(desk.console.judging.scope.parts.allSatisfy { $0.word == .no })
  }

  @Test("a log that cannot be used makes every answer UNKNOWN, with since when")
  func storeTrouble() {
    var desk = PlanDesk()
    _ = desk.console.handle(.log(.trouble(StoreFailure(.unreachable, "the disk is gone"))))
    desk.tick(120)
    #expect(desk.console.judging.scope.parts.allSatisfy { $0.word == .unknown || $0.word == .no })
    desk.type(":verdict bm-proxy01")
    desk.press("Enter")
    #expect(desk.shows("team store not reached for 2 min (the disk is gone)"))
    _ = desk.console.handle(.log(.trouble(nil)))
    desk.tick(1)
    #expect(!desk.shows("team store not reached"))
  }

  @Test("open work of the log is read, and told")
  func openWork() {
    var desk = PlanDesk()
    desk.tick(1)
    #expect(desk.console.judging.openWork.contains { $0.author == "tokyo1" })
    desk.type(":verdict bm-db09")
    desk.press("Enter")
    #expect(desk.shows("open work by tokyo1"))
  }

  @Test("the verdict is asked for again only when something has changed")
  func askedSeldom() {
    var console = FleetFixture.console(160, 40)
    #expect(!console.judging.mustAsk)
    _ = console.handle(.observed(.sampled("bm-app01", .fixture(at: FleetFixture.now + .seconds(1)))))
    #expect(console.judging.mustAsk)
    console.press("j")
    #expect(console.judging.mustAsk)
    _ = console.handle(.tick(FleetFixture.now + .seconds(1), FleetFixture.zone))
    #expect(!console.judging.mustAsk)
  }

  @Test("a long answer is scrolled, at every size", arguments: [(0, 0), (1, 1), (20, 3), (40, 10), (200, 60)])
  func sheetAtEverySize(columns: Int, rows: Int) {
    var desk = PlanDesk(columns, rows)
    desk.console.open(.verdict(.everything, .update))
    desk.press("G", "j", "PgDn", "k", "g", "PgUp")
    desk.tick(1)
    #expect(desk.console.render().size == Size(columns: columns, rows: rows))
    desk.console.open(.next(desk.console.inventory.roles.map(\.id), .reboot))
    desk.press("G")
    #expect(desk.console.judging.sheet.map { $0.lines.isEmpty } == false)
  }
}
