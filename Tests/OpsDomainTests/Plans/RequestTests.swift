import OpsDomain
import TestSupport
import Testing

@Suite("requests") struct RequestTests {
  private func sent(_ to: Addressee, needs: RequestPlan.Need = .work) -> (OperationScript, OperationID) {
    var script = OperationScript()
    var plan = RequestPlan(to: to, subject: "swap the disk", due: script.now + .seconds(86_400), needs: needs)
    plan.number = 12
    let id = script.record(.requestSend(plan), by: "asker")
    return (script, id)
  }

  @Test("invariant 14: exactly one accepts; it is closed for the others at that moment") func onlyOneAccepts() throws {
    var (script, id) = sent(.group("dba"))
    #expect(script.team.waiting(for: "naoya", memberships: ["dba"]).count == 1)
    #expect(script.team.waiting(for: "hatta", memberships: ["dba"]).count == 1)
    #expect(script.team.waiting(for: "nobody", memberships: []).isEmpty)
    script.answer(id, .accepted, by: "naoya")
    script.answer(id, .accepted, by: "hatta")
    let request = try #require(script.team.requests.first)
    #expect(request.assignee == "naoya")
    #expect(request.steps.map { $0.refused == nil } == [true, false])
    #expect(request.steps.last?.refused?.contains("naoya") == true)
    #expect(script.team.waiting(for: "hatta", memberships: ["dba"]).isEmpty)
    #expect(script.team.waiting(for: "naoya", memberships: []).count == 1)
    #expect(script.team.waiting(by: "asker").count == 1)
    script.answer(id, .done, by: "hatta")
    #expect(script.team.requests.first?.recorded == .accepted)
    script.answer(id, .done, by: "naoya")
    #expect(script.team.requests.first?.recorded == .done)
    #expect(script.team.waiting(by: "asker").isEmpty)
  }

  @Test("invariant 14: two acceptances made apart leave one, the same on both sides") func acceptancesThatMeetLeaveOne()
  {
    var (script, id) = sent(.onDuty("db"))
    let step = OperationBody.requestState(RequestTransition(request: id, state: .accepted, at: script.now))
    script.record(step, by: "hatta", writer: "kyoto1", hybrid: HybridTime(wall: Timestamp.fixture.milliseconds + 20))
    script.record(step, by: "naoya", writer: "tokyo1", hybrid: HybridTime(wall: Timestamp.fixture.milliseconds + 10))
    #expect(script.team.requests.first?.assignee == "naoya")
    #expect(TeamState(script.operations.reversed()) == script.team)
  }

  @Test("invariant 13: a comment or a second copy never sends a request again") func nothingSendsItAgain() throws {
    var (script, id) = sent(.person("naoya"))
    script.answer(id, .acknowledged, by: "naoya")
    let before = try #require(script.team.requests.first)
    script.answer(id, nil, by: "hatta", reason: "which disk?")
    var again = script.operations
    again.append(script.operations[0])
    let after = try #require(TeamState(again).requests.first)
    #expect(TeamState(again).requests.count == 1)
    #expect(after.recorded == before.recorded && after.sentAt == before.sentAt)
    #expect(after.watchers == ["asker", "naoya", "hatta"], "who said something hears of the answer")
  }

  @Test func onlyThePersonAskedAnswersAndOnlyTheAskerWithdraws() throws {
    var (script, id) = sent(.person("naoya"))
    let request = try #require(script.team.requests.first)
    #expect(throws: PlanProblem.self) { try request.transition(to: .accepted, by: "hatta", at: script.now) }
    #expect(throws: PlanProblem.self) { try request.transition(to: .withdrawn, by: "naoya", at: script.now) }
    script.answer(id, .accepted, by: "hatta")
    #expect(script.team.requests.first?.assignee == nil)
    script.answer(id, .withdrawn, by: "asker")
    #expect(script.team.requests.first?.isOpen == false)
    script.answer(id, .accepted, by: "naoya")
    #expect(script.team.requests.first?.recorded == .withdrawn)
  }

  @Test func toDeclineNeedsAReason() throws {
    var (script, id) = sent(.person("naoya"))
    #expect(throws: PlanProblem.self) {
      try #require(script.team.requests.first).transition(to: .declined, by: "naoya", at: script.now)
    }
    script.answer(id, .declined, by: "naoya", reason: " ")
    #expect(script.team.requests.first?.recorded == .sent)
    script.answer(id, .declined, by: "naoya", reason: "not my disk")
    #expect(script.team.requests.first?.recorded == .declined)
  }

  @Test func whoDeclinesForHimselfLeavesItToTheGroup() {
    var (script, id) = sent(.group("dba"))
    script.answer(id, .declined, by: "naoya", reason: "on holiday")
    #expect(script.team.waiting(for: "naoya", memberships: ["dba"]).isEmpty)
    #expect(script.team.waiting(for: "hatta", memberships: ["dba"]).count == 1)
    script.answer(id, .accepted, by: "hatta")
    script.answer(id, .declined, by: "hatta", reason: "the part is missing")
    #expect(script.team.requests.first?.recorded == .declined)
  }

  @Test func acknowledgementIsEnoughWhereNothingElseIsAsked() {
    var (script, id) = sent(.person("naoya"), needs: .ack)
    script.answer(id, .acknowledged, by: "naoya")
    #expect(script.team.requests.first?.isOpen == false)
    #expect(script.team.waiting(for: "naoya", memberships: []).isEmpty)
  }

  @Test func overdueIsToldByTheClock() throws {
    var (script, id) = sent(.person("naoya"))
    let due = try #require(script.team.requests.first?.plan.due)
    #expect(script.team.requests.first?.state(at: due - .seconds(1)) == .sent)
    #expect(script.team.requests.first?.state(at: due) == .overdue)
    script.answer(id, .done, by: "naoya")
    #expect(script.team.requests.first?.state(at: due) == .done)
    #expect(script.team.requests.first?.assignee == "naoya")
  }

  @Test func theMostUrgentComesFirst() {
    var script = OperationScript()
    for (subject, due) in [("never", nil), ("late", 500), ("soon", 100)] as [(String, Int64?)] {
      script.record(
        .requestSend(
          RequestPlan(to: .person("naoya"), subject: subject, due: due.map { Timestamp.fixture + .seconds($0) })))
    }
    let subjects = script.team.waiting(for: "naoya", memberships: []).map(\.plan.subject)
    #expect(subjects == ["soon", "late", "never"])
  }
}
