import OpsDomain
import OpsScreen
import Testing

@testable import OpsConsole

/// Work of the other office, which recurs in its own zone.
@Suite struct PlanZoneTests {
  /// Wednesdays 22:00 in Berlin, which are Thursdays 05:00 in Tokyo.
  private func desk(_ recurrence: String = "FREQ=WEEKLY;BYDAY=WE") -> PlanDesk {
    let plan = PlanFixture.plan(
      84, "weekly rotation", PlanFixture.targets("bm-batch01", "bm-batch01"), PlanFixture.at(5, days: 7),
      PlanFixture.at(6, days: 7), owner: "berlin1", recurrence: recurrence, zone: "Europe/Berlin")
    let early = PlanFixture.now - .seconds(200_000)
    var desk = PlanDesk(160, 40, [PlanFixture.operation(84, .windowPlan(plan), by: "berlin1", at: early)])
    desk.press("6", "e")
    return desk
  }

  @Test func aWindowOfAnotherZoneIsChanged() {
    var desk = desk()
    #expect(desk.console.form?.task == .change(LogFixture.id(84)))
    desk.press("End")
    desk.type(" of logs")
    #expect(desk.console.form?.review.problems == [:])
    desk.press("Ctrl-S")
    #expect(desk.team.window(LogFixture.id(84))?.plan.title == "weekly rotation of logs")
  }

  @Test func itsDaysAreThoseOfItsOwnZone() {
    var desk = desk()
    desk.press("Tab", "Ctrl-U")
    desk.type("2026-08-27 06:00-07:00")
    #expect(desk.console.form?.review.problems == [:])
    #expect(desk.shows("every wednesday in Europe/Berlin: Wed 26 Aug, Wed 2 Sep"))
    desk.press("Ctrl-S")
    let plan = desk.team.window(LogFixture.id(84))?.plan
    #expect(plan?.start == PlanFixture.at(6, days: 7))
    #expect(plan?.zone == "Europe/Berlin")
    desk.press("e", "Tab", "Ctrl-U")
    desk.type("2026-08-28 09:00-10:00")
    #expect(
      desk.console.form?.review.problems[.recurrence] == "Fri 28 Aug in Europe/Berlin is no day of every wednesday")
  }

  @Test func aRuleThatNoWordsSayIsNoHindrance() {
    var desk = desk("FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,WE;COUNT=7")
    desk.press("End")
    desk.type("!")
    desk.press("Ctrl-S")
    #expect(desk.team.window(LogFixture.id(84))?.plan.title == "weekly rotation!")
    #expect(desk.team.window(LogFixture.id(84))?.plan.recurrence == "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,WE;COUNT=7")
  }
}
