import OpsDomain
import TestSupport
import Testing

@Test("the worst reason decides; what is forbidden outweighs what is not known")
func worstWins() {
  #expect(VerdictWord(worst: nil) == .ok)
  #expect(VerdictSeverity.allCases.map { VerdictWord(worst: $0) } == [.ok, .caution, .unknown, .no])
  #expect(VerdictWord.allCases.map(\.exitCode) == [0, 1, 2, 3])
}

@Test("the answer for people has the word first, the worst reasons first, the earliest moment last")
func textForPeople() throws {
  var desk = VerdictDesk(.role(8, keep: .count(5)), loads: ["bm-app03": 80])
  desk.freeze(WorkTargets(""), from: .seconds(-3600), to: .seconds(3600))
  #expect(
    desk.ask("bm-app[01-02]").lines(in: .utc) == [
      "NO  update bm-app[01-02] (2 hosts at once)",
      "  block    freeze F-3 until 04:03 (owner ops): year end",
      "  warn     role bookmark:app has 1 critical host: bm-app03 (load5 20.00/core ≥ 3)",
      "  info     role bookmark:app needs 5 in service; this leaves 5 of 8",
      "earliest OK: 04:03",
    ])
  #expect(desk.ask("bm-app01").headline == "NO: freeze F-3 until 04:03 (owner ops): year end")
  #expect(VerdictDesk().ask("gateway").lines(in: .utc) == ["OK  update gateway", "  nothing speaks against it"])
  #expect(VerdictDesk().ask("bm-app01", .reboot).headline == "OK to reboot")
  #expect(
    VerdictDesk().ask("bookmark:app").lines(in: .utc).first
      == "OK  update bookmark:app (11 hosts, one at a time)")
}

@Test("every reason that weighs something has a few words for a narrow line")
func briefs() {
  for code in VerdictCode.allCases {
    let reason = VerdictReason(code, .warn, "", until: .fixture, source: .store, by: "naoya")
    let isWeighty = code != .capacityExempt && code != .capacityLater
    #expect(reason.brief { _ in "09:00" }.isEmpty != isWeighty, "\(code.rawValue)")
    #expect(reason.brief { _ in "09:00" }.count < 32)
  }
  let freeze = VerdictReason(.freezeActive, .block, "", until: .fixture, source: .store)
  #expect(freeze.brief { _ in "09:00" } == "freeze until 09:00")
  #expect(VerdictDesk(.role(8, keep: .count(8))).ask("bm-app01").reasons.first?.brief { _ in "" } == "no spare")
  #expect(VerdictDesk(.role(8, keep: .count(9))).ask("bm-app01").reasons.first?.brief { _ in "" } == "fewer than keep")
}

@Test("an answer holds for a minute, or until plans change it")
func validity() {
  var desk = VerdictDesk()
  #expect(desk.ask("bm-db07").validFor == .seconds(60))
  #expect(desk.ask("bm-db07").nextChange == nil)
  // Neither a draft nor work on hosts that have no part in it changes the answer.
  desk.window(from: .seconds(600), to: .seconds(1200)) { $0.state = .draft }
  desk.work = [
    WorkInHand(
      id: OperationID(high: 1, low: 1), hosts: ["bm-app02"], owner: "jkondo", begun: desk.moment,
      leaseExpires: desk.moment + .seconds(300))
  ]
  #expect(desk.ask("bm-db07").nextChange == nil)
  #expect(desk.ask("bm-app01").nextChange == desk.moment + .seconds(300))
  desk.freeze(WorkTargets(""), from: .seconds(1830), to: .seconds(7200))
  #expect(desk.ask("bm-db07", length: .seconds(1800)).nextChange == desk.moment + .seconds(30))
  #expect(desk.ask("bm-db07", length: .seconds(1800)).validFor == .seconds(30))
}

@Test("the document says all that scripts need, in a fixed order")
func document() throws {
  var desk = VerdictDesk(.role(8, keep: .count(8)))
  desk.freeze(WorkTargets(""), from: .seconds(-3600), to: .seconds(3600))
  let document = desk.ask("bm-app01").document
  guard case .object(let members) = document else {
    Issue.record("no object")
    return
  }
  #expect(
    members.map(\.name) == [
      "schema", "verdict", "exitCode", "subject", "action", "at", "for", "actor", "validFor", "reasons", "nextChange",
      "snapshot",
    ])
  #expect(members[0].value == .text("opsconsole.verdict/1"))
  #expect(members[1].value == .text("NO") && members[2].value == .whole(2))
  guard case .list(let reasons) = members[9].value, case .object(let first)? = reasons.first else {
    Issue.record("no reasons")
    return
  }
  #expect(first.map(\.name) == ["code", "severity", "message", "until", "source", "by", "evidence"])
  #expect(first[0].value == .text("freeze.active") && first[3].value == .moment(desk.moment + .seconds(3600)))
}

@Test("questions keep within their limits")
func questionLimits() {
  let endless = VerdictQuestion(
    .everything, at: Timestamp(milliseconds: .max), duration: .seconds(Int64.max), actor: "")
  #expect(endless.duration == VerdictQuestion.durationMax)
  let past = VerdictQuestion(.everything, at: .fixture, duration: .seconds(-5), actor: "")
  #expect(past.duration == .zero && !past.span.isEmpty)
  #expect(Verdict(endless, VerdictDesk().snapshot).reasons.allSatisfy { $0.until == nil })
}

@Test("every code can be reached by the tests, and none but these")
func everyCode() {
  #expect(
    VerdictCode.allCases.map(\.rawValue) == [
      "freeze.active", "hold.active", "window.other", "window.mine", "window.required", "window.soon",
      "reservation.concurrent", "capacity.floor", "capacity.load", "capacity.exempt", "capacity.stale",
      "capacity.conflict", "capacity.later", "alert.firing", "dependency.busy", "request.unapproved", "log.open",
      "source.unreachable", "subject.unknown",
    ])
}
