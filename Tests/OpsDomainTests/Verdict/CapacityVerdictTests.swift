import OpsDomain
import TestSupport
import Testing

@Test("the last spare may not be taken: NO with capacity.floor")
func floorIsKept() throws {
  let desk = VerdictDesk(.role(8, keep: .count(8)))
  let verdict = desk.ask("bm-app01")
  #expect(verdict.word == .no && verdict.word.exitCode == 2)
  #expect(verdict.codes == [.capacityFloor])
  let reason = try #require(verdict[.capacityFloor])
  #expect(reason.message == "role bookmark:app needs 8 in service, has 8; this would leave 7")
  #expect(reason.source == .role(.app) && reason.until == nil)
  #expect(reason.evidence["required"] == .whole(8) && reason.evidence["left"] == .whole(7))
  #expect(verdict.earliest == nil)
}

@Test("a host that is down already costs nothing: OK with capacity.exempt")
func downHostIsExempt() throws {
  var desk = VerdictDesk(.role(8, keep: .count(8)))
  desk.hosts.lose(down: ["bm-app01"])
  let verdict = desk.ask("bm-app01")
  #expect(verdict.word == .ok && verdict.word.exitCode == 0)
  #expect(
    verdict[.capacityExempt]?.message == "bm-app01 is out of service already: down; no capacity lost")
  // Any other of its role costs one too many.
  #expect(desk.ask("bm-app02").codes.first == .capacityFloor)
}

@Test(
  "hosts set aside and critical ones cost nothing either",
  arguments: [
    (HostStatus.maintenance, "bm-app01 is out of service already: maintenance; no capacity lost"),
    (.standby, "bm-app01 is out of service already: standby; no capacity lost"),
  ])
func asideHostIsExempt(status: HostStatus, message: String) {
  var desk = VerdictDesk(.role(8, keep: .count(8)))
  desk.hosts.set(["bm-app01"], status)
  #expect(desk.ask("bm-app01")[.capacityExempt]?.message == message)
  #expect(desk.ask("bm-app01").word == .ok)
  let ailing = VerdictDesk(.role(8, keep: .count(8)), loads: ["bm-app01": 80])
  #expect(ailing.ask("bm-app01").word == .ok)
  #expect(
    ailing.ask("bm-app01")[.capacityExempt]?.message == "bm-app01 is critical and counts for nothing; no capacity lost")
}

@Test("an old reading is UNKNOWN, never OK")
func oldReadingIsUnknown() throws {
  var desk = VerdictDesk(.role(8, keep: .count(5)))
  desk.hosts.lose(stale: ["bm-app01"])
  let verdict = desk.ask("bm-app01")
  #expect(verdict.word == .unknown && verdict.word.exitCode == 3)
  #expect(verdict.codes == [.capacityStale])
  #expect(verdict[.capacityStale]?.message == "bm-app01: last reading 4m old, limit 60s")
  #expect(verdict[.capacityStale]?.evidence["limitSeconds"] == .number(60))
  // The others are enough without it.
  #expect(desk.ask("bm-app02").word == .ok)
  // A host that was never read is not known either.
  let unread = VerdictSnapshot(fleet: Fleet(.role(8, keep: .count(5)), at: .fixture), now: .fixture)
  let question = VerdictQuestion(.host("bm-app01"), at: .fixture, actor: "tokyo1")
  let never = Verdict(question, unread)
  #expect(never.word == .unknown)
  #expect(never.reasons.contains { $0.message == "bm-app01: never read" })
}

@Test("what is not read counts neither as there nor as gone")
func unreadOthersAreUnknown() throws {
  var desk = VerdictDesk(.role(8, keep: .count(7)))
  desk.hosts.lose(stale: ["bm-app02"])
  let verdict = desk.ask("bm-app01")
  #expect(verdict.word == .unknown)
  #expect(
    verdict[.capacityStale]?.message
      == "bookmark:app needs 7 in service; this would leave 6 that are read now and 1 that is not: "
      + "bm-app02, last reading 4m old, limit 60s")
  // Too few even if it turns out to be there: that is certain.
  desk.hosts.lose(down: ["bm-app03"], stale: ["bm-app02"])
  #expect(desk.ask("bm-app01").word == .no)
}

@Test("a set goes all at once; a role one at a time")
func setsGoAtOnce() {
  let desk = VerdictDesk()
  #expect(desk.ask("bm-app[01-02]").word == .ok)
  #expect(desk.ask("bm-app[01-03]").codes == [.capacityFloor])
  #expect(desk.ask("bookmark:app").word == .ok)
  #expect(desk.ask("@bookmark:app").question.subject == .role(.app))
  #expect(desk.ask("app").question.subject == .role(.app))
  #expect(desk.ask("bookmark").question.subject == .service("bookmark"))
  #expect(desk.ask("bookmark").word == .ok)
  #expect(desk.ask("@bookmark:app,@bookmark:db").codes == [.capacityFloor, .capacityFloor])
  #expect(
    VerdictDesk(.role(8, keep: .count(8))).ask("bookmark:app")[.capacityFloor]?.message
      == "role bookmark:app needs 8 in service, has 8; one at a time would leave 7")
}

