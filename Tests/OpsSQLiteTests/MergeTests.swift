import OpsDomain
import TestSupport
import Testing

@testable import OpsSQLite

@Suite struct MergeTests {
  let fixture: StoreFixture
  let other: StoreFixture

  init() throws {
    fixture = try StoreFixture()
    other = try StoreFixture(machine: Machine(mark: "two", host: "tokyo9"))
  }

  /// A store in which everything has happened once.
  private func fill() async throws {
    let added = try await fixture.append(fixture.entry("restarted 障害", targets: [EntryTarget(.host, "db7")]))
    let secret = try await fixture.append(fixture.entry("password=x", after: 5))
    try await fixture.append(
      fixture.draft(.entryAmend(EntryAmendment(entry: added.id, reason: "typo", text: "restarted mysqld"))))
    try await fixture.append(fixture.draft(.entryLink(EntryLink(entry: added.id, target: "OPS-12"))))
    try await fixture.append(fixture.draft(.entryRedact(EntryStrike(entry: secret.id, reason: "a password"))))
    try await fixture.append(
      fixture.draft(.hostStatus(HostStatusChange(hosts: ["db7"], status: .standby, at: .fixture))))
    let plan = WindowPlan(
      title: "x", targets: WorkTargets("db7"), start: .fixture, end: .fixture + .seconds(1), owner: "tokyo1")
    try await fixture.append(fixture.draft(.windowPlan(plan)))
  }

  private func lines(_ store: SQLiteStore) async throws -> [String] {
    try await store.operations(after: StoreCursor(), limit: 1000).0.map(operationJSON)
  }

  @Test func anExportMakesTheSameWorkLogElsewhere() async throws {
    try await fill()
    let lines = try await lines(fixture.store)
    let operations = try lines.map { try operation(parsingJSON: $0) }
    #expect(try await other.store.merge(operations) == lines.count)
    #expect(try await self.lines(other.store) == lines)
    let pages = try await [fixture.store, other.store].asyncMap {
      try await $0.entries(EntryQuery(), .newest, limit: 99)
    }
    #expect(pages[0] == pages[1] && pages[0].records.count == 2)
    let plans = try await [fixture.store, other.store].asyncMap { try await $0.planOperations(after: StoreCursor()).0 }
    #expect(plans[0] == plans[1] && TeamState(plans[0]) == TeamState(plans[1]))
    for words in [["mysqld"], ["障害"], ["password"]] {
      #expect(try await other.texts { $0.words = words } == fixture.texts { $0.words = words })
    }
    #expect(try await other.store.integrityProblem(full: true) == nil)
  }

  @Test func takingOverTwiceChangesNothing() async throws {
    try await fill()
    let operations = try await fixture.operations()
    _ = try await other.store.merge(operations)
    let cursor = try await other.store.latest()
    #expect(try await other.store.merge(operations) == 0)
    #expect(try await fixture.store.merge(operations) == 0)
    #expect(try await other.store.latest() == cursor)
  }

  @Test func theOrderInWhichOperationsComeDoesNotMatter() async throws {
    try await fill()
    for operation in try await fixture.operations().reversed() { _ = try await other.store.merge([operation]) }
    let pages = try await [fixture.store, other.store].asyncMap {
      try await $0.entries(EntryQuery(), .newest, limit: 99)
    }
    #expect(pages[0] == pages[1])
    #expect(try await other.texts { $0.words = ["password"] }.isEmpty)
    #expect(try await other.texts { $0.words = ["mysqld"] } == ["restarted mysqld"])
  }

  @Test func ownActsGoOnAfterWhatWasTakenOver() async throws {
    fixture.set(.fixture + .seconds(3600))
    try await fill()
    _ = try await other.store.merge(try await fixture.operations())
    let own = try await other.append(other.entry("own"))
    #expect(own.writer.hasPrefix("tokyo9-") && own.sequence == 1)
    #expect(try await fixture.operations().allSatisfy { $0.hybrid < own.hybrid })
    let plan = WindowPlan(
      title: "y", targets: WorkTargets("db7"), start: .fixture, end: .fixture + .seconds(1), owner: "tokyo1")
    guard case .windowPlan(let second) = try await other.append(other.draft(.windowPlan(plan))).body else { return }
    #expect(second.number == 2)
  }

  @Test func aForgedOperationIsRefusedWithAllThatCameWithIt() async throws {
    try await fixture.append(fixture.entry("one"))
    try await fixture.append(fixture.entry("two"))
    var operations = try await fixture.operations()
    operations[1].body = .entryAdd(Entry("forged", at: .fixture))
    #expect(await failure { _ = try await other.store.merge(operations) }?.kind == .conflict)
    operations[1].bodyHash = ""
    #expect(await failure { _ = try await fixture.store.merge(operations) }?.kind == .conflict)
    for change in [{ $0.writer = "" }, { $0.sequence = 0 }, { $0.bodyHash = "xyz" }] as [(inout Operation) -> Void] {
      var bad = try await fixture.operations()[0]
      change(&bad)
      #expect(await failure { _ = try await other.store.merge([bad]) }?.kind == .invalid)
    }
    #expect(try await other.operations().isEmpty)
  }

