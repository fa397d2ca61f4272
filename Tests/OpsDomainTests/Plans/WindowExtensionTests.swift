import OpsDomain
import TestSupport
import Testing

@Suite("the end of work is moved") struct WindowExtensionTests {
  /// Two hours every week, begun on the second occurrence.
  private func recurring() throws -> (window: Window, begun: Timestamp) {
    var script = OperationScript()
    let id = script.plan { $0.recurrence = "FREQ=WEEKLY" }
    let start = try #require(script.team.window(id)).plan.start + .seconds(7 * 86_400)
    script.now = start + .seconds(300)
    script.step(id, .inProgress, occurrence: start)
    return (try #require(script.team.window(id)), start)
  }

  @Test func ofWorkThatRecursOnlyTheLengthIsMoved() throws {
    let (window, begun) = try recurring()
    let now = begun + .seconds(3600)
    let moved = WindowExtension(of: window, by: .seconds(1800), at: now, reason: "the copy takes longer")
    #expect(moved.old == begun + .seconds(7200))
    #expect(moved.new == begun + .seconds(9000))
    #expect(moved.change.end == window.plan.end + .seconds(1800), "not the day of this occurrence")
    #expect(moved.seriesNote == "it recurs: all coming occurrences get longer too")
    #expect(window.problem(of: moved, at: now) == nil)
    let wall = WindowExtension(of: window, to: begun + .seconds(5400), reason: "")
    #expect(wall.shortens)
    #expect(wall.change.end == window.plan.end - .seconds(1800))
  }

  @Test func workThatRecursAndDoesNotRunIsNotExtended() throws {
    var script = OperationScript()
    let id = script.plan { $0.recurrence = "FREQ=WEEKLY" }
    let window = try #require(script.team.window(id))
    let moved = WindowExtension(of: window, by: .seconds(60), at: script.now, reason: "")
    #expect(window.problem(of: moved, at: script.now)?.kind == .step)
    let (running, begun) = try recurring()
    let past = WindowExtension(of: running, to: begun + .seconds(60), reason: "")
    #expect(running.problem(of: past, at: begun + .seconds(600))?.kind == .interval)
  }

  @Test func aLengthIsFromNowWhenTheEndIsPast() throws {
    var script = OperationScript()
    let id = script.plan()
    script.step(id, .inProgress)
    let window = try #require(script.team.window(id))
    let late = window.plan.end + .seconds(600)
    let moved = WindowExtension(of: window, by: .seconds(1800), at: late, reason: "a disk")
    #expect(moved.new == late + .seconds(1800))
    #expect(moved.seriesNote == nil)
    let entry = moved.entry(at: late, targets: [EntryTarget(.host, "bm-db07")], zone: .utc)
    #expect(entry.kind == .decision)
    #expect(entry.thread == id)
    #expect(entry.text == "extended to \(TimePhrase.text(of: moved.new, zone: .utc)): a disk")
  }
}
