import OpsDomain
import Testing

@testable import OpsConsole

/// What is marked under the graphs of a host.
@Suite struct HostMarkTests {
  private static let now = LogFixture.now
  private static let week = Int64(7 * 86_400)

  /// The marks of bm-db07 after these steps of M-81, each so many seconds ago.
  private func marks(
    _ steps: [(state: WindowState, secondsAgo: Int64, hosts: [String])], recurrence: String? = nil,
    start: Timestamp = now - .seconds(1_800)
  ) -> [HostMark] {
    var plan = WindowPlan(
      title: "work", targets: WorkTargets("bm-db07", hosts: ["bm-db07"]), start: start, end: start + .seconds(3_600),
      zone: "Asia/Tokyo", owner: "tokyo2")
    plan.number = 81
    plan.recurrence = recurrence
    var operations = [LogFixture.operation(81, .windowPlan(plan), at: start - .seconds(9_000))]
    for (place, step) in steps.enumerated() {
      let moment = Self.now - .seconds(step.secondsAgo)
      let transition = WindowTransition(
        window: LogFixture.id(81), state: step.state, at: moment, reason: "so", hosts: step.hosts)
      operations.append(LogFixture.operation(UInt64(810 + place), .windowState(transition), at: moment))
    }
    var store = FakeLog()
    var console = LogFixture.console(100, 24, &store)
    console.settle(console.handle(.log(.team(TeamState(operations)))), &store)
    return HostMark.all(of: "bm-db07", console.world)
  }

  @Test func anEarlierOccurrenceIsNotTheOneUnderWay() {
    let weekly = "FREQ=WEEKLY"
    let start = Self.now - .seconds(Self.week + 1_800)
    let before: [(WindowState, Int64, [String])] = [(.inProgress, Self.week + 1_800, []), (.done, Self.week, [])]
    #expect(marks(before, recurrence: weekly, start: start).isEmpty)
    let running = marks(before + [(.inProgress, 600, [])], recurrence: weekly, start: start)
    #expect(running.map(\.at) == [Self.now - .seconds(600)])
    #expect(running.first?.end == nil, "it goes on, though one of before has ended")
    let done = marks(before + [(.inProgress, 600, []), (.done, 60, [])], recurrence: weekly, start: start)
    #expect(done.map(\.at) == [Self.now - .seconds(600)])
    #expect(done.first?.end == Self.now - .seconds(60))
  }

  @Test func aStepThatDoesNotCountIsNotMarked() {
    #expect(marks([(.cancelled, 900, []), (.inProgress, 600, [])]).isEmpty)
    let running = marks([(.inProgress, 900, []), (.cancelled, 600, [])])
    #expect(running.count == 1 && running.first?.end == nil)
  }

  @Test func theHostsAreThoseOfTheBeginning() {
    #expect(marks([(.inProgress, 600, ["bm-db07", "bm-db08"])]).count == 1)
    #expect(marks([(.inProgress, 600, ["bm-db08"])]).isEmpty)
  }
}
