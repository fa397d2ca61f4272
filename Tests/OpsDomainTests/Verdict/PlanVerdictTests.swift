import OpsDomain
import TestSupport
import Testing

private let hour: Duration = .seconds(3600)

@Test("a freeze is NO until it ends, whatever it names: everything, a role, a service, a host")
func freezeIsNo() throws {
  let whole = WorkTargets("@bookmark:db", hosts: ["bm-db01"], roles: ["bookmark:db"])
  let cases: [(WorkTargets, String, Bool)] = [
    (WorkTargets(""), "bm-db07", true), (whole, "bm-db07", true), (whole, "bm-app01", false),
    (WorkTargets("@bookmark", services: ["bookmark"]), "bm-app01", true), (whole, "gateway", false),
    // What was taken away is not frozen.
    (WorkTargets("@bookmark:db!bm-db07", hosts: ["bm-db01"], roles: ["bookmark:db"]), "bm-db07", false),
  ]
  for (targets, subject, isFrozen) in cases {
    var desk = VerdictDesk()
    desk.freeze(targets, from: .zero - hour, to: hour)
    let verdict = desk.ask(subject)
    #expect(verdict.codes == (isFrozen ? [.freezeActive] : []), "\(targets.text) \(subject)")
    guard isFrozen else { continue }
    #expect(verdict.word == .no)
    #expect(verdict.earliest == desk.moment + hour)
    #expect(verdict[.freezeActive]?.until == desk.moment + hour)
  }
}

@Test("what stops some hosts of a role is a reason for care for the role; what stops all of them is NO")
func partOfARole() {
  func desk(_ hosts: [HostID]) -> VerdictDesk {
    var desk = VerdictDesk()
    let targets = WorkTargets("some", hosts: hosts.map(\.name))
    desk.freeze(targets, from: .zero - hour, to: hour)
    desk.script.record(
      .holdSet(HoldPlan(targets: targets, reason: "r", owner: "naoya", since: desk.moment - hour)))
    desk.window(from: .zero - hour, to: hour) { $0.targets = targets }
    return desk
  }
  let some = desk(["bm-db07"]).ask("bookmark:db")
  #expect(some.word == .caution)
  #expect(some.codes == [.freezeActive, .holdActive, .windowOther])
  #expect(some[.freezeActive]?.message.contains("on bm-db07") == true)
  #expect(desk(["bm-db07"]).ask("bm-db07").word == .no)
  #expect(desk(["bm-db07"]).ask("bm-db[07-08]").word == .no)
  #expect(desk((1...24).map { HostID("bm-db\($0 < 10 ? "0" : "")\($0)") }).ask("bookmark:db").word == .no)
}

@Test("a freeze says when it ends, whose it is and why")
func freezeSentence() throws {
  var desk = VerdictDesk()
  desk.zone = try zone("Asia/Tokyo")
  desk.freeze(WorkTargets(""), from: .zero - hour, to: .seconds(30 * 3600)) { $0.exemptions = "security" }
  #expect(
    desk.ask("bm-db07")[.freezeActive]?.message
      == "freeze F-3 until 2026-08-21 18:03 JST (owner ops): year end; except security")
  desk.freeze(WorkTargets("bm-db01", hosts: ["bm-db01"]), from: .seconds(600), to: hour) { $0.number = 4 }
  let soon = desk.ask("bm-db[01-02]", length: .seconds(1200)).reasons.last { $0.code == .freezeActive }
  #expect(
    soon?.message
      == "freeze F-4 begins 12:13, within your 20 min, until 13:03 (owner ops) on bm-db01: year end")
}

@Test("freezes that ended, were cleared, or begin after the work are no reason")
func freezesOfOtherTimes() {
  var desk = VerdictDesk()
  desk.freeze(WorkTargets(""), from: .zero - hour, to: .zero)
  desk.freeze(WorkTargets(""), from: hour, to: .seconds(7200))
  let id = desk.script.record(
    .freezeSet(
      FreezePlan(
        targets: WorkTargets(""), start: desk.moment - hour, end: desk.moment + hour, reason: "r", owner: "ops")))
  desk.script.record(.freezeClear(Clearing(target: id, at: desk.moment - .seconds(60))))
  #expect(desk.ask("bm-db07", length: .seconds(1800)).word == .ok)
  #expect(desk.ask("bm-db07", after: .seconds(3000), length: .seconds(1800)).codes == [.freezeActive])
}

