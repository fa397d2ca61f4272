import OpsDomain
import TestSupport
import Testing

@Suite("plans whose times no clock shows") struct PoisonTests {
  private static let edges = [Int64.min, -1, 1, Timestamp.fixture.milliseconds, .max - 1, .max]
    .map { Timestamp(milliseconds: $0) }

  @Test("a plan that never ends harms nobody who reads it", arguments: edges, ["FREQ=DAILY", "FREQ=YEARLY", nil])
  func extremePlansAreFolded(start: Timestamp, rule: String?) throws {
    for end in Self.edges {
      var script = OperationScript()
      let id = script.plan { ($0.start, $0.end, $0.recurrence) = (start, end, rule) }
      var freeze = FreezePlan(targets: WorkTargets(""), start: start, end: end, reason: "r", owner: "n")
      freeze.recurrence = rule
      let frozen = script.record(.freezeSet(freeze))
      script.step(id, .inProgress, occurrence: end)
      script.record(.freezeClear(Clearing(target: frozen, at: start)))
      let team = script.team
      let day = TeamDay(containing: .fixture, zone: .utc)
      for range in [day.interval, Timestamp(milliseconds: .min)..<Timestamp(milliseconds: .max)] {
        for window in team.windows { _ = window.plan.occurrences(in: range, zones: ZoneFixture.catalogue) }
        for freeze in team.freezes { _ = freeze.occurrences(in: range, zones: ZoneFixture.catalogue) }
      }
      _ = team.activeFreezes(at: script.now)
      for window in team.windows { _ = (window.state(at: script.now), window.interval(at: script.now)) }
      let page = Digest(day: day, entries: [], team: team, zones: ZoneFixture.catalogue).markdown
      #expect(page.hasPrefix("# Digest"))
    }
  }

  @Test func anOccurrenceThatNeverEndsIsStillShown() {
    var plan = WindowPlan(
      title: "t", targets: WorkTargets("a"), start: Timestamp(milliseconds: 1), end: Timestamp(milliseconds: .max),
      owner: "n")
    plan.recurrence = "FREQ=DAILY"
    let day = TeamDay(containing: .fixture, zone: .utc).interval
    let found = plan.occurrences(in: day, zones: ZoneFixture.catalogue)
    #expect(!found.isEmpty && found.allSatisfy { $0.upperBound.milliseconds == .max })
  }

  @Test func timesOfNoCalendarAreRefused() {
    for bad in [Int64.min, -1, 253_402_300_800_000, .max] {
      let at = Timestamp(milliseconds: bad)
      let some = OperationID(high: 1, low: 1)
      var hold = HoldPlan(targets: WorkTargets("a"), reason: "r", owner: "n", since: .fixture)
      hold.expires = max(at, .fixture + .seconds(1))
      if bad < 0 { hold.since = at }
      let plan = WindowPlan(
        title: "t", targets: WorkTargets("a"), start: min(at, .fixture), end: max(at, .fixture), owner: "n")
      let bodies: [OperationBody] = [
        .windowPlan(plan), .entryAdd(Entry("x", at: at)), .holdSet(hold),
        .freezeSet(
          FreezePlan(targets: WorkTargets("a"), start: plan.start, end: plan.end, reason: "r", owner: "n")),
        .windowState(WindowTransition(window: some, state: .inProgress, at: .fixture, occurrence: at)),
        .hostStatus(HostStatusChange(hosts: ["a"], status: .standby, at: at)),
        .freezeClear(Clearing(target: some, at: at)),
      ]
      for body in bodies { #expect(body.problem?.kind == .invalid, "\(body)") }
    }
  }
}
