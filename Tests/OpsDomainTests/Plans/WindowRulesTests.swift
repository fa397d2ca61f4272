import OpsDomain
import TestSupport
import Testing

@Suite("planned work") struct WindowRulesTests {
  @Test(
    "a window takes the steps that are allowed, and no others",
    arguments: [
      ([WindowState.announced, .inProgress, .verifying, .done], WindowState.done),
      ([.inProgress, .verifying, .inProgress, .done], .done), ([.inProgress, .aborted], .aborted),
      ([.cancelled], .cancelled), ([.done], .planned), ([.verifying], .planned),
      ([.inProgress, .cancelled], .inProgress),
      ([.inProgress, .done, .inProgress], .done), ([.inProgress, .done, .aborted], .done),
      ([.cancelled, .inProgress], .cancelled), ([.overrun], .planned), ([.draft], .planned),
    ])
  func onlyAllowedStepsCount(steps: [WindowState], result: WindowState) throws {
    var script = OperationScript()
    let id = script.plan()
    for state in steps { script.step(id, state) }
    let window = try #require(script.team.windows.first)
    #expect(window.recorded == result)
    #expect(window.steps.count == steps.count, "what does not count is kept and shown")
    #expect((window.steps.last?.refused != nil) == (steps.last != result))
  }

  @Test func nextStatesAreTheStepsThatCount() throws {
    for state in WindowState.allCases {
      let plan = WindowPlan(
        title: "t", targets: WorkTargets("a"), start: .fixture, end: .fixture + .seconds(60), owner: "naoya")
      let window = Window(
        id: OperationID(high: 1, low: 1), plan: plan, recorded: state, author: Author("naoya"), plannedAt: .fixture)
      for next in WindowState.allCases {
        let step = try? window.transition(to: next, at: .fixture, reason: "so")
        #expect((step != nil) == window.nextStates.contains(next))
      }
    }
  }

  @Test func toAbortNeedsAReason() throws {
    var script = OperationScript()
    let id = script.plan()
    script.step(id, .inProgress)
    let window = try #require(script.team.windows.first)
    #expect(throws: PlanProblem.self) { try window.transition(to: .aborted, at: script.now, reason: " ") }
    script.step(id, .aborted, reason: "")
    #expect(script.team.windows.first?.recorded == .inProgress)
  }

  @Test("invariant 15: the targets and beginning of a window that has begun are history")
  func scopeOfAStartedWindowStays() throws {
    var script = OperationScript()
    let id = script.plan()
    let before = try #require(script.team.windows.first).plan
    script.step(id, .inProgress)
    script.change(id) { $0.targets = WorkTargets("bm-db08", hosts: ["bm-db08"]) }
    script.change(id) { $0.start = before.start - .seconds(60) }
    let past = script.now - .seconds(7200)
    script.change(id) { $0.end = past }
    let window = try #require(script.team.windows.first)
    #expect(window.plan == before)
    #expect(window.refused.count == 3)
    #expect(window.earlier.isEmpty)
    script.change(id) { $0.end = before.end + .seconds(3600) }
    script.change(id) { $0.procedure = "1. stop" }
    let extended = try #require(script.team.windows.first)
    #expect(extended.plan.end == before.end + .seconds(3600))
    #expect(extended.plan.procedure == "1. stop")
    script.step(id, .done)
    script.change(id) { $0.end = before.end + .seconds(7200) }
    #expect(script.team.windows.first?.plan.end == extended.plan.end)
  }