@Test(
  "a freeze over midnight recurs by the clocks of its zone, whatever is done to them",
  arguments: [
    // Berlin leaves summer time on 25 October 2026 at 03:00: 22:00 is 20:00 UTC before, 21:00 UTC after.
    (2026, 10, 24, 19, 59, false), (2026, 10, 24, 20, 0, true), (2026, 10, 24, 23, 30, true),
    (2026, 10, 25, 0, 30, true), (2026, 10, 25, 3, 59, true), (2026, 10, 25, 4, 0, false),
    (2026, 10, 25, 20, 30, false), (2026, 10, 25, 21, 0, true), (2026, 10, 26, 4, 59, true),
    (2026, 10, 26, 5, 0, false),
  ])
func freezeAcrossClockChange(
  year: Int, month: Int, day: Int, hour: Int, minute: Int, isFrozen: Bool
) throws {
  let berlin = try zone("Europe/Berlin")
  let start = berlin.moment(of: LocalTime(year: 2026, month: 10, day: 20, hour: 22)).usual
  var desk = VerdictDesk()
  var plan = FreezePlan(
    targets: WorkTargets(""), start: start, end: start + .seconds(8 * 3600), zone: "Europe/Berlin", reason: "night",
    owner: "ops")
  plan.recurrence = "FREQ=DAILY"
  desk.script.record(.freezeSet(plan))
  let utc = LocalTime(year: year, month: month, day: day, hour: hour, minute: minute)
  let moment = ZoneRules.utc.moment(of: utc).usual
  let after = moment.since(desk.moment)
  let verdict = desk.ask("bm-db07", after: after, length: .milliseconds(1))
  #expect(verdict.codes == (isFrozen ? [.freezeActive] : []))
  guard isFrozen else { return }
  // Each lasts eight hours (RFC 5545): the night in which the clocks go back ends at 05:00 on them.
  let isFirst = day == 24 || day == 25 && hour < 12
  let end = LocalTime(year: 2026, month: 10, day: isFirst ? 25 : 26, hour: isFirst ? 4 : 5)
  #expect(verdict.earliest == ZoneRules.utc.moment(of: end).usual)
}

@Test("the earliest moment lies behind every freeze that follows, not in a gap too short for the work")
func earliestPassesEveryFreeze() {
  var desk = VerdictDesk()
  desk.freeze(WorkTargets(""), from: .zero - hour, to: hour)
  desk.freeze(WorkTargets(""), from: hour + .seconds(600), to: .seconds(3 * 3600))
  #expect(desk.ask("bm-db07", length: .seconds(1800)).earliest == desk.moment + .seconds(3 * 3600))
  #expect(desk.ask("bm-db07", length: .seconds(600)).earliest == desk.moment + hour)
}

@Test("when more than time is in the way there is no earliest moment")
func notOnlyTime() {
  var desk = VerdictDesk(.role(8, keep: .count(8)))
  desk.freeze(WorkTargets(""), from: .zero - hour, to: hour)
  let verdict = desk.ask("bm-app01")
  #expect(verdict.codes == [.freezeActive, .capacityFloor])
  #expect(verdict.earliest == nil)
}

@Test("a hold stops others, warns when it only warns, and never stops its owner")
func holds() {
  func desk(_ change: (inout HoldPlan) -> Void = { _ in }) -> VerdictDesk {
    var desk = VerdictDesk()
    var plan = HoldPlan(
      targets: WorkTargets("bm-db07", hosts: ["bm-db07"]), reason: "replication rebuild", owner: "naoya",
      since: desk.moment - hour, expires: desk.moment + hour)
    plan.number = 5
    change(&plan)
    desk.script.record(.holdSet(plan))
    return desk
  }
  let held = desk().ask("bm-db07")
  #expect(held.word == .no && held.codes == [.holdActive])
  #expect(
    held[.holdActive]?.message
      == "held by naoya since 02:03, H-5: replication rebuild; expires 04:03")
  #expect(held.earliest == desk().moment + hour)
  #expect(held[.holdActive]?.by == "naoya")
  #expect(desk().ask("bm-db07", by: "naoya").word == .ok)
  #expect(desk().ask("bm-db07", by: "naoya")[.holdActive]?.severity == .info)
  #expect(desk { $0.variant = .warning }.ask("bm-db07").word == .caution)
  #expect(desk { $0.expires = nil }.ask("bm-db07").earliest == nil)
  #expect(desk().ask("bm-db08").word == .ok)
}

