import GRDB
import OpsDomain
import TestSupport
import Testing

@testable import OpsSQLite

/// Whoever waits for the file does not hold the threads that all tasks share.
@Test(.timeLimit(.minutes(10))) func writersThatWaitLeaveTheThreadsToOthers() async throws {
  let fixture = try StoreFixture()
  try await fixture.append(fixture.entry("first"))
  await fixture.store.close()
  var holding = Configuration()
  holding.allowsUnsafeTransactions = true
  // Without the write-ahead log one holder keeps all others waiting while they open.
  let holder = try DatabaseQueue(path: fixture.path, configuration: holding)
  try await holder.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
  let stores = (0..<12).map { _ in fixture.other(patience: .seconds(300)) }
  for store in stores { _ = try await store.facts() }
  try await holder.writeWithoutTransaction { try $0.execute(sql: "BEGIN EXCLUSIVE") }
  let drafts = stores.indices.map { fixture.entry("entry \($0)") }
  let failures = await withTaskGroup(of: StoreFailure?.self) { group in
    for (store, draft) in zip(stores, drafts) {
      group.addTask { await failure { _ = try await store.append([draft]) } }
    }
    group.addTask { await failure { try await holder.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") } } }
    return await group.reduce(into: [StoreFailure]()) { list, failure in failure.map { list.append($0) } }
  }
  #expect(failures == [])
}
