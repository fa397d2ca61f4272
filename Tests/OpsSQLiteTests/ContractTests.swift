import Foundation
import OpsDomain
import TestSupport
import Testing

@testable import OpsSQLite

/// What every store of the work log promises.
@Suite struct ContractTests {
  let fixture: StoreFixture
  var store: SQLiteStore { fixture.store }

  init() throws { fixture = try StoreFixture() }

  @Test func anEntryComesBackAsItWasWritten() async throws {
    let entry = Entry(
      "restarted mysqld\n\n障害 # not a tag", kind: .step, at: .fixture, zone: "Asia/Tokyo", precision: .minute,
      targets: [EntryTarget(.host, "bm-db07", nameThen: "db7", roleThen: "bookmark:db", origin: .parsed)],
      tags: ["mysql"], tickets: ["OPS-12"], result: .ok, command: CommandRecord(text: "reboot", host: "x", exit: 1))
    let draft = fixture.draft(.entryAdd(entry))
    let operation = try await fixture.append(draft)
    let record = try #require(try await store.entry(operation.id))
    #expect(record.entry == entry)
    #expect(record.id == draft.id && record.author == draft.author && record.via == .cli)
    #expect(record.recordedAt == .fixture)
    #expect(try await store.entry(fixture.identity()) == nil)
  }

  @Test func theStoreCompletesTheEnvelope() async throws {
    let first = try await fixture.append(fixture.entry("one"))
    let second = try await fixture.append(fixture.entry("two"))
    #expect(first.sequence == 1 && second.sequence == 2)
    #expect(first.writer == second.writer && first.writer.hasPrefix("kyoto1-"))
    #expect(first.hybrid < second.hybrid)
    #expect(first.bodyHash.count == 64 && first.bodyHash != second.bodyHash)
    #expect(try await fixture.operations() == [first, second])
    #expect(try await store.latest() == StoreCursor(number: 2))
    #expect(try await store.writerName() == first.writer)
  }

  @Test func severalActsAreRecordedTogetherOrNotAtAll() async throws {
    let good = fixture.entry("good")
    let bad = fixture.draft(.entryRetract(EntryStrike(entry: fixture.identity(), reason: "no such entry")))
    let found = await failure { _ = try await store.append([good, bad]) }
    #expect(found?.kind == .invalid)
    #expect(try await fixture.operations().isEmpty)
    #expect(try await store.append([good, fixture.entry("more")]).map(\.sequence) == [1, 2])
  }

  @Test func theSameActAgainCountsOnce() async throws {
    let draft = fixture.entry("once")
    let first = try await fixture.append(draft)
    #expect(try await fixture.append(draft) == first)
    #expect(try await store.append([draft, draft]) == [first, first])
    #expect(try await fixture.operations() == [first])
  }

  @Test func anotherActUnderTheSameIdentityIsRefused() async throws {
    var draft = fixture.entry("one")
    try await fixture.append(draft)
    draft.body = .entryAdd(Entry("another", at: .fixture))
    let found = await failure { try await fixture.append(draft) }
    #expect(found?.kind == .conflict)
    #expect(try await fixture.texts() == ["one"])
  }

  @Test func anIdentityIsFoundByItsBeginning() async throws {
    let first = try await fixture.append(fixture.entry("one"))
    let second = try await fixture.append(fixture.entry("two"))
    let beginning = String(first.id.description.prefix(12)).lowercased()
    #expect(try await store.identities(beginningWith: beginning, limit: 10) == [first.id, second.id])
    #expect(try await store.identities(beginningWith: second.id.description, limit: 10) == [second.id])
    #expect(try await store.identities(beginningWith: "", limit: 1) == [first.id])
    for none in ["7ZZ", "8", "u", "é", String(repeating: "0", count: 27)] {
      #expect(try await store.identities(beginningWith: none, limit: 10).isEmpty)
    }
  }

  @Test func correctionsKeepTheOriginal() async throws {
    let added = try await fixture.append(fixture.entry("restarted db7", targets: [EntryTarget(.host, "db7")]))
    let amendment = EntryAmendment(
      entry: added.id, reason: "wrong host", text: "restarted db8", at: .fixture + .seconds(60),
      targets: [EntryTarget(.host, "db8")])
    try await fixture.append(fixture.draft(.entryAmend(amendment), by: "osaka1"))
    let record = try #require(try await store.entry(added.id))
    #expect(record.entry.text == "restarted db8" && record.original?.text == "restarted db7")
    #expect(record.revisions.map(\.amendment) == [amendment] && record.revisions.first?.author.account == "osaka1")
    #expect(try await fixture.texts { $0.hosts = ["db8"] } == ["restarted db8"])
    #expect(try await fixture.texts { $0.hosts = ["db7"] }.isEmpty)
    #expect(try await fixture.texts { $0.words = ["db7"] }.isEmpty)
    #expect(try await store.entryCounts(of: ["db7", "db8"]) == ["db7": 0, "db8": 1])
  }

