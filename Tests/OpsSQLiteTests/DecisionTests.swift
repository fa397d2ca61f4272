import GRDB
import OpsDomain
import TestSupport
import Testing

@testable import OpsSQLite

@Suite("what is decided by the state is recorded before anybody else records") struct DecisionTests {
  private let fixture: StoreFixture

  init() throws { fixture = try StoreFixture() }

  private func work(on host: String, by account: String = "tokyo1") -> OperationDraft {
    let plan = ReservationPlan(
      targets: WorkTargets(host, hosts: [host]), owner: account, begun: .fixture,
      leaseExpires: .fixture + .seconds(900), reason: "kernel")
    return fixture.draft(.reserveBegin(plan), by: account)
  }

  /// Reserves a host unless somebody has; whether it was reserved.
  private func reserve(_ draft: OperationDraft, on host: HostID, in store: SQLiteStore) async throws -> Bool {
    try await store.decide { team, _ in
      let isFree = team.openReservations(on: host, at: .fixture).isEmpty
      return Decision(isFree, drafts: isFree ? [draft] : [])
    }.answer
  }

  @Test func aDecisionKnowsWhatWasRecordedAndRecordsWhatItSays() async throws {
    let first = try await fixture.append(work(on: "db1"))
    let draft = work(on: "db2")
    let decided = try await fixture.store.decide { team, _ in
      Decision(team.reservations.map(\.id), drafts: [draft])
    }
    #expect(decided.answer == [first.id])
    #expect(decided.operations.map(\.id) == [draft.id])
    #expect(decided.team.reservation(draft.id)?.plan.number == 2)
    let latest = try await fixture.store.latest()
    #expect(decided.cursor == latest)
    #expect(decided.team == TeamState(try await fixture.operations()))
  }

  @Test func aDecisionAgainstItRecordsNothing() async throws {
    let decided = try await fixture.store.decide { _, _ in Decision("no") }
    #expect(decided.answer == "no" && decided.operations.isEmpty)
    let none = try await fixture.operations()
    #expect(none.isEmpty)
  }

  @Test("one draft that may not be recorded, and none is") func allOrNone() async throws {
    let bad = fixture.draft(
      .reserveBeat(ReservationBeat(reservation: fixture.identity(), at: .fixture, leaseExpires: .fixture)))
    let good = work(on: "db1")
    let failure = await failure { _ = try await fixture.store.decide { _, _ in Decision(true, drafts: [good, bad]) } }
    #expect(failure?.kind == .invalid)
    let none = try await fixture.operations()
    #expect(none.isEmpty)
  }

  @Test("two that want the last one at once: exactly one gets it", arguments: 0..<20)
  func exactlyOneWins(round: Int) async throws {
    let host = "db\(round)"
    let stores = [fixture.store, fixture.other(), fixture.other()]
    let drafts = stores.map { _ in work(on: host) }
    let won = try await withThrowingTaskGroup(of: Bool.self) { group in
      for (store, draft) in zip(stores, drafts) {
        group.addTask { try await reserve(draft, on: HostID(host), in: store) }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(won == 1)
    let team = TeamState(try await fixture.operations())
    #expect(team.openReservations(on: HostID(host), at: .fixture).count == 1)
  }

  @Test("a file that several make at the same time is the file of all of them", arguments: 0..<8)
  func madeAtOnce(round: Int) async throws {
    let stores = (0..<8).map { _ in fixture.other() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for store in stores { group.addTask { _ = try await store.latest() } }
      try await group.waitForAll()
    }
  }

  @Test func aFileThatOthersHoldIsWaitedForAndThenGivenUp() async throws {
    _ = try await fixture.append(work(on: "db1"))
    let store = fixture.other(patience: .milliseconds(100))
    let draft = work(on: "db2")
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    let other = try DatabaseQueue(path: fixture.path, configuration: configuration)
    try other.inDatabase { try $0.execute(sql: "BEGIN IMMEDIATE") }
    let found = await failure { _ = try await store.decide { _, _ in Decision(true, drafts: [draft]) } }
    #expect(found?.kind == .locked && found?.isTemporary == true)
    try other.inDatabase { try $0.execute(sql: "ROLLBACK") }
    let decided = try await store.decide { _, _ in Decision(true, drafts: [draft]) }
    #expect(decided.operations.map(\.id) == [draft.id])
  }
}
