import OpsDomain
import TestSupport
import Testing

@Suite("work that goes on is reserved") struct ReservationTests {
  @Test func aReservationRunsUntilItEnds() throws {
    var script = OperationScript()
    let begun = script.now
    let id = script.reserve()
    let done = script.end(id, by: "hatta")
    let work = try #require(script.team.reservation(id))
    #expect(work.state(at: begun) == .running)
    #expect(!work.isOpen(at: begun - .seconds(1)))
    #expect(work.isOpen(at: done - .milliseconds(1)))
    #expect(!work.isOpen(at: done), "the end is not part of it")
    #expect(work.state(at: done) == .done)
    #expect(work.end?.author.account == "hatta", "a colleague may clear up, and is named")
    #expect(script.team.openReservations(at: begun).map(\.id) == [id])
    #expect(script.team.openReservations(at: done).isEmpty)
  }

  @Test("of two that begin at once each knows of the other, whosever clock is ahead") func clocksDiffer() {
    var script = OperationScript()
    let now = script.now
    script.reserve { $0.begun = now + .milliseconds(40) }
    #expect(script.team.workInHand(at: now).map(\.owner) == ["naoya"])
    let id = script.reserve()
    let ended = script.end(id)
    #expect(script.team.workInHand(at: ended).count == 1, "what is over is in nobody's hand")
  }

  @Test("a lease that ran out makes work overdue, and it is not dropped") func aLeaseRunsOut() throws {
    var script = OperationScript()
    let id = script.reserve()
    let first = try #require(script.team.reservation(id))
    #expect(first.state(at: first.leaseExpires - .milliseconds(1)) == .running)
    #expect(first.state(at: first.leaseExpires) == .overdue)
    #expect(first.isOverdue(at: first.leaseExpires + .seconds(86_400)))
    #expect(script.team.openReservations(at: first.leaseExpires + .seconds(86_400)).map(\.id) == [id])
    let extended = script.beat(id)
    #expect(script.team.reservation(id)?.leaseExpires == extended)
    #expect(script.team.reservation(id)?.state(at: first.leaseExpires) == .running)
  }

  @Test("a sign that comes when the lease has ended extends nothing: others may have begun")
  func lapsedLeasesStayLapsed() throws {
    var script = OperationScript()
    let id = script.reserve()
    let lease = try #require(script.team.reservation(id)).leaseExpires
    script.now = lease + .seconds(60)
    script.beat(id)
    script.beat(id)
    #expect(script.team.reservation(id)?.leaseExpires == lease)
    #expect(TeamState(script.operations.reversed()) == script.team)
  }

  @Test func theFirstEndCountsAndNothingExtendsItAfterwards() throws {
    var script = OperationScript()
    let id = script.reserve()
    let ended = script.end(id, .aborted)
    let before = try #require(script.team.reservation(id))
    script.beat(id)
    script.end(id, .done)
    #expect(script.team.reservation(id) == before)
    #expect(before.state(at: ended) == .aborted)
    #expect(TeamState(script.operations.reversed()) == script.team)
  }

  @Test func anEarlierEndThatComesLateCounts() throws {
    var script = OperationScript()
    let id = script.reserve()
    let first = script.end(id)
    script.end(id, .aborted)
    var team = TeamState(script.operations.filter { $0.id != script.operations[1].id })
    #expect(team.reservation(id)?.end?.ending.outcome == .aborted)
    team.apply(script.operations[1])
    #expect(team.reservation(id)?.end?.ending.at == first)
    #expect(team == script.team)
  }

  @Test func signsBeforeTheirBeginningWait() {
    var script = OperationScript()
    let id = script.reserve()
    let lease = script.beat(id)
    var team = TeamState(script.operations.dropFirst())
    #expect(team.reservations.isEmpty && team.openReservations(at: script.now).isEmpty)
    team.apply(script.operations[0])
    #expect(team.reservation(id)?.leaseExpires == lease)
    #expect(team.openReservations(at: script.now).count == 1)
  }

