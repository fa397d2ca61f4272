import Foundation
import GRDB
import OpsDomain
import TestSupport
import Testing

@testable import OpsSQLite

/// What nobody and nothing may do to the file.
@Suite struct ProtectionTests {
  let fixture: StoreFixture

  init() throws { fixture = try StoreFixture() }

  /// Another program's connection to the same file.
  private func raw() throws -> DatabaseQueue { try DatabaseQueue(path: fixture.path) }

  @Test(arguments: [
    "DELETE FROM op", "UPDATE op SET body = '{}'", "UPDATE op SET account = 'x'", "UPDATE op SET seq = 9",
    "INSERT OR REPLACE INTO op SELECT number, id, writer, 7, hlc_wall, hlc_counter, recorded_at, received_at, zone, "
      + "account, display, verified, on_behalf_of, via, type, body, body_hash, schema, entry, plan FROM op",
  ])
  func operationsCannotBeChangedOrDeleted(sql: String) async throws {
    try await fixture.append(fixture.entry("one"))
    let before = try await fixture.operations()
    let database = try raw()
    try await database.write { try $0.execute(sql: "PRAGMA recursive_triggers = ON") }
    #expect(throws: DatabaseError.self) { try database.inDatabase { try $0.execute(sql: sql) } }
    #expect(try await fixture.operations() == before)
  }

  @Test func aRedactionRemovesTheTextEverywhereAndNothingElse() async throws {
    let added = try await fixture.append(fixture.entry("the key is hunter2zebra 障害票"))
    try await fixture.append(
      fixture.draft(.entryAmend(EntryAmendment(entry: added.id, reason: "more", text: "hunter2zebra twice"))))
    let before = try await fixture.operations()
    try await fixture.append(
      fixture.draft(.entryRedact(EntryStrike(entry: added.id, reason: "a secret")), by: "osaka1"))
    let record = try #require(try await fixture.store.entry(added.id))
    #expect(record.entry.text.isEmpty && record.redacted?.reason == "a secret")
    #expect(record.redacted?.author.account == "osaka1")
    for word in ["hunter2zebra", "障害", "zebra"] { #expect(try await fixture.texts { $0.words = [word] }.isEmpty) }
    let after = try await fixture.operations()
    for (old, new) in zip(before, after) {
      var emptied = old
      emptied.body = new.body
      #expect(emptied == new && new.body != old.body)
    }
    #expect(try await fixture.store.integrityProblem(full: true) == nil)
    await fixture.store.close()
    for suffix in ["", "-wal"] {
      let bytes = FileManager.default.contents(atPath: fixture.path + suffix) ?? Data()
      #expect(bytes.range(of: Data("hunter2zebra".utf8)) == nil && bytes.range(of: Data("障害票".utf8)) == nil)
    }
    // The act that is repeated is known by its hash, though its text is gone.
    #expect(try await fixture.store.merge(before) == 0)
  }

  @Test func aRedactionRemovesTagsTicketsReasonsAndLinksToo() async throws {
    var entry = Entry("x", at: .fixture, tags: ["hunter2zebra"])
    entry.tickets = ["ZEBRA-99"]
    let added = try await fixture.append(fixture.draft(.entryAdd(entry)))
    let amendment = EntryAmendment(entry: added.id, reason: "was hunter2zebra", tags: ["hunter2zebra-too"])
    try await fixture.append(fixture.draft(.entryAmend(amendment)))
    try await fixture.append(fixture.draft(.entryLink(EntryLink(entry: added.id, target: "https://hunter2zebra/"))))
    try await fixture.append(fixture.entry("stays", after: 5, tags: ["kept"]))
    try await fixture.append(fixture.draft(.entryRedact(EntryStrike(entry: added.id, reason: "a secret"))))
    #expect(try await fixture.texts { $0.tags = ["kept"] } == ["stays"])
    #expect(try await fixture.store.integrityProblem(full: true) == nil)
    await fixture.store.close()
    for suffix in ["", "-wal"] {
      let bytes = FileManager.default.contents(atPath: fixture.path + suffix) ?? Data()
      for secret in ["hunter2zebra", "ZEBRA-99", "zebra-99"] { #expect(bytes.range(of: Data(secret.utf8)) == nil) }
    }
  }

  @Test func onlyTheOwnerMayReadTheFile() async throws {
    let before = umask(0)
    defer { umask(before) }
    try await fixture.append(fixture.entry("one"))
    for name in ["", "-wal", "-shm"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: fixture.path + name)
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
    }
    for folder in [fixture.folder + "/data"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder)
      #expect(attributes[.posixPermissions] as? Int == 0o700)
    }
  }