  @Test func aCorrectionWithoutTextMustFitItsHash() async throws {
    let added = try await fixture.append(fixture.entry("one"))
    let amendment = EntryAmendment(entry: added.id, reason: "r", tags: ["true"])
    try await fixture.append(fixture.draft(.entryAmend(amendment)))
    var operations = try await fixture.operations()
    operations[1].body = .entryAmend(EntryAmendment(entry: added.id, reason: "r", at: .fixture + .seconds(60)))
    #expect(await failure { _ = try await other.store.merge(operations) }?.kind == .conflict)
    let tags = Array(repeating: "t", count: BodyLimits.wordsMax + 1)
    operations[1].body = .entryAmend(EntryAmendment(entry: added.id, reason: "r", tags: tags))
    operations[1].bodyHash = ""
    #expect(await failure { _ = try await other.store.merge(operations) }?.kind == .invalid)
  }

  @Test func limitsHoldForWhatIsUnderstoodInPart() async throws {
    var operation = try await fixture.append(fixture.entry("one"))
    operation.id = fixture.identity()
    operation.bodyHash = ""
    let json = #"{"title":"","targets":{"text":"a"},"start":1,"end":9223372036854775807,"owner":"n","colour":"red"}"#
    operation.body = try OperationBody(type: "window.plan", json: json)
    #expect(await failure { _ = try await other.store.merge([operation]) }?.kind == .invalid)
  }

  @Test func noNameIsCutAtAControl() async throws {
    let good = try await fixture.append(fixture.entry("one"))
    let changes: [(inout Operation) -> Void] = [
      { $0.author.account = "alice\0x" }, { $0.author.account = "" }, { $0.author.display = "a\u{1B}[2J" },
      { $0.author.onBehalfOf = "b\0" }, { $0.zone = "Asia/Tokyo\0" }, { $0.writer = "w\n" },
    ]
    for change in changes {
      var bad = good
      change(&bad)
      #expect(await failure { _ = try await other.store.merge([bad]) }?.kind == .invalid)
    }
    let draft = fixture.draft(.entryAdd(Entry("x", at: .fixture)), by: "alice\0x")
    #expect(await failure { try await fixture.append(draft) }?.kind == .invalid)
    #expect(try await other.operations().isEmpty)
  }

  @Test func aRedactionThatComesBeforeTheEntryRemovesWhatFollows() async throws {
    let added = try await fixture.append(fixture.entry("one hunter2zebra"))
    let amendment = EntryAmendment(entry: added.id, reason: "r", text: "two hunter2zebra")
    try await fixture.append(fixture.draft(.entryAmend(amendment)))
    let said = try await fixture.operations()
    let redaction = try await fixture.append(
      fixture.draft(.entryRedact(EntryStrike(entry: added.id, reason: "a secret"))))
    for operation in [redaction, said[1]] { _ = try await other.store.merge([operation]) }
    #expect(try await other.operations().allSatisfy { !operationJSON($0).contains("hunter2zebra") })
    _ = try await other.store.merge([said[0]])
    #expect(try await other.operations().allSatisfy { !operationJSON($0).contains("hunter2zebra") })
    #expect(try await other.store.entry(added.id) == fixture.store.entry(added.id))
  }

  @Test func aClockFarAheadIsNotFollowed() async throws {
    try await fixture.append(fixture.entry("one"))
    var operation = try await fixture.operations()[0]
    operation.hybrid = HybridTime(wall: .max, counter: .max)
    _ = try await other.store.merge([operation])
    #expect(try await other.append(other.entry("own")).hybrid == HybridTime(wall: Timestamp.fixture.milliseconds))
  }

  @Test func aCopyOnAnotherMachineWritesUnderANewName() async throws {
    let first = try await fixture.append(fixture.entry("one"))
    let moved = try await fixture.other(machine: Machine(mark: "three", host: "osaka1")).append([fixture.entry("two")])
    #expect(moved[0].writer.hasPrefix("osaka1-") && moved[0].sequence == 1)
    let again = try await fixture.append(fixture.entry("three"))
    #expect(again.writer == first.writer && again.sequence == 2)
  }

  @Test func unknownTypesAreKeptAsTheyCame() async throws {
    try await fixture.append(fixture.entry("one"))
    var operation = try await fixture.operations()[0]
    operation.id = fixture.identity()
    operation.body = .other(type: "reserve.take", json: #"{"host":"db7","lease":60}"#)
    operation.bodyHash = ""
    _ = try await other.store.merge([operation])
    #expect(try await other.operations().map(\.body) == [operation.body])
    #expect(try await other.store.planOperations(after: StoreCursor()).0.count == 1)
  }
}

extension Array {
  fileprivate func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await transform(element)) }
    return results
  }
}
