import OpsDomain
import OpsScreen
import TestSupport
import Testing

@testable import OpsConsole

/// Requests, the digest, and anything at any size.
@Suite struct RequestTests {
  @Test func aRequestIsAcknowledgedAcceptedAndDone() {
    var desk = PlanDesk(160, 40)
    #expect(desk.screen[0].contains("2 requests for you"))
    desk.press("7", "j", "a", "Enter")
    #expect(desk.team.request(LogFixture.id(9_012))?.recorded == .acknowledged)
    desk.press("m", "t", "Enter")
    #expect(desk.team.request(LogFixture.id(9_012))?.assignee == "tokyo2")
    desk.press("m", "f")
    desk.type("raised")
    desk.press("Enter")
    #expect(desk.team.request(LogFixture.id(9_012))?.recorded == .done)
    #expect(desk.screen[0].contains("1 request for you"))
  }

  @Test func toDeclineNeedsAReason() {
    var desk = PlanDesk(160, 40)
    desk.press("7", "m", "d", "Enter")
    #expect(desk.store.attempts.isEmpty)
    #expect(desk.console.form?.review.problems.isEmpty == false)
    desk.type("not today")
    desk.press("Enter")
    #expect(desk.team.request(LogFixture.id(9_013))?.recorded == .declined)
  }

  @Test func aRequestIsSentAboutTheMarkedHosts() throws {
    var desk = PlanDesk(160, 40, [])
    desk.press("Space", "7", "n")
    desk.type("@db")
    desk.press("Tab")
    #expect(desk.console.form?[.to] == "@dba")
    #expect(desk.shows("tokyo2, kyoto1"))
    desk.press("Tab")
    desk.type("look at the fan")
    desk.press("Enter")
    let request = try #require(desk.team.requests.first)
    #expect(request.plan.to == .group("dba"))
    #expect(request.plan.targets.map(\.id) == ["bm-db09"])
  }

  @Test func aCommentNeverSendsAgain() {
    var desk = PlanDesk(160, 40)
    desk.press("7", "c")
    desk.type("on it tomorrow")
    desk.press("Enter")
    guard case .requestState(let step)? = desk.lastBodies.first, desk.lastBodies.count == 1 else {
      Issue.record("\(desk.lastBodies)")
      return
    }
    #expect(step.state == nil)
    #expect(desk.team.requests.count == 4)
  }

  @Test func theDigestOpensItsSourcesAndIsPublishedOnce() throws {
    var desk = PlanDesk(160, 50)
    desk.press("D", "*")
    desk.type("M-81")
    desk.press("Enter", "Enter")
    #expect(desk.console.currentPane == .maintenance)
    #expect(desk.shows("move nightly backup"))
    desk.press("D", "D")
    desk.store.edited = { $0 + "\nStand-up is at ten." }
    desk.press("e", "Enter")
    let published = try #require(desk.team.digests["2026-08-20"])
    #expect(published.text.hasSuffix("Stand-up is at ten."))
    let count = desk.store.attempts.count
    desk.press("e")
    #expect(desk.console.screen.joined().contains("is published already, by"))
    desk.press("Enter")
    #expect(desk.store.attempts.count == count)
  }

  @Test func aRequestToAGroupIsAnsweredByItsMembersOnly() {
    var settings = PlanFixture.settings()
    settings.author = Author("berlin1")
    settings.memberships = ["duty:night"]
    var desk = PlanDesk(160, 40, settings: settings)
    desk.press("7", "*")
    desk.type("raise keep")
    desk.press("Enter")
    #expect((desk.console.panes[.requests] as? RequestsPane)?.selectedRequest == LogFixture.id(9_012))
    desk.press("m")
    #expect(desk.console.menu?.items.contains { "atfd".contains($0.key) } == false)
    #expect(desk.console.menu?.items.contains { $0.key == "c" } == true)
    desk.press("Esc", "a", "Enter")
    #expect(desk.store.attempts.isEmpty)
    #expect(desk.shows("is for @dba, to which you do not belong"))
    desk.press("Esc", "c")
    desk.type("ask me")
    desk.press("Enter")
    #expect(desk.store.attempts.count == 1)
  }

  @Test func dutiesAreCompletedAndExplained() {
    var desk = PlanDesk(160, 40, [])
    desk.press("7", "n")
    desk.type("duty:n")
    desk.press("Tab")
    #expect(desk.console.form?[.to] == "duty:night")
    #expect(desk.shows("berlin1"))
    desk.press("Ctrl-U")
    desk.type("duty:nigt")
    #expect(desk.shows("there is no duty nigt in the configuration; did you mean night?"))
    desk.press("Ctrl-U")
    desk.type("duty:net")
    #expect(desk.shows("there is no duty net"), "a group is no duty")
  }

  @Test func theDigestTellsOfThreadsBegunDaysAgo() {
    var desk = PlanDesk(160, 60)
    let days: Int64 = 24 * 60
    let begun = LogFixture.record(
      701, "kyoto1", minutesAgo: 10 * days, "rebuilding bm-db20", kind: .start, on: LogFixture.host("bm-db20"))
    let ended = LogFixture.record(
      702, "kyoto1", minutesAgo: 9 * days, "copying bm-db21", kind: .start, on: LogFixture.host("bm-db21"))
    let end = LogFixture.record(
      703, "kyoto1", minutesAgo: 8 * days, "copied bm-db21", kind: .end, thread: LogFixture.id(702))
    desk.store.records = ([begun, ended, end] + desk.store.records).sorted { $0.place < $1.place }
    desk.press("D")
    #expect(desk.shows("rebuilding bm-db20"))
    #expect(!desk.shows("copying bm-db21"))
    #expect(!desk.shows("copied bm-db21"))
  }

  @Test(arguments: 0..<16)
  func nothingBreaksPlansRequestsAndForms(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var desk = PlanDesk(100, 30)
    let names =
      Command.allCases.flatMap(\.defaultKeys).filter { $0 != "Ctrl-Z" && $0 != "Ctrl-C" }
      + [
        "m", "6", "7", "D", "m", "p", "f", "Enter", "Tab", "Ctrl-S", "Esc", "Ctrl-X", "Ctrl-E", "日", "1", "0", ":", "-",
      ]
    for _ in 0..<300 {
      switch Int.random(in: 0..<24, using: &random) {
      case 0:
        let size = Size(columns: .random(in: 0...210, using: &random), rows: .random(in: 0...62, using: &random))
        _ = desk.console.handle(.terminal(.resized(size)))
      case 1: _ = desk.console.handle(.terminal(.paste(HostileText.random(&random))))
      case 2: desk.tick(.random(in: -50...4_000, using: &random))
      case 3:
        let plan = PlanFixture.plan(
          .random(in: -1...99, using: &random), HostileText.random(&random),
          WorkTargets(HostileText.random(&random), hosts: ["bm-db01", HostileText.random(&random)]),
          PlanFixture.now + .seconds(.random(in: -500_000...500_000, using: &random)),
          PlanFixture.now + .seconds(.random(in: -500_000...900_000, using: &random)),
          owner: HostileText.random(&random), recurrence: Bool.random(using: &random) ? "FREQ=DAILY" : nil)
        desk.hear(.windowPlan(plan), by: HostileText.random(&random))
      case 4:
        let request = RequestPlan(to: Addressee(HostileText.random(&random)), subject: HostileText.random(&random))
        desk.hear(.requestSend(request), by: HostileText.random(&random))
      default: desk.press(names.randomElement(using: &random) ?? "j")
      }
      let canvas = desk.console.render()
      #expect(canvas.cells.count == canvas.size.columns * canvas.size.rows)
    }
  }
}
