import OpsDomain
import TestSupport
import Testing

private let hour: Duration = .seconds(3600)

/// Work that somebody has in hand since ten minutes ago.
private func inHand(_ hosts: [HostID], by owner: String, lease: Duration = .seconds(600)) -> WorkInHand {
  WorkInHand(
    id: OperationID(high: 1, low: 7), reference: "V-7", hosts: hosts, owner: owner,
    begun: .fixture - .seconds(600), leaseExpires: .fixture + lease)
}

@Test("of the last spare, one may begin: what is in hand no longer counts, though it still looks well")
func lastSpareGoesOnce() {
  var desk = VerdictDesk(.role(9, keep: .count(8)))
  #expect(desk.ask("bm-app01").word == .ok)
  #expect(desk.ask("bm-app02", by: "jkondo").word == .ok)
  desk.work = [inHand(["bm-app01"], by: "tokyo1")]
  let second = desk.ask("bm-app02", by: "jkondo")
  #expect(second.word == .no && second.codes == [.capacityFloor])
  #expect(
    second[.capacityFloor]?.message
      == "role bookmark:app needs 8 in service, has 8 besides 1 in hand; this would leave 7")
  // Who has begun is not stopped by his own work.
  #expect(desk.ask("bm-app01").word == .ok)
  #expect(desk.ask("bm-app01")[.reservationConcurrent]?.severity == .info)
}

@Test("who works through a role one host after the other has one of them out at a time")
func rollingWorkCountsOnce() {
  var desk = VerdictDesk(.role(9, keep: .count(8)))
  var work = inHand(numbered("app", 3...9), by: "jkondo")
  work.isOneByOne = true
  desk.work = [work]
  #expect(desk.ask("bm-app01").codes == [.capacityFloor])
  // His own next host is the one that is out.
  #expect(desk.ask("bm-app01", by: "jkondo").word == .ok)
  var narrow = VerdictDesk(.role(8, keep: .count(2)) { $0.concurrency = 1 })
  narrow.work = [work]
  #expect(narrow.ask("bm-app01").codes == [.reservationConcurrent])
}

@Test("a host in somebody's hand is not touched by others")
func sameHostTwice() {
  var desk = VerdictDesk()
  desk.work = [inHand(["bm-app01"], by: "jkondo")]
  let verdict = desk.ask("bm-app01")
  #expect(verdict.word == .no && verdict.codes == [.reservationConcurrent])
  #expect(verdict[.reservationConcurrent]?.message == "jkondo works on bm-app01 since 02:53, V-7")
  #expect(verdict.earliest == nil)
  // A lease that nobody renews is a reason for care, and locks nothing for ever.
  desk.work = [inHand(["bm-app01"], by: "jkondo", lease: .seconds(-60))]
  #expect(desk.ask("bm-app01").word == .caution)
  #expect(
    desk.ask("bm-app01")[.reservationConcurrent]?.message
      == "jkondo works on bm-app01 since 02:53, V-7, overdue since 03:02")
}

@Test("no more hosts of a role are worked on at once than may be")
func concurrency() {
  var desk = VerdictDesk(.role(8, keep: .count(2)) { $0.concurrency = 1 })
  #expect(desk.ask("bm-app01").word == .ok)
  #expect(desk.ask("bm-app[01-02]").codes == [.reservationConcurrent])
  desk.work = [inHand(["bm-app03"], by: "jkondo")]
  let verdict = desk.ask("bm-app01")
  #expect(verdict.word == .no && verdict.codes == [.reservationConcurrent])
  #expect(
    verdict[.reservationConcurrent]?.message
      == "2 of at most 1 at once in bookmark:app: bm-app03 by jkondo since 02:53")
  #expect(desk.ask("bookmark:app").codes.contains(.reservationConcurrent))
}

@Test("work that was begun in the log and not ended is a reason for care, for others")
func openWork() {
  var desk = VerdictDesk()
  desk.openWork = [
    OpenWork(
      entry: OperationID(high: 2, low: 1), author: "hatta", targets: [EntryTarget(.host, "bm-db07")],
      begun: desk.moment - .seconds(5 * 3600), lastEntry: desk.moment - .seconds(3 * 3600), text: "rebuilding")
  ]
  let verdict = desk.ask("bm-db07")
  #expect(verdict.word == .caution && verdict.codes == [.logOpen])
  #expect(verdict[.logOpen]?.message == "open work by hatta, last entry 3 h ago: rebuilding")
  #expect(desk.ask("bm-db07", by: "hatta").word == .ok)
  #expect(desk.ask("bm-db08").word == .ok)
  desk.openWork[0].targets = [EntryTarget(.role, "bookmark:db")]
  #expect(desk.ask("bm-db08").codes == [.logOpen])
}