  @Test func rightsOfOthersAreTakenAwayFromAnOlderFile() async throws {
    try await fixture.append(fixture.entry("one"))
    await fixture.store.close()
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: fixture.path)
    #expect(try await fixture.texts() == ["one"])
    let attributes = try FileManager.default.attributesOfItem(atPath: fixture.path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test func aNewerSchemaIsReadButNotWritten() async throws {
    try await fixture.append(fixture.entry("one"))
    try await raw().write { try $0.execute(sql: "PRAGMA user_version = \(Schema.workLog.version + 1)") }
    for store in [fixture.store, fixture.other()] {
      let found = await failure { _ = try await store.append([fixture.entry("two")]) }
      #expect(found?.kind == .newerSchema && found?.message.contains("newer") == true)
      #expect(try await store.entries(EntryQuery(), .newest, limit: 9).records.map(\.entry.text) == ["one"])
    }
    try await raw().write { try $0.execute(sql: "PRAGMA user_version = \(Schema.workLog.version)") }
    try await fixture.append(fixture.entry("two"))
  }

  @Test func theFileOfAnotherProgramIsLeftAlone() async throws {
    try FileManager.default.createDirectory(atPath: fixture.folder + "/data", withIntermediateDirectories: true)
    let other = try raw()
    try await other.write { try $0.execute(sql: "CREATE TABLE theirs (x)") }
    let found = await failure { try await fixture.append(fixture.entry("one")) }
    #expect(found?.kind == .notAllowed && found?.message.contains(fixture.path) == true)
    #expect(try await other.read { try String.fetchAll($0, sql: "SELECT name FROM sqlite_master") } == ["theirs"])
  }

  @Test func aFileThatIsNoDatabaseIsReported() async throws {
    try FileManager.default.createDirectory(atPath: fixture.folder + "/data", withIntermediateDirectories: true)
    let text = Data(String(repeating: "not a database\n", count: 1000).utf8)
    _ = FileManager.default.createFile(atPath: fixture.path, contents: text)
    let found = await failure { try await fixture.append(fixture.entry("one")) }
    #expect(found?.kind == .damaged && found?.message.contains(fixture.path) == true)
    #expect(FileManager.default.contents(atPath: fixture.path) == text)
  }

  @Test func damageIsFoundAndReported() async throws {
    _ = try await fixture.store.append((0..<2000).map { fixture.entry("entry \($0)", after: Int64($0)) })
    try await fixture.store.checkpoint()
    #expect(try await fixture.store.integrityProblem(full: true) == nil)
    await fixture.store.close()
    let handle = try #require(FileHandle(forUpdatingAtPath: fixture.path))
    for page in stride(from: UInt64(8), to: 60, by: 2) {
      try handle.seek(toOffset: page * 4096)
      try handle.write(contentsOf: Data(repeating: 0xA5, count: 4096))
    }
    try handle.close()
    let problem: String?
    do {
      problem = try await fixture.store.integrityProblem()
    } catch {
      #expect(error.kind == .damaged)
      problem = error.message
    }
    #expect(problem != nil)
  }

  @Test func anOperationThatWasTamperedWithIsFound() async throws {
    let operation = try await fixture.append(fixture.entry("one"))
    try await raw().write { database in
      try database.execute(sql: "DROP TRIGGER op_unchanged")
      try database.execute(sql: "UPDATE op SET body = replace(body, 'one', 'two')")
    }
    let problem = try await fixture.store.integrityProblem(full: true)
    #expect(problem?.contains(operation.id.description) == true)
  }

  @Test func aFileThatIsTakenAwayIsMadeAnewBeforeAnythingIsAcknowledged() async throws {
    try await fixture.append(fixture.entry("one"))
    for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: fixture.path + suffix) }
    try await fixture.append(fixture.entry("two"))
    #expect(try await fixture.texts() == ["two"])
    #expect(try await fixture.other().entries(EntryQuery(), .newest, limit: 9).records.count == 1)
  }

  @Test func aPlaceThatCannotBeUsedIsNamed() async throws {
    for (path, kind) in [("/proc/nothing/log.sqlite", nil), ("/dev/null/log.sqlite", StoreFailure.Kind.unreachable)] {
      let store = SQLiteStore(path: path)
      let found = await failure { _ = try await store.append([fixture.entry("one")]) }
      #expect(found != nil && found?.message.contains("/") == true && (kind == nil || found?.kind == kind))
    }
  }
}
