import Foundation
import OpsDomain
import OpsScreen
import TestSupport
import Testing

@testable import OpsConsole

/// Recorded screens of plans, requests and the digest.
@Suite struct MaintenanceScreenTests {
  private static let sizes = [(200, 60), (160, 40), (80, 24), (40, 10)]

  private func record(_ desk: PlanDesk, _ name: String, _ size: (Int, Int)) {
    // All recordings of the target stand in one folder.
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    expectScreen(
      desk.console.render(), "plan-\(name)-\(size.0)x\(size.1)", in: folder.path + "/Screens")
  }

  @Test(arguments: sizes) func calendar(columns: Int, rows: Int) {
    var desk = PlanDesk(columns, rows)
    desk.press("6")
    record(desk, "calendar", (columns, rows))
  }

  @Test(arguments: sizes) func thePastIsAbove(columns: Int, rows: Int) {
    var desk = PlanDesk(columns, rows)
    desk.press("6", "g", "g")
    record(desk, "past", (columns, rows))
  }

  @Test(arguments: sizes) func aWindowHasAPage(columns: Int, rows: Int) {
    var desk = PlanDesk(columns, rows)
    desk.press("6", "j", "Enter")
    record(desk, "window", (columns, rows))
  }

  @Test(arguments: sizes) func theFormOfAPlan(columns: Int, rows: Int) {
    var desk = PlanDesk(columns, rows)
    desk.press("Space", "Space", "m", "p")
    desk.type("カーネル更新")
    desk.press("Enter")
    desk.type("14:00-16:00")
    record(desk, "form", (columns, rows))
  }

  @Test(arguments: sizes) func theMenuOfRunningWork(columns: Int, rows: Int) {
    var desk = PlanDesk(columns, rows)
    desk.press("6", "j", "m")
    record(desk, "menu", (columns, rows))
  }

  @Test(arguments: sizes) func finishing(columns: Int, rows: Int) {
    var desk = PlanDesk(columns, rows)
    desk.press("6", "j", "m", "f")
    desk.type("moved, await is 9 ms")
    record(desk, "finish", (columns, rows))
  }

  @Test(arguments: sizes) func requests(columns: Int, rows: Int) {
    var desk = PlanDesk(columns, rows)
    desk.press("7")
    record(desk, "requests", (columns, rows))
  }

  @Test(arguments: sizes) func aRequestHasAPage(columns: Int, rows: Int) {
    var desk = PlanDesk(columns, rows)
    desk.press("7", "j", "Enter")
    record(desk, "request", (columns, rows))
  }

  @Test(arguments: sizes) func digest(columns: Int, rows: Int) {
    var desk = PlanDesk(columns, rows)
    desk.press("D")
    record(desk, "digest", (columns, rows))
  }

  @Test(arguments: sizes) func theFirstScreenKnowsPlans(columns: Int, rows: Int) {
    record(PlanDesk(columns, rows), "home", (columns, rows))
  }

  @Test(arguments: sizes) func problemsThatWereAnswered(columns: Int, rows: Int) {
    var desk = PlanDesk(columns, rows)
    desk.press("3", "j", "j", "a")
    desk.type("cleaning up old cores")
    desk.press("Tab")
    desk.type("14:00")
    desk.press("Enter")
    record(desk, "problems", (columns, rows))
  }

  @Test func nothingPlannedSaysWhatToDo() {
    var desk = PlanDesk(80, 24, [])
    desk.press("6")
    record(desk, "empty", (80, 24))
    desk.press("7")
    record(desk, "requests-empty", (80, 24))
  }

  @Test func asciiSymbols() {
    var settings = PlanFixture.settings()
    settings.symbols = .ascii
    var desk = PlanDesk(120, 30, settings: settings)
    desk.press("6")
    record(desk, "calendar-ascii", (120, 30))
    let text = desk.screen.joined()
    let own = Set("─│▌›▾▴·→–↓▸↻█▒◆▲✕○")
    #expect(!text.contains { own.contains($0) })
  }

  /// What is told by colour is told by words too: without colours the text is the same.
  @Test func themesChangeLooksOnly() {
    var desk = PlanDesk(100, 30)
    desk.press("6")
    let canvas = desk.console.render()
    desk.press(":")
    desk.type("theme light")
    desk.press("Enter")
    #expect(desk.console.render() == canvas)
    let roles = Set(canvas.cells.map(\.role))
    #expect(roles.isSuperset(of: [.maintenance, .warn, .stale, .quiet]))
    #expect(roles.contains { Theme.fallback.look($0) != Theme.mono.look($0) })
  }
}
