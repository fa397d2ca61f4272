import Glibc
import OpsConsole
import OpsDomain
import Testing

@testable import OpsApp

private func sampled(_ host: HostID, at seconds: Int64) -> Observation {
  .sampled(host, Sample(takenAt: Timestamp(seconds: seconds), source: .ssh))
}

private func isRung(_ wakeup: Wakeup) -> Bool {
  var ready = [pollfd(fd: wakeup.descriptor, events: Int16(POLLIN), revents: 0)]
  return unsafe poll(&ready, 1, 0) == 1
}

@Test func laterNewsOfTheSameKindReplaceEarlierOnes() {
  let inbox = Inbox(wakeup: Wakeup())
  inbox.put(sampled("a", at: 1))
  inbox.put(sampled("b", at: 1))
  inbox.put(.link("a", .ssh, .queued))
  inbox.put(sampled("a", at: 2))
  #expect(inbox.drain().observations == [sampled("b", at: 1), .link("a", .ssh, .queued), sampled("a", at: 2)])
  #expect(inbox.drain().observations.isEmpty)
}

@Test func linksOfTwoSourcesAreTwoThings() {
  let inbox = Inbox(wakeup: Wakeup())
  inbox.put(.link("a", .ssh, .queued))
  inbox.put(.link("a", .nodeExporter, .queued))
  #expect(inbox.drain().observations.count == 2)
}

@Test func aFloodOfOneHostStaysSmallAndKeepsTheLast() {
  let inbox = Inbox(wakeup: Wakeup())
  for second in 0..<50_000 {
    inbox.put(sampled("a", at: Int64(second)))
    inbox.put(sampled("b", at: Int64(second)))
  }
  #expect(inbox.drain().observations == [sampled("a", at: 49_999), sampled("b", at: 49_999)])
}

@Test func whatIsTooMuchDropsTheOldestAndCounts() {
  let inbox = Inbox(wakeup: Wakeup())
  for number in 0..<(Inbox.capacity + 3) { inbox.put(sampled(HostID("h\(number)"), at: 1)) }
  let (_, observations, dropped) = inbox.drain()
  #expect(dropped == 3)
  #expect(observations.count == Inbox.capacity)
  #expect(observations.first?.host == "h3")
}

@Test func answersAreNeverDroppedAndAlwaysWake() {
  let wakeup = Wakeup()
  let inbox = Inbox(wakeup: wakeup)
  inbox.put(.message("done", isError: false))
  #expect(isRung(wakeup))
  #expect(inbox.drain().events.count == 1)
}

/// What an inbox holds of the work log: a number of entries each, `team` of windows, or a message.
private func logWords(_ inbox: Inbox) -> [String] {
  inbox.drain().events.map {
    switch $0 {
    case .log(.team(let team)): return "team \(team.windows.count)"
    case .log(.changed(let records)): return "changed \(records.count)"
    case .message(let text, _): return text
    default: return "?"
    }
  }
}

private func changed(_ count: Int) throws -> Event {
  let now = Timestamp(seconds: 1)
  let operation = OpsDomain.Operation(
    id: OperationID(high: 1, low: 1), writer: "w", sequence: 1, hybrid: HybridTime(), recordedAt: now, zone: "UTC",
    author: Author("hatta"), via: .cli, body: .entryAdd(Entry("text", at: now)))
  let record = try #require(EntryRecord(folding: [operation]))
  return .log(.changed(Array(repeating: record, count: count)))
}

@Test func onlyTheLastStateOfTheTeamWaits() {
  let inbox = Inbox(wakeup: Wakeup())
  inbox.put(.log(.team(TeamState())))
  inbox.put(.message("a", isError: false))
  inbox.put(.log(.team(TeamState())))
  inbox.put(.log(.team(TeamState())))
  #expect(logWords(inbox) == ["a", "team 0"])
}

@Test func tooManyChangedEntriesAreToldInOneWord() throws {
  let inbox = Inbox(wakeup: Wakeup())
  inbox.put(try changed(EventQueue.changesMax))
  #expect(logWords(inbox) == ["changed \(EventQueue.changesMax)"])
  inbox.put(try changed(EventQueue.changesMax))
  inbox.put(.message("a", isError: false))
  for _ in 1...50 { inbox.put(try changed(500)) }
  inbox.put(.message("b", isError: false))
  #expect(logWords(inbox) == ["a", "changed 0", "b"])
  inbox.put(try changed(3))
  #expect(logWords(inbox) == ["changed 3"], "what is taken counts no more")
}

@Test func newsOfHostsThatNobodyLooksAtWakeNobody() {
  let wakeup = Wakeup()
  let inbox = Inbox(wakeup: wakeup)
  inbox.attend { $0.visible = ["seen"] }
  inbox.put(sampled("other", at: 1))
  inbox.put(.link("other", .ssh, .connected(since: Timestamp(seconds: 1))))
  inbox.put(.link("seen", .ssh, .connecting(since: Timestamp(seconds: 1))))
  #expect(!isRung(wakeup))
}

@Test func theFirstReadingOfAHostOnTheScreenWakesButNotTheNext() {
  let wakeup = Wakeup()
  let inbox = Inbox(wakeup: wakeup)
  inbox.attend { $0.visible = ["seen"] }
  inbox.put(sampled("seen", at: 1))
  #expect(isRung(wakeup))
  wakeup.answer()
  wakeup.rearm()
  inbox.put(sampled("seen", at: 2))
  #expect(!isRung(wakeup))
}

@Test func newsOfTheOpenHostAndOfOneAskedForWake() {
  let wakeup = Wakeup()
  let inbox = Inbox(wakeup: wakeup)
  for host: HostID in ["open", "asked"] {
    inbox.attend {
      $0.drilled = "open"
      $0.asked = ["asked"]
    }
    _ = inbox.drain()
    inbox.put(sampled(host, at: 1))
    #expect(isRung(wakeup))
    wakeup.answer()
    wakeup.rearm()
  }
}

@Test func aBellRungOftenIsHeardOnce() {
  let wakeup = Wakeup()
  wakeup.ring()
  wakeup.ring()
  wakeup.answer()
  #expect(!isRung(wakeup))
  wakeup.ring()
  #expect(!isRung(wakeup), "rings before rearm are of no use")
  wakeup.rearm()
  wakeup.ring()
  #expect(isRung(wakeup))
}