  @Test func peopleCallItByALetterAndANumber() {
    var script = OperationScript()
    let id = script.reserve()
    for name in ["W-7", "w7", "7", id.description] { #expect(script.team.reservation(reference: name)?.id == id) }
    #expect(script.team.reference(of: id) == "W-7")
    script.reserve()
    #expect(script.team.reservation(reference: "W-7") == nil, "two consoles gave the same number")
    #expect(script.team.reference(of: id)?.hasPrefix("W-7-") == true)
  }

  @Test func anActionOfANewerVersionStillKeepsOthersOff() throws {
    var script = OperationScript()
    let json =
      #"{"targets":{"text":"a","hosts":["a"]},"action":"repaint","owner":"n","begun":1,"leaseExpires":9,"reason":"r"}"#
    let body = try OperationBody(type: "reserve.begin", json: json)
    #expect(body.canonicalJSON == json)
    script.record(body)
    #expect(script.team.openReservations(at: Timestamp(milliseconds: 5)).map(\.plan.action) == [.update])
  }

  @Test func anEndThatIsNotUnderstoodEndsNothing() throws {
    var script = OperationScript()
    let id = script.reserve()
    script.record(
      try OperationBody(type: "reserve.end", json: #"{"reservation":"\#(id)","outcome":"lent","at":1}"#))
    #expect(script.team.reservation(id)?.end == nil)
  }
}

@Suite("reservations and what is said of hosts") struct ReservedHostTests {
  private func override(_ script: OperationScript, at moment: Timestamp) -> StatusOverride? {
    let one = script.team.statusOverride(of: "bm-db07", at: moment)
    #expect(script.team.statusOverrides(at: moment)["bm-db07"] == one)
    return one
  }

  @Test func aHostIsInMaintenanceWhileTheLeaseHoldsAndIsReleasedAfterwards() {
    var script = OperationScript()
    let begun = script.now
    let id = script.reserve()
    let running = StatusOverride(status: .maintenance, reason: .reservation(id), since: begun)
    #expect(override(script, at: begun) == running)
    #expect(override(script, at: begun - .seconds(1)) == nil)
    let done = script.end(id)
    #expect(
      override(script, at: done)
        == StatusOverride(status: .maintenance, reason: .reservation(id), isReleasing: true, since: done))
    #expect(override(script, at: done + TeamState.releaseLimit) == nil)
    #expect(script.team.statusOverride(of: "other", at: begun) == nil)
  }

  @Test func aHostWhoseWorkIsOverdueAlarmsAgain() {
    var script = OperationScript()
    let id = script.reserve()
    let lease = script.beat(id)
    #expect(override(script, at: lease - .seconds(1)) != nil)
    #expect(override(script, at: lease) == nil)
    script.now = lease + .seconds(60)
    let ended = script.end(id)
    #expect(override(script, at: ended) == nil, "and is not silenced when somebody clears up")
  }

  @Test func hostsThatAreTakenOneAfterTheOtherKeepTheirStatus() {
    var script = OperationScript()
    script.reserve { $0.isOneByOne = true }
    #expect(override(script, at: script.now) == nil)
    #expect(script.team.workInHand(at: script.now).map(\.isOneByOne) == [true])
  }

  @Test func wordsAndWindowsCountAsTheyDoAmongThemselves() {
    var script = OperationScript()
    let window = script.plan()
    let id = script.reserve()
    #expect(override(script, at: script.now)?.reason == .reservation(id))
    script.record(.hostStatus(HostStatusChange(hosts: ["bm-db07"], status: .working, at: script.now)))
    #expect(override(script, at: script.now)?.status == .working, "a word said during the work is an answer to it")
    script.step(window, .inProgress)
    let now = script.now
    #expect(override(script, at: now)?.reason == .window(window), "what began last")
    script.end(id)
    #expect(override(script, at: script.now)?.reason == .window(window), "what goes on is stronger than what is over")
  }
}

@Suite("entries of reservations") struct ReservationEntryTests {
  private func record(_ entry: Entry, _ number: UInt64) -> EntryRecord {
    EntryRecord(
      id: OperationID(high: 9, low: number), writer: "w", author: Author("naoya"), via: .cli, recordedAt: entry.at,
      entry: entry)
  }

  @Test func theWorkIsAnOpenThreadUntilItEnds() throws {
    var script = OperationScript()
    let id = script.reserve()
    let work = try #require(script.team.reservation(id))
    let opening = record(work.plan.openingEntry(of: id, targets: [], zone: "UTC"), 1)
    #expect(opening.entry.text == "reboot: kernel" && opening.entry.kind == .start)
    #expect([opening].openThreads(script.team).map(\.id) == [opening.id])
    let ending = ReservationEnding(reservation: id, outcome: .done, at: script.now, result: .failed, exit: 3)
    let closing = record(work.closingEntry(ending, targets: [], zone: "UTC"), 2)
    #expect(closing.entry.thread == opening.entry.thread && closing.entry.result == .failed)
    #expect([opening, closing].openThreads(script.team).isEmpty)
    script.end(id, .aborted)
    #expect([opening].openThreads(script.team).isEmpty, "an end ends it, whatever was written")
  }

  @Test func workWithinAWindowIsAStepOfIt() throws {
    var script = OperationScript()
    let window = script.plan()
    let id = script.reserve { $0.window = window }
    let work = try #require(script.team.reservation(id))
    let opening = work.plan.openingEntry(of: id, targets: [], zone: "")
    let closing = work.closingEntry(
      ReservationEnding(reservation: id, outcome: .aborted, at: script.now, reason: "broke"), targets: [], zone: "")
    #expect(opening.kind == .step && closing.kind == .step)
    #expect(opening.thread == window && closing.thread == window)
    #expect(closing.text == "aborted: broke" && closing.result == .aborted)
  }

  @Test func anOverrideListsWhatItIgnored() {
    var plan = ReservationPlan(
      targets: WorkTargets("a", hosts: ["a"]), owner: "n", begun: .fixture, leaseExpires: .fixture + .seconds(1),
      reason: "r")
    let id = OperationID(high: 1, low: 1)
    #expect(plan.overrideEntry(of: id, sentences: [], targets: [], zone: "") == nil)
    plan.ignored = ["capacity.floor", "hold.active"]
    plan.overrideReason = "the rack burns"
    let entry = plan.overrideEntry(of: id, sentences: ["needs 8, has 8"], targets: [], zone: "")
    #expect(entry?.text == "override: the rack burns\nignored: capacity.floor, hold.active\n- needs 8, has 8")
    #expect(entry?.tags == ["override"] && entry?.kind == .decision)
  }
}