@Test("members of a role that are not read are a reason for care, even where the others are enough")
func staleMembersOfARoleAreNotOK() {
  var desk = VerdictDesk(.role(8, keep: .count(5)))
  desk.hosts.lose(stale: ["bm-app03"])
  #expect(desk.ask("bookmark:app").word == .caution)
  #expect(
    desk.ask("bookmark:app")[.capacityStale]?.message
      == "leave out bm-app03 of bookmark:app: last reading 4m old, limit 60s")
  desk.hosts.lose(stale: numbered("app", 1...4))
  #expect(desk.ask("bookmark:app").word == .unknown)
}

@Test("two floors for one host are UNKNOWN")
func conflictIsUnknown() {
  let twice = Inventory.role(8, keep: .count(5)) { $0.otherKeeps = [.share(0.9)] }
  #expect(VerdictDesk(twice).ask("bm-app01").codes == [.capacityConflict])
  #expect(
    VerdictDesk(twice).ask("bm-app01")[.capacityConflict]?.message
      == "role bookmark:app has two floors: keep 5 and 90 %")
  let other = RoleSpecification(id: .database, keep: .count(1), hosts: ["bm-app01"])
  let names = numbered("app", 1...8)
  let both = Inventory(
    hosts: names.map { Host(id: $0, role: .app) },
    roles: [RoleSpecification(id: .app, keep: .count(5), hosts: names), other])
  let verdict = VerdictDesk(both).ask("bm-app01")
  #expect(verdict[.capacityConflict]?.message == "two floors select bm-app01: bookmark:app and bookmark:db")
  #expect(VerdictDesk(both).ask("bm-app02").word == .ok)
}

@Test("where the team has not said how many must stay, the last one is a reason for care")
func withoutKeepTheLastIsCaution() {
  let desk = VerdictDesk(.role(2, keep: nil))
  #expect(desk.ask("bm-app01").word == .ok)
  #expect(desk.ask("bm-app01")[.capacityFloor]?.severity == .info)
  #expect(desk.ask("bm-app[01-02]").word == .caution)
  #expect(
    desk.ask("bm-app[01-02]")[.capacityFloor]?.message
      == "role bookmark:app has no keep; this would leave none in service")
}

@Test("a share of hosts that go for good is counted without them")
func removedHostsLeaveTheShare() {
  let desk = VerdictDesk(.role(10, keep: .share(0.9)))
  #expect(desk.ask("bm-app[01-02]").word == .no)
  // Of eight that are left in all, eight are more than nine tenths.
  #expect(desk.ask("bm-app[01-02]", .remove).word == .ok)
}

@Test("too much load for those left is a reason for care: now, or at the usual peak of the hours it takes")
func loadAfterLossIsCaution() throws {
  let loads = Dictionary(uniqueKeysWithValues: numbered("app", 1...4).map { ($0, 4.8) })
  let busy = VerdictDesk(.role(4, keep: .count(2)), loads: loads)
  let verdict = busy.ask("bm-app01")
  #expect(verdict.word == .caution && verdict.codes == [.capacityLoad])
  #expect(
    verdict[.capacityLoad]?.message == "those left of bookmark:app would carry 1.60/core now, limit 1.5")
  var quiet = VerdictDesk(.role(4, keep: .count(2)))
  quiet.hosts.usual(numbered("app", 1...4), 1.3, at: quiet.moment + .seconds(3600))
  #expect(quiet.ask("bm-app01", length: .seconds(600)).word == .ok)
  let long = quiet.ask("bm-app01", length: .seconds(3600))
  #expect(
    long[.capacityLoad]?.message
      == "those left of bookmark:app would carry 0.53/core now, 1.73/core at the usual peak of 4:00, limit 1.5")
}

@Test("a question about later says that hosts are judged as they are now, and reckons with the peak of then")
func laterIsSaid() throws {
  var desk = VerdictDesk(.role(4, keep: .count(2)))
  desk.hosts.usual(numbered("app", 1...4), 1.3, at: desk.moment + .seconds(6 * 3600))
  #expect(desk.ask("bm-app01")[.capacityLater] == nil)
  let later = desk.ask("bm-app01", after: .seconds(6 * 3600), length: .seconds(60))
  #expect(later[.capacityLater]?.severity == .info)
  #expect(
    later[.capacityLater]?.message
      == "hosts and alarms are judged as they are now, 03:03, not as they will be 09:03")
  #expect(later.codes == [.capacityLoad])
  #expect(
    later[.capacityLoad]?.message
      == "those left of bookmark:app would carry 1.73/core at the usual peak of 9:00, limit 1.5")
}

@Test("a host of no role is judged by itself")
func hostWithoutRole() {
  #expect(VerdictDesk().ask("gateway").word == .ok)
  var desk = VerdictDesk()
  desk.hosts.lose(stale: ["gateway"])
  #expect(desk.ask("gateway").word == .unknown)
}
