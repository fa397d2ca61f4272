import Foundation
import OpsDomain
import OpsScreen
import TestSupport
import Testing

@testable import OpsConsole

/// Recorded screens of verdicts.
@Suite struct JudgingScreenTests {
  private static let sizes = [(200, 60), (80, 24)]

  private func record(_ desk: PlanDesk, _ name: String, _ size: (Int, Int)) {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    expectScreen(desk.console.render(), "judging-\(name)-\(size.0)x\(size.1)", in: folder.path + "/Screens")
  }

  @Test(arguments: sizes) func theVerdictOfAHost(columns: Int, rows: Int) {
    var desk = PlanDesk(columns, rows)
    desk.type(":verdict bm-db03")
    desk.press("Enter")
    record(desk, "host", (columns, rows))
  }

  @Test(arguments: sizes) func theVerdictOfARole(columns: Int, rows: Int) {
    var desk = PlanDesk(columns, rows)
    desk.press("2", "j", "j", "v")
    record(desk, "role", (columns, rows))
  }

  @Test(arguments: sizes) func whatIfTheyGo(columns: Int, rows: Int) {
    var desk = PlanDesk(columns, rows)
    desk.type(":what-if bm-app[01-03],bm-db[01-02],bm-proxy01")
    desk.press("Enter")
    record(desk, "what-if", (columns, rows))
  }

  @Test(arguments: sizes) func whoCanGoNext(columns: Int, rows: Int) {
    var desk = PlanDesk(columns, rows)
    desk.type(":next bookmark:app")
    desk.press("Enter")
    record(desk, "next", (columns, rows))
  }
}