@Test("open work is told by the last entry of its thread; that of windows is theirs")
func openWorkIsReadFromEntries() throws {
  func record(_ number: UInt64, _ kind: EntryKind, thread: UInt64? = nil, minutes: Int64) -> EntryRecord {
    EntryRecord(
      id: OperationID(high: 9, low: number), author: Author("hatta"), recordedAt: .fixture,
      entry: Entry(
        "line\nmore", kind: kind, at: .fixture + .seconds(minutes * 60), targets: [EntryTarget(.host, "bm-db07")],
        thread: thread.map { OperationID(high: 9, low: $0) }))
  }
  var script = OperationScript()
  let window = script.plan()
  script.step(window, .inProgress)
  var ofWindow = record(7, .start, minutes: 1)
  ofWindow.entry.thread = window
  let entries = [
    record(1, .start, minutes: 0), record(2, .step, thread: 1, minutes: 5), record(3, .start, minutes: 1),
    record(4, .end, thread: 3, minutes: 2), ofWindow,
  ]
  let work = OpenWork.all(in: entries, latest: entries, team: script.team)
  #expect(work.map(\.entry) == [OperationID(high: 9, low: 1)])
  #expect(work.first?.lastEntry == .fixture + .seconds(300))
  #expect(work.first?.text == "line")
}

@Test("critical hosts of the role: one is a reason for care, several that nobody has seen are NO")
func alarms() throws {
  var desk = VerdictDesk(loads: ["bm-db03": 80])
  let one = desk.ask("bm-db07")
  #expect(one.word == .caution && one.codes == [.alertFiring])
  #expect(
    one[.alertFiring]?.message == "role bookmark:db has 1 critical host: bm-db03 (load5 20.00/core ≥ 3)")
  #expect(one[.alertFiring]?.source == .host("bm-db03"))
  desk = VerdictDesk(.role(11, keep: .count(5)), loads: ["bm-app03": 80, "bm-app04": 80])
  #expect(desk.ask("bm-app07").word == .no)
  for host in ["bm-app03", "bm-app04"] {
    desk.script.record(
      .findingAcknowledge(
        FindingAcknowledgement(host: host, rule: .load, at: desk.moment - hour, reason: "on it")))
  }
  let seen = desk.ask("bm-app07")
  #expect(seen.word == .caution)
  #expect(seen[.alertFiring]?.message.hasSuffix("; acknowledged") == true)
  // To mend the critical ones ends an incident; to take a sound one with them is in its midst.
  desk = VerdictDesk(.role(11, keep: .count(5)), loads: ["bm-app03": 80, "bm-app04": 80])
  #expect(desk.ask("bm-app[03-04]").word == .ok)
  #expect(desk.ask("bm-app[03-05]")[.alertFiring]?.severity == .block)
  // What is wrong with the host itself may be why it is touched.
  let own = VerdictDesk(loads: ["bm-db03": 80]).ask("bm-db03")
  #expect(own.word == .ok)
  #expect(own[.alertFiring]?.message == "bm-db03 itself: load5 20.00/core ≥ 3")
}

@Test("work at what a role depends on is a reason for care")
func dependencies() {
  func inventory(_ dependency: RoleDependency) -> Inventory {
    var roles = Inventory.bookmark.roles
    roles[1].dependsOn = [dependency]
    return Inventory(hosts: Inventory.bookmark.hosts, roles: roles)
  }
  var desk = VerdictDesk(inventory(RoleDependency("bookmark:db")))
  #expect(desk.ask("bm-app01").word == .ok)
  desk.hosts.set(["bm-db01"], .maintenance)
  let verdict = desk.ask("bm-app01")
  #expect(verdict.word == .caution && verdict.codes == [.dependencyBusy])
  #expect(
    verdict[.dependencyBusy]?.message
      == "bookmark:app depends on bookmark:db, where bm-db01 is in M-81 until 14:00 (naoya)")
  #expect(verdict[.dependencyBusy]?.source == .host("bm-db01"))
  #expect(desk.ask("bm-cache01").word == .ok)
  var master = VerdictDesk(inventory(RoleDependency("bm-db01")))
  master.work = [inHand(["bm-db01"], by: "jkondo")]
  #expect(
    master.ask("bm-app01")[.dependencyBusy]?.message
      == "bookmark:app depends on bm-db01, which is in hand by jkondo")
  let missing = VerdictDesk(inventory(RoleDependency("blog:db"))).ask("bm-app01")
  #expect(missing.word == .unknown && missing.codes == [.dependencyBusy])
}

