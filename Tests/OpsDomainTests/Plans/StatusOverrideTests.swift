import OpsDomain
import TestSupport
import Testing

@Suite("what people and windows say of a host") struct StatusOverrideTests {
  private func say(_ status: HostStatus?, _ script: inout OperationScript) {
    script.record(.hostStatus(HostStatusChange(hosts: ["bm-db07"], status: status, at: script.now, reason: "r")))
  }

  /// Both ways of asking must agree.
  private func override(_ script: OperationScript, at moment: Timestamp? = nil) -> StatusOverride? {
    let moment = moment ?? script.now
    let one = script.team.statusOverride(of: "bm-db07", at: moment)
    #expect(script.team.statusOverrides(at: moment)["bm-db07"] == one)
    return one
  }

  @Test func runningWindowPutsItsHostsToMaintenanceAndReleasesThemAfterwards() {
    var script = OperationScript()
    let window = script.plan()
    #expect(override(script) == nil)
    let begun = script.step(window, .inProgress)
    #expect(override(script) == StatusOverride(status: .maintenance, reason: .window(window), since: begun))
    #expect(override(script, at: begun - .seconds(1)) == nil)
    #expect(override(script, at: begun + .seconds(86_400))?.isReleasing == false, "an overdue window still runs")
    let done = script.step(window, .done)
    let released = StatusOverride(status: .maintenance, reason: .window(window), isReleasing: true, since: done)
    #expect(override(script) == released)
    #expect(override(script, at: done + TeamState.releaseLimit) == nil, "nothing is silent for ever")
    #expect(script.team.statusOverride(of: "other", at: script.now) == nil)
  }

  @Test func windowThatLeavesAlarmsOnSaysNothing() {
    var script = OperationScript()
    let window = script.plan { $0.silencesAlarms = false }
    script.step(window, .inProgress)
    #expect(override(script) == nil)
  }

  @Test func wordHoldsUntilTheNextAndInventoryComesBack() {
    var script = OperationScript()
    say(.standby, &script)
    #expect(override(script)?.status == .standby)
    #expect(override(script)?.reason == .word(by: Author("naoya"), reason: "r"))
    say(nil, &script)
    #expect(override(script) == nil)
  }

  @Test func wordThatIsForLaterHoldsFromThen() {
    var script = OperationScript()
    say(.standby, &script)
    let later = script.now + .seconds(3600)
    script.record(.hostStatus(HostStatusChange(hosts: ["bm-db07"], status: .poweroff, at: later)))
    #expect(override(script)?.status == .standby)
    #expect(override(script, at: later)?.status == .poweroff)
  }

  @Test func wordSaidDuringTheWorkIsAnAnswerToIt() {
    var script = OperationScript()
    let window = script.plan()
    say(.standby, &script)
    script.step(window, .inProgress)
    #expect(override(script)?.status == .maintenance, "work that begins is newer than the word")
    say(.working, &script)
    #expect(override(script)?.status == .working)
    script.step(window, .done)
    #expect(override(script)?.status == .working, "and the end of the work does not silence it again")
  }

  @Test func hostThatIsSwitchedOffStaysSo() {
    var script = OperationScript()
    let window = script.plan()
    say(.poweroff, &script)
    script.step(window, .inProgress)
    #expect(override(script)?.status == .poweroff)
  }

  @Test func oneWindowThatRunsIsStrongerThanOneThatIsOver() {
    var script = OperationScript()
    let (one, two) = (script.plan(), script.plan { $0.number = 82 })
    script.step(one, .inProgress)
    let begun = script.step(two, .inProgress)
    script.step(one, .done)
    #expect(override(script) == StatusOverride(status: .maintenance, reason: .window(two), since: begun))
    let done = script.step(two, .aborted)
    #expect(override(script)?.since == done)
    #expect(override(script)?.isReleasing == true)
  }
}
