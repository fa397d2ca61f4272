import OpsCollectors
import OpsDomain
import Testing

@testable import OpsApp

private let start = Timestamp(milliseconds: 1_755_841_511_000)
private let person = Author("naoya")

private func operations(hosts: Int = SimulatedWorld.usualHostCount) -> [OpsDomain.Operation] {
  DemonstrationLog.operations(world: SimulatedWorld(hostCount: hosts, start: start), zone: .utc, person: person)
}

@Test func theDemonstrationHasALogThatMayBeRecorded() {
  let operations = operations()
  #expect(operations.filter { $0.body.type == "entry.add" }.count >= 15)
  #expect(operations.allSatisfy { $0.body.problem == nil })
  #expect(Set(operations.map(\.id)).count == operations.count)
  #expect(zip(operations, operations.dropFirst()).allSatisfy { $0.hybrid < $1.hybrid })
  #expect(operations.allSatisfy { $0.recordedAt <= start })
}

@Test func theDemonstrationsPlansAreOfItsTeam() {
  let team = TeamState(operations())
  #expect(team.windows.map(\.reference).sorted() == ["M-81", "M-82", "M-83"])
  #expect(team.running(at: start).map(\.reference) == ["M-81"])
  #expect(team.freezes.count == 1 && team.holds.count == 1)
  #expect(team.waiting(for: "naoya", memberships: []).count == 1)
  #expect(team.waiting(by: "naoya").count == 1)
}

@Test(arguments: [1, 3, 20, 56, 2000]) func theDemonstrationNamesOnlyHostsThatAreThere(hosts: Int) {
  let world = SimulatedWorld(hostCount: hosts, start: start)
  let known = Set(world.inventory.hosts.map(\.id.name))
  for operation in DemonstrationLog.operations(world: world, zone: .utc, person: person) {
    guard case .entryAdd(let entry) = operation.body else { continue }
    for target in entry.targets where target.kind == .host { #expect(known.contains(target.id)) }
  }
}

@Test func theDemonstrationsStoreTakesNewEntriesAndFindsThem() async throws {
  let world = SimulatedWorld(start: start)
  let store = DemonstrationLog.store(world: world, zone: .utc, person: person)
  let draft = OperationDraft(
    id: OperationID(high: UInt64(start.milliseconds) << 16, low: 1), author: person, via: .console,
    body: .entryAdd(Entry("新しい 記録", at: start, targets: [EntryTarget(.host, "bm-db07")])))
  let first = try await store.append([draft])
  #expect(try await store.append([draft]) == first, "the same act counts once")
  var query = EntryQuery()
  query.words = ["記録"]
  query.hosts = ["bm-db07"]
  let page = try await store.entries(query, .newest, limit: 10)
  #expect(page.records.map(\.id) == [draft.id])
  let all = try await store.entries(EntryQuery(), .newest, limit: 3)
  #expect(all.hasOlder && !all.hasNewer && all.records.count == 3)
  #expect(zip(all.records, all.records.dropFirst()).allSatisfy { $0.place < $1.place })
}
