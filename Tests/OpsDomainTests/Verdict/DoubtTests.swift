import TestSupport
import Testing

@testable import OpsDomain

// What is not known is never taken for well: unread hosts, ways that fail on our side, hosts that do not answer.

@Test("without keep, too, hosts that are not read are told, and none that is read is no answer")
func unreadHostsWithoutKeep() {
  var desk = VerdictDesk(.role(10, keep: nil))
  desk.hosts.lose(stale: numbered("app", 3...10))
  let some = desk.ask("bookmark:app")
  #expect(some.word == .caution && some.codes == [.capacityStale])
  desk = VerdictDesk(.role(10, keep: nil))
  desk.hosts.lose(stale: numbered("app", 2...10))
  let one = desk.ask("bm-app01")
  #expect(one.word == .unknown && one.codes.first == .capacityStale, "it may be the last")
}

@Test("a host that lets us in no more may serve all the same", arguments: [LinkFailure.Kind.authentication, .tls])
func ourOwnTroubleIsNotTheHosts(kind: LinkFailure.Kind) {
  var desk = VerdictDesk(.role(8, keep: .count(8)))
  desk.hosts.lose(down: ["bm-app01"], by: kind)
  #expect(desk.hosts.fleet["bm-app01"]?.health == .down && desk.hosts.fleet["bm-app01"]?.duty == .unseen)
  #expect(desk.ask("bm-app01").word == .unknown)
  var gone = VerdictDesk(.role(8, keep: .count(8)))
  gone.hosts.lose(down: ["bm-app01"])
  #expect(gone.ask("bm-app01").word == .ok, "who refuses is gone")
}

@Test("many that do not answer may be an incident, before anybody can call them down")
func silentHostsMayBeAnIncident() {
  var desk = VerdictDesk(.role(20, keep: .count(10)))
  desk.hosts.lose(down: numbered("app", 2...2), after: .seconds(32))
  #expect(desk.hosts.fleet["bm-app02"]?.health == .stale)
  #expect(desk.ask("bm-app01").word == .ok, "one alone is none")
  desk = VerdictDesk(.role(20, keep: .count(10)))
  desk.hosts.lose(down: numbered("app", 2...9), after: .seconds(32))
  let verdict = desk.ask("bm-app01")
  #expect(verdict.word == .unknown && verdict.codes == [.capacityStale])
  desk.hosts.lose(down: numbered("app", 2...9))
  #expect(desk.ask("bm-app01").codes == [.alertFiring])
}

@Test("what is taken out unread may serve") func unreadLossIsNoHarm() throws {
  var fixture = RoleFixture(.role(9, keep: .count(8)))
  fixture.lose(stale: ["bm-app03"])
  let whatIf = fixture.fleet.whatIf(without: ["bm-app03"], at: fixture.now)
  let loss = try #require(whatIf.losses.first)
  #expect(!whatIf.isHarmless && loss.isUnsure)
  #expect(loss.words == "1 taken out: 1 of them is not read now, and may serve")
}

@Test("a share of so many hosts is not rounded up twice", arguments: [(0.55, 100, 55), (0.07, 200, 14), (0.8, 11, 9)])
func sharesAreRoundedOnce(share: Double, total: Int, required: Int) {
  #expect(Keep.share(share).required(of: total) == required)
}

@Test("the peaks of every hour of the clock that the work touches are looked at")
func peaksOfTouchedHours() {
  let desk = VerdictDesk(.role(8, keep: .count(5)))
  let start = Timestamp(milliseconds: desk.moment.milliseconds / 3_600_000 * 3_600_000 + 3_600_000)
  func hours(_ minute: Int64, _ length: Int64) -> [Int64] {
    let question = VerdictQuestion(
      .host("bm-app01"), at: start + .seconds(minute * 60), duration: .seconds(length * 60), actor: "x")
    return VerdictCase(question, desk.snapshot).peakHours.map {
      ($0.milliseconds - start.milliseconds) / 3_600_000
    }
  }
  #expect(hours(50, 30) == [0, 1])
  #expect(hours(0, 60) == [0])
  #expect(hours(10, 20) == [0])
  #expect(hours(59, 62) == [0, 1, 2])
}
