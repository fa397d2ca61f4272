import OpsDomain
import TestSupport
import Testing

@Suite("the team's state is a fold") struct TeamFoldTests {
  @Test("invariants 2 and 4: any order and any repetition of the operations gives the same state", arguments: 0..<60)
  func everyOrderGivesTheSameState(seed: UInt64) {
    var random = RandomOperations(seed: seed)
    let operations = random.team(count: 200)
    let expected = TeamState(operations)
    #expect(!expected.windows.isEmpty)
    for _ in 0..<4 {
      let shuffled = (operations + operations.shuffled(using: &random.random).prefix(40)).shuffled(
        using: &random.random)
      let state = TeamState(shuffled)
      #expect(state == expected)
      #expect(state.windows == expected.windows)
      #expect(state.reservations == expected.reservations)
      #expect(state.openReservations(at: .fixture) == expected.openReservations(at: .fixture))
      #expect(state.statusOverrides(at: .fixture) == expected.statusOverrides(at: .fixture))
    }
    var pieces = TeamState()
    for start in stride(from: 0, to: operations.count, by: 7) {
      pieces.apply(operations[start..<min(start + 7, operations.count)])
    }
    #expect(pieces == expected)
  }

  @Test("the past comes back: what was recorded by a moment gives the state of that moment", arguments: 0..<10)
  func prefixesReproduceThePast(seed: UInt64) {
    var random = RandomOperations(seed: seed)
    let operations = random.team(count: 80)
    var live = TeamState()
    for operation in operations {
      live.apply(operation)
      #expect(TeamState(operations.shuffled(using: &random.random), until: operation.recordedAt) == live)
    }
  }

  @Test func whatComesBeforeItsPlanWaitsForIt() {
    var script = OperationScript()
    let window = script.plan()
    script.step(window, .inProgress)
    script.change(window) { $0.title = "moved" }
    var team = TeamState()
    for operation in script.operations.dropFirst() { team.apply(operation) }
    #expect(team.windows.isEmpty)
    team.apply(script.operations[0])
    #expect(team.windows.first?.recorded == .inProgress)
    #expect(team.windows.first?.plan.title == "moved")
  }

  @Test("invariant 19: who leaves the team stays in what he wrote") func peopleStay() {
    var script = OperationScript()
    script.plan(by: "jkondo")
    script.record(.requestSend(RequestPlan(to: .person("naoya"), subject: "s")), by: "hatta")
    #expect(Set(script.team.people.keys) == ["jkondo", "hatta"])
    #expect(script.team.windows.first?.author.account == "jkondo")
  }

  @Test func theFirstDigestOfADayCounts() {
    var script = OperationScript()
    script.record(.digestPublish(DigestPublication(day: "2026-08-22", text: "first")))
    script.record(.digestPublish(DigestPublication(day: "2026-08-22", text: "second")))
    #expect(script.team.digests["2026-08-22"]?.text == "first")
    #expect(TeamState(script.operations.reversed()).digests["2026-08-22"]?.text == "first")
  }

  @Test func anUnknownStateOfAWindowChangesNothing() throws {
    var script = OperationScript()
    let window = script.plan()
    script.record(
      try OperationBody(type: "window.state", json: "{\"window\":\"\(window)\",\"state\":\"paused\",\"at\":1}"))
    #expect(script.team.windows.first?.recorded == .planned)
  }

  @Test func acknowledgementsHoldUntilTheyExpireOrAreReleased() {
    var script = OperationScript()
    let start = script.now
    let whole = script.record(
      .findingAcknowledge(FindingAcknowledgement(host: "a", rule: .load, at: start, reason: "batch")))
    script.record(
      .findingAcknowledge(
        FindingAcknowledgement(
          host: "a", rule: .disk, subject: "/data", at: start, expires: start + .seconds(600), reason: "cleaning")))
    let released = script.now
    script.record(.findingRelease(Clearing(target: whole, at: released)))
    let team = script.team
    #expect(team.acknowledgement(of: .load, subject: "any", on: "a", at: released - .seconds(1))?.id == whole)
    #expect(team.acknowledgement(of: .load, on: "a", at: released) == nil)
    #expect(team.acknowledgement(of: .load, on: "b", at: start) == nil)
    #expect(team.acknowledgement(of: .disk, subject: "/data", on: "a", at: start + .seconds(599)) != nil)
    #expect(team.acknowledgement(of: .disk, subject: "/data", on: "a", at: start + .seconds(600)) == nil)
    #expect(team.acknowledgement(of: .disk, subject: "/", on: "a", at: start) == nil)
  }

  @Test("invariant 16: a hold always names its owner and never stops him") func holdNeverStopsItsOwner() {
    var script = OperationScript()
    let start = script.now
    let targets = WorkTargets("bm-db07", hosts: ["bm-db07"])
    script.record(
      .holdSet(
        HoldPlan(targets: targets, reason: "rebuild", owner: "naoya", since: start, expires: start + .seconds(60))))
    let warning = script.record(
      .holdSet(HoldPlan(targets: targets, reason: "careful", owner: "naoya", variant: .warning, since: start)))
    let cleared = script.now
    script.record(.holdClear(Clearing(target: warning, at: cleared)), by: "hatta")
    let team = script.team
    #expect(team.activeHolds(at: start).count == 2)
    #expect(team.activeHolds(at: start - .seconds(1)).isEmpty)
    #expect(team.activeHolds(at: start + .seconds(60)).map(\.id) == [warning], "the end is not part of it")
    #expect(team.activeHolds(at: cleared).isEmpty)
    #expect(team.hold(warning)?.clearedBy?.account == "hatta")
    #expect(team.holds[0].stops("hatta") && !team.holds[0].stops("naoya"))
    #expect(!team.holds[1].stops("hatta"))
  }

  @Test func freezesHoldFromTheirBeginningUpToTheirEnd() {
    var script = OperationScript()
    let start = script.now
    var weekly = FreezePlan(
      targets: WorkTargets(""), start: start, end: start + .seconds(3600), zone: "UTC", reason: "fridays", owner: "ops")
    let once = script.record(.freezeSet(weekly))
    weekly.recurrence = "FREQ=WEEKLY"
    let recurring = script.record(.freezeSet(weekly))
    let team = script.team
    #expect(team.activeFreezes(at: start).map(\.id) == [once, recurring])
    #expect(team.activeFreezes(at: start + .seconds(3600)).isEmpty)
    #expect(team.activeFreezes(at: start + .seconds(7 * 86_400)).map(\.id) == [recurring])
    script.now = start + .seconds(8 * 86_400)
    script.record(.freezeClear(Clearing(target: recurring, at: script.now)))
    #expect(script.team.activeFreezes(at: start + .seconds(14 * 86_400)).isEmpty)
    #expect(script.team.activeFreezes(at: start + .seconds(7 * 86_400)).map(\.id) == [recurring], "the past stays")
  }
}