@Test("others' work that goes on is NO until its end; past its end nobody knows until when")
func otherWindows() throws {
  var desk = VerdictDesk()
  let window = desk.window(from: .seconds(-1800), to: hour)
  // Not begun, but its time has come.
  let planned = desk.ask("bm-db07")
  #expect(planned.word == .no && planned.codes == [.windowOther])
  #expect(
    planned[.windowOther]?.message
      == "maintenance M-81 by naoya on bm-db07 until 04:03, not begun yet: failover")
  desk.script.step(window, .inProgress, hosts: ["bm-db07"])
  desk.now = desk.script.now
  let running = desk.ask("bm-db07")
  #expect(running[.windowOther]?.message == "maintenance M-81 by naoya on bm-db07 until 04:03: failover")
  #expect(running.earliest == VerdictDesk().moment + hour)
  #expect(running[.windowOther]?.source == .window(window))
  desk.now = desk.moment + .seconds(2 * 3600)
  let over = desk.ask("bm-db07").reasons.first { $0.code == .windowOther }
  #expect(over?.message == "maintenance M-81 by naoya on bm-db07 past its end since 04:03: failover")
  #expect(over?.until == nil)
  desk.script.step(window, .done)
  #expect(desk.ask("bm-db07")[.windowOther] == nil)
}

@Test("one's own work is no obstacle, unless it ends too soon")
func ownWindows() {
  var desk = VerdictDesk()
  desk.window(from: .seconds(-1800), to: hour) { $0.crew = ["tokyo1"] }
  let inside = desk.ask("bm-db07", length: .seconds(1800))
  #expect(inside.word == .ok)
  #expect(inside[.windowMine]?.message == "inside your window M-81, not begun yet, until 04:03")
  let long = desk.ask("bm-db07", length: .seconds(2 * 3600))
  #expect(long.word == .caution && long.codes == [.windowMine])
  #expect(long[.windowMine]?.message == "your window M-81 ends 04:03; your work needs 2 h")
}

@Test("others' work that begins before this would end is a reason for care")
func windowSoon() throws {
  var desk = VerdictDesk()
  desk.window(from: .seconds(1200), to: hour)
  let verdict = desk.ask("bm-db07", length: .seconds(45 * 60))
  #expect(verdict.word == .caution && verdict.codes == [.windowSoon])
  #expect(verdict[.windowSoon]?.message == "M-81 by naoya begins in 20 min; your work needs 45 min")
  #expect(verdict.earliest == desk.moment + hour)
  #expect(desk.ask("bm-db07", length: .seconds(900)).word == .ok)
  #expect(desk.ask("bm-db07", length: .seconds(900)).nextChange == desk.moment + .seconds(300))
}

@Test("drafts and cancelled work are no reason, nor is an occurrence that is over")
func windowsThatAreNone() throws {
  var desk = VerdictDesk()
  desk.window(from: .seconds(-1800), to: hour) { $0.state = .draft }
  desk.script.step(desk.window(from: .seconds(-1800), to: hour), .cancelled)
  #expect(desk.ask("bm-db07").word == .ok)
  let weekly = desk.window(from: .seconds(-1800), to: hour) { $0.recurrence = "FREQ=WEEKLY" }
  #expect(desk.ask("bm-db07").codes == [.windowOther])
  let first = VerdictDesk().moment - .seconds(1800)
  desk.script.step(weekly, .inProgress, occurrence: first)
  desk.script.step(weekly, .done, occurrence: first)
  desk.now = desk.script.now
  #expect(desk.ask("bm-db07")[.windowOther] == nil)
  let nextWeek = first.since(desk.moment) + .seconds(7 * 86_400)
  #expect(desk.ask("bm-db07", after: nextWeek)[.windowOther] != nil)
}

@Test("a role may change within windows only; one's own window opens it, and the next is named")
func windowRequired() {
  let inventory = Inventory.role(8, keep: .count(5)) { $0.requiresWindow = true }
  var desk = VerdictDesk(inventory)
  let closed = desk.ask("bm-app01")
  #expect(closed.word == .no && closed.codes == [.windowRequired])
  #expect(closed[.windowRequired]?.message == "role bookmark:app changes only inside a window")
  #expect(closed.earliest == nil)
  desk.window(from: hour, to: .seconds(7200)) {
    $0.targets = WorkTargets("bm-app01", hosts: ["bm-app01"])
    $0.owner = "tokyo1"
  }
  let coming = desk.ask("bm-app01")
  #expect(coming[.windowRequired]?.message == "role bookmark:app changes only inside a window; yours begins 04:03")
  #expect(coming.earliest == desk.moment + hour)
  #expect(desk.ask("bm-app01", after: hour, length: .seconds(600)).word == .ok)
  #expect(desk.ask("bm-app02", after: hour, length: .seconds(600)).codes == [.windowRequired])
  // Somebody else's window does not open it.
  #expect(desk.ask("bm-app01", after: hour, by: "hatta").codes.contains(.windowRequired))
}