  @Test func aWindowThatIsMovedKeepsWhatItWas() throws {
    var script = OperationScript()
    let id = script.plan()
    let before = try #require(script.team.windows.first).plan
    script.change(id, by: "hatta") { $0.start = before.start + .seconds(600) }
    script.change(id) { $0.end = before.start }
    let window = try #require(script.team.windows.first)
    #expect(window.earlier.map(\.plan) == [before])
    #expect(window.earlier.map(\.by.account) == ["hatta"])
    #expect(window.refused.count == 1, "an end before the beginning counts for nothing")
    #expect(
      TeamState(script.operations, until: window.earlier[0].changedAt - .seconds(1)).windows.first?.plan == before)
  }

  @Test("the state follows the clock: overrun past the end, as it was before a step") func overrunIsToldByTheClock()
    throws
  {
    var script = OperationScript()
    let id = script.plan()
    let planned = try #require(script.team.windows.first).plan
    let begun = script.step(id, .inProgress)
    script.now = planned.end + .seconds(600)
    let done = script.step(id, .done)
    let window = try #require(script.team.windows.first)
    #expect(window.state(at: begun - .seconds(1)) == .planned)
    #expect(window.state(at: begun) == .inProgress)
    #expect(window.state(at: planned.end - .seconds(1)) == .inProgress)
    #expect(window.state(at: planned.end) == .overrun, "the end is not part of the window")
    #expect(window.isRunning(at: planned.end))
    #expect(window.state(at: done) == .done)
    #expect(!window.isRunning(at: done) && !window.isRunning(at: begun - .seconds(1)))
    #expect(window.interval(at: begun - .seconds(1)) == planned.start..<planned.end)
    #expect(window.interval(at: begun) == begun..<planned.end)
    #expect(window.interval(at: planned.end + .seconds(300)) == begun..<planned.end + .seconds(300))
    #expect(window.interval(at: done + .seconds(9999)) == begun..<done)
  }

  @Test func aWindowThatNobodyBeganIsMissedAndNotOverrun() throws {
    var script = OperationScript()
    let id = script.plan()
    let window = try #require(script.team.windows.first)
    #expect(window.state(at: window.plan.end) == .planned)
    #expect(window.isMissed(at: window.plan.end) && !window.isMissed(at: window.plan.end - .seconds(1)))
    script.step(id, .cancelled)
    #expect(script.team.windows.first?.isMissed(at: window.plan.end) == false)
  }

  @Test func anOccurrenceEndsAndTheSeriesGoesOn() throws {
    var script = OperationScript()
    let first = script.now
    let id = script.plan {
      $0.recurrence = "FREQ=WEEKLY"
      $0.start = first
      $0.end = first + .seconds(3600)
    }
    let second = first + .seconds(7 * 86_400)
    let third = first + .seconds(14 * 86_400)
    script.step(id, .announced)
    script.step(id, .inProgress, occurrence: first)
    #expect(script.team.windows.first?.occurrence == first)
    script.step(id, .inProgress, occurrence: second)
    let done = script.step(id, .done)
    var window = try #require(script.team.windows.first)
    #expect(window.recorded == .announced && window.occurrence == nil)
    #expect(window.state(at: done) == .announced && !window.isRunning(at: done))
    script.step(id, .cancelled, occurrence: second)
    script.now = third
    script.step(id, .inProgress, occurrence: third)
    window = try #require(script.team.windows.first)
    #expect(window.plan.exceptions == [second])
    #expect(window.isRunning(at: third))
    #expect(window.state(at: third + .seconds(3600)) == .overrun, "each occurrence has its own end")
    script.step(id, .done)
    script.step(id, .cancelled)
    #expect(script.team.windows.first?.recorded == .cancelled)
  }

  @Test func hostsAreThoseOfTheBeginning() throws {
    var script = OperationScript()
    let id = script.plan()
    #expect(script.team.windows.first?.hosts == ["bm-db07"])
    script.step(id, .inProgress, hosts: ["bm-db07", "bm-db09"])
    #expect(script.team.windows.first?.hosts == ["bm-db07", "bm-db09"])
    #expect(script.team.running(on: "bm-db09", at: script.now).count == 1)
    #expect(script.team.running(on: "bm-db08", at: script.now).isEmpty)
    #expect(script.team.running(at: script.now).count == 1)
  }

  @Test func thePastOfASeriesIsWhatItWasThen() throws {
    var script = OperationScript()
    let id = script.plan { $0.recurrence = "FREQ=WEEKLY" }
    let announced = script.step(id, .announced)
    let begun = script.step(id, .inProgress)
    let done = script.step(id, .done)
    let cancelled = script.step(id, .cancelled)
    let window = try #require(script.team.windows.first)
    #expect(window.recorded == .cancelled)
    let before = [announced, begun, done, cancelled].map { window.state(at: $0 - .milliseconds(1)) }
    #expect(before == [.planned, .announced, .inProgress, .announced])
    #expect([done, cancelled].map { window.state(at: $0) } == [.announced, .cancelled])
  }
}