  @Test func aRetractedEntryIsShownAsSuchOrLeftOut() async throws {
    let added = try await fixture.append(fixture.entry("never mind"))
    try await fixture.append(fixture.draft(.entryRetract(EntryStrike(entry: added.id, reason: "wrong window"))))
    #expect(try await store.entry(added.id)?.retracted?.reason == "wrong window")
    #expect(try await fixture.texts() == ["never mind"])
    #expect(try await fixture.texts { $0.includesRetracted = false }.isEmpty)
  }

  @Test func plansGetTheNextNumberOfTheirSeries() async throws {
    let plan = WindowPlan(
      title: "reboot", targets: WorkTargets("db[1-2]", hosts: ["db1", "db2"]), start: .fixture,
      end: .fixture + .seconds(60), owner: "tokyo1")
    let hold = HoldPlan(targets: WorkTargets("db1"), reason: "x", owner: "tokyo1", since: .fixture)
    var bodies: [OperationBody] = []
    let drafts = [plan, plan].map { fixture.draft(.windowPlan($0)) }
    let work = ReservationPlan(
      targets: WorkTargets("db1", hosts: ["db1"]), owner: "tokyo1", begun: .fixture,
      leaseExpires: .fixture + .seconds(60), reason: "x")
    for draft in drafts + [fixture.draft(.holdSet(hold)), fixture.draft(.reserveBegin(work))] {
      bodies.append(try await fixture.append(draft).body)
    }
    let numbers = bodies.compactMap { body -> Int? in
      switch body {
      case .windowPlan(let plan): return plan.number
      case .holdSet(let plan): return plan.number
      case .reserveBegin(let plan): return plan.number
      default: return nil
      }
    }
    #expect(numbers == [1, 2, 1, 1])
    // The second attempt has no number yet, and is the same act.
    #expect(try await store.append([drafts[0]]).map(\.body) == [bodies[0]])
    var numbered = plan
    numbered.number = 81
    try await fixture.append(fixture.draft(.windowPlan(numbered)))
    guard case .windowPlan(let next) = try await fixture.append(fixture.draft(.windowPlan(plan))).body else {
      Issue.record("no plan")
      return
    }
    #expect(next.number == 82)
  }

  @Test func newsAreToldAfterAPlace() async throws {
    let added = try await fixture.append(fixture.entry("one"))
    let status = HostStatusChange(hosts: ["db1"], status: .maintenance, at: .fixture)
    let word = try await fixture.append(fixture.draft(.hostStatus(status)))
    let (plans, cursor) = try await store.planOperations(after: StoreCursor())
    #expect(plans == [word] && cursor == StoreCursor(number: 2))
    #expect(try await store.planOperations(after: cursor).0.isEmpty)
    let (entries, seen) = try await store.changedEntries(after: StoreCursor(), limit: 10)
    #expect(entries.map(\.id) == [added.id] && seen == StoreCursor(number: 2))
    try await fixture.append(fixture.entry("two"))
    try await fixture.append(fixture.draft(.entryRetract(EntryStrike(entry: added.id, reason: "x"))))
    try await fixture.append(fixture.entry("three"))
    let (changed, place) = try await store.changedEntries(after: seen, limit: 2)
    #expect(changed.map(\.entry.text) == ["two", "one"] && changed.last?.retracted != nil)
    #expect(try await store.changedEntries(after: place, limit: 2).0.map(\.entry.text) == ["three"])
  }

  @Test func theHybridClockNeverGoesBack() async throws {
    let first = try await fixture.append(fixture.entry("one"))
    fixture.set(Timestamp(milliseconds: Timestamp.fixture.milliseconds - 3_600_000))
    let second = try await fixture.append(fixture.entry("two"))
    #expect(second.recordedAt < first.recordedAt && second.hybrid > first.hybrid)
    #expect(second.hybrid == HybridTime(wall: first.hybrid.wall, counter: 1))
    let again = try await fixture.other().append([fixture.entry("three")])
    #expect(again.first?.hybrid == HybridTime(wall: first.hybrid.wall, counter: 2))
  }

  @Test func tooLongATextIsRefusedAndNothingIsCut() async throws {
    let text = String(repeating: "障", count: Entry.textMax / 3)
    let found = await failure { try await fixture.append(fixture.entry(text + "xx")) }
    #expect(found?.kind == .tooLarge)
    try await fixture.append(fixture.entry(text + "x"))
    #expect(try await fixture.texts() == [text + "x"])
  }
}