@Test("an approval must be given by the group, by another than oneself, and not long ago")
func approvals() throws {
  let inventory = Inventory.role(8, keep: .count(5)) { $0.approval = "dba" }
  var desk = VerdictDesk(inventory)
  #expect(desk.ask("bm-app01").codes == [.requestUnapproved])
  #expect(
    desk.ask("bm-app01")[.requestUnapproved]?.message
      == "bookmark:app needs approval by dba; nobody has asked")
  var plan = RequestPlan(
    to: Addressee("@dba"), subject: "may I?", targets: [EntryTarget(.host, "bm-app01")], needs: .approval)
  plan.number = 12
  desk.script.now = desk.moment
  let request = desk.script.record(.requestSend(plan), by: "tokyo1")
  #expect(
    desk.ask("bm-app01")[.requestUnapproved]?.message
      == "bookmark:app needs approval by dba; asked 03:03, R-12")
  #expect(desk.ask("bm-app01")[.requestUnapproved]?.source == .request(request))
  var own = desk
  own.script.answer(request, .done, by: "tokyo1")
  #expect(
    own.ask("bm-app01")[.requestUnapproved]?.message
      == "bookmark:app needs approval by dba; answered by yourself, R-12")
  #expect(
    own.ask("bm-app[01-02]")[.requestUnapproved]?.message
      == "bookmark:app needs approval by dba; asked for some of them only, R-12")
  desk.script.answer(request, .done, by: "naoya")
  #expect(desk.ask("bm-app01").word == .ok)
  #expect(desk.ask("bm-app02").word == .no)
  let late = desk.ask("bm-app01", after: .seconds(25 * 3600))
  #expect(late.codes == [.requestUnapproved])
  #expect(late[.requestUnapproved]?.message.contains("; given ") == true)
  // What ends when the approval has ended is no earliest moment.
  var frozen = desk
  frozen.freeze(WorkTargets(""), from: .seconds(-60), to: .seconds(26 * 3600))
  #expect(frozen.ask("bm-app01").word == .no && frozen.ask("bm-app01").earliest == nil)
  var declined = own
  declined.script = OperationScript()
  let other = declined.script.record(.requestSend(plan), by: "tokyo1")
  declined.script.answer(other, .accepted, by: "naoya")
  declined.script.answer(other, .declined, by: "naoya")
  #expect(
    declined.ask("bm-app01")[.requestUnapproved]?.message
      == "bookmark:app needs approval by dba; declined, R-12")
}

@Test("an approval of a window holds for that window")
func approvalOfAWindow() {
  var desk = VerdictDesk(.role(8, keep: .count(5)) { $0.approval = "dba" })
  let window = desk.window(from: .seconds(48 * 3600), to: .seconds(50 * 3600)) {
    $0.targets = WorkTargets("bm-app[01-02]", hosts: ["bm-app01", "bm-app02"])
    $0.owner = "tokyo1"
  }
  let request = desk.script.record(
    .requestSend(RequestPlan(to: Addressee("duty:dba"), subject: "M-81", about: window, needs: .approval)))
  desk.script.answer(request, .done, by: "naoya")
  let then: Duration = .seconds(48 * 3600 + 60)
  #expect(desk.ask("bm-app02", after: then).word == .ok)
  #expect(desk.ask("bm-app03", after: then).codes == [.requestUnapproved])
  #expect(desk.ask("bm-app02").codes == [.requestUnapproved], "the window is in two days")
  #expect(desk.ask("bm-app02", after: then, by: "hatta").codes.contains(.requestUnapproved))
}

@Test("a store that is not reached is UNKNOWN; a freeze that is known stays NO")
func storeUnreachable() {
  var desk = VerdictDesk()
  desk.store.unreachedSince = desk.moment - .seconds(720)
  let verdict = desk.ask("bm-db07")
  #expect(verdict.word == .unknown && verdict.word.exitCode == 3)
  #expect(verdict.codes == [.sourceUnreachable])
  #expect(
    verdict[.sourceUnreachable]?.message
      == "team store not reached for 12 min; what is planned is not known for certain")
  desk.freeze(WorkTargets(""), from: .zero - hour, to: hour)
  #expect(desk.ask("bm-db07").word == .no)
  #expect(desk.ask("bm-db07").codes == [.freezeActive, .sourceUnreachable])
}

@Test(
  "what is not known has no verdict but UNKNOWN",
  arguments: ["bm-db99", "bookmark:mail", "@nothing", "bm-db[", "", "bm-db01!bm-db01"])
func unknownSubject(text: String) {
  let verdict = VerdictDesk().ask(text)
  #expect(verdict.word == .unknown)
  #expect(verdict.codes == [.subjectUnknown])
  #expect(verdict.hosts.isEmpty)
}
