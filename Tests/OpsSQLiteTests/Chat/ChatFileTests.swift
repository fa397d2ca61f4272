import Foundation
import GRDB
import OpsDomain
import TestSupport
import Testing

@testable import OpsSQLite

/// What holds of the file of conversations.
@Suite("the file of conversations") struct ChatFileTests {
  let fixture = ChatFixture()

  @Test("only the owner may read it") func rights() async throws {
    let before = umask(0)
    defer { umask(before) }
    _ = try await fixture.store.append([said("one")], to: .ops)
    for name in ["", "-wal", "-shm"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: fixture.path + name)
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
    }
    let folder = try FileManager.default.attributesOfItem(atPath: fixture.folder + "/data")
    #expect(folder[.posixPermissions] as? Int == 0o700)
  }

  @Test("what was stored is there in the next session, and numbers are never given twice") func staysThere()
    async throws
  {
    let stored = try await fixture.store.append([said("one"), said("two", at: 5)], to: .ops)
    await fixture.store.close()
    let other = fixture.other()
    #expect(try await other.lines(of: .ops, before: nil, limit: 9) == stored)
    #expect(try await other.append([said("one", id: "m1"), played("one")], to: .ops).map(\.id) == [3])
    try await raw { try $0.execute(sql: "DELETE FROM line") }
    #expect(try await other.append([said("three")], to: .ops).map(\.id) == [4])
    #expect(try await other.integrityProblem() == nil)
  }

  @Test("files of the work log, of others and of a newer version are left alone") func otherFiles() async throws {
    let log = SQLiteStore(path: fixture.path)
    _ = try await log.append([
      OperationDraft(
        id: OperationID(high: 1, low: 1), author: Author("naoya"), via: .cli,
        body: .entryAdd(Entry("x", at: .fixture)))
    ])
    let found = await failure { _ = try await fixture.store.append([said("one")], to: .ops) }
    #expect(found?.kind == .notAllowed && found?.message.contains("chat's history") == true)
    let chat = ChatFixture()
    _ = try await chat.store.append([said("one")], to: .ops)
    try await DatabaseQueue(path: chat.path).write { try $0.execute(sql: "PRAGMA user_version = 99") }
    #expect(await failure { _ = try await chat.store.append([said("two")], to: .ops) }?.kind == .newerSchema)
    #expect(try await chat.store.lines(of: .ops, before: nil, limit: 9).map(\.text) == ["one"])
    #expect(await failure { _ = try await SQLiteStore(path: chat.path).latest() }?.kind == .notAllowed)
  }

  @Test("a file with the tables that searches used once loses these, and nothing else") func olderFile() async throws {
    _ = try await fixture.store.append([said("障害 one"), said("two", at: 5)], to: .ops)
    await fixture.store.close()
    try await raw { database in
      // As the first version left it.
      let first = Schema.chat.steps[0].split(separator: "CREATE VIRTUAL TABLE").dropFirst()
      for table in first { try database.execute(sql: "CREATE VIRTUAL TABLE \(table.prefix { $0 != ";" });") }
      try database.execute(
        sql: "INSERT INTO line_trigram (rowid, folded) VALUES (1, '障害 one'); PRAGMA user_version = 1")
    }
    let other = fixture.other()
    #expect(try await other.append([said("three", at: 9)], to: .ops).map(\.id) == [3])
    #expect(try await other.search("障害", in: nil, before: nil, limit: 9).map(\.line.id) == [1])
    #expect(try await other.integrityProblem() == nil)
    try await raw { database in
      let left = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master WHERE name LIKE 'line_%gram%'")
      #expect(left == 0)
    }
  }

  @Test("what two consoles hear is stored once and shown by both") func consolesShareAFile() async throws {
    let (one, two) = (fixture.store, fixture.other())
    _ = try await one.append([said("before")], to: .ops)
    #expect(try await two.lines(of: .ops, before: nil, limit: 9).count == 1)
    func three(_ prefix: String?, at start: Int64) -> [ChatLine] {
      (0..<3).map { number in said("ok", at: start + Int64(number), id: prefix.map { "\($0)\(number)" }) }
    }
    for (prefix, step) in [("m", Int64(0)), (nil, 60_000)] {
      let stored = try await one.append(three(prefix, at: step), to: .ops)
      #expect(stored.count == 3)
      #expect(try await two.append(three(prefix, at: step + 400), to: .ops) == stored)
      // Now they are known; a fourth one is new, and the first console is shown it.
      let fourth = try await two.append([said("ok", at: step + 500)], to: .ops)
      #expect(fourth.count == 1 && !stored.contains(fourth[0]))
      #expect(try await one.append([said("ok", at: step + 700)], to: .ops) == fourth)
      #expect(try await two.append([played("ok", at: step)], to: .ops).isEmpty)
    }
    #expect(try await one.lines(of: .ops, before: nil, limit: 99).count == 9)
  }

  @Test("what a console has read in a page is not shown to it again") func readLinesAreKnown() async throws {
    let (one, two) = (fixture.store, fixture.other())
    _ = try await two.buffers()
    _ = try await one.append([said("ok", id: "m1")], to: .ops)
    #expect(try await two.lines(of: .ops, before: nil, limit: 9).count == 1)
    #expect(try await two.append([said("ok", id: "m1")], to: .ops).isEmpty)
  }

  @Test("a file that is taken away is made anew") func takenAway() async throws {
    _ = try await fixture.store.append([said("one"), said("two")], to: .ops)
    for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: fixture.path + suffix) }
    #expect(try await fixture.store.append([said("three")], to: .ops).map(\.id) == [1])
    #expect(try await fixture.store.lines(of: .ops, before: nil, limit: 9).map(\.text) == ["three"])
  }

  @Test("the file stays under its limit, and gives back what it does not need") func sizeIsBounded() async throws {
    for part in 0..<10 {
      let lines = (0..<1000).map { said("line \(part) \($0) 障害が発生した、調査中", at: Int64(part * 1000 + $0)) }
      _ = try await fixture.store.append(lines, to: part % 2 == 0 ? .ops : .sales)
    }
    let limit: Int64 = 1 << 20
    let before = try await size()
    #expect(before > limit)
    let removed = try await fixture.store.trim(olderThan: Timestamp(milliseconds: 0), bytes: limit)
    #expect(removed > 1000)
    #expect(try await size() <= limit)
    let left = try await fixture.store.lines(of: .ops, before: nil, limit: 9999)
    #expect(left.last?.text.hasPrefix("line 8 999") == true && left.count >= ChatTrimming.keptOfBuffer)
    let all = try await left.count + fixture.store.lines(of: .sales, before: nil, limit: 9999).count
    #expect(all + removed == 10_000 && all > 1000)
    #expect(try await fixture.store.search("障害", in: nil, before: nil, limit: 9999).count == all)
    #expect(try await fixture.store.search("line 0", in: nil, before: nil, limit: 9).isEmpty)
    #expect(try await fixture.store.integrityProblem() == nil)
  }

  @Test("closed buffers without lines are forgotten") func emptyBuffersGo() async throws {
    _ = try await fixture.store.append([said("x")], to: .ops)
    try await fixture.store.remember(StoredBuffer(id: .sales, kind: .channel, title: "#sales", isOpen: false))
    _ = try await fixture.store.append((0..<500).map { said("y", at: Int64($0)) }, to: BufferID(network: "n"))
    _ = try await fixture.store.trim(olderThan: .fixture + .seconds(60), bytes: .max)
    #expect(Set(try await fixture.store.buffers().map(\.id)) == [.ops, BufferID(network: "n")])
  }

  /// The bytes of the pages of the file.
  private func size() async throws -> Int64 {
    try await fixture.store.access.read { database, _ in try ChatTrimming.size(database).all }
  }

  /// Does something as another program.
  private func raw(_ work: @escaping @Sendable (Database) throws -> Void) async throws {
    try await DatabaseQueue(path: fixture.path).write(work)
  }
}

@Suite("which lines a console knows of") struct ToldLinesTests {
  @Test func gapsAreClosed() {
    var told = ToldLines(upTo: 5)
    for id in [7, 9, 6, 3] as [Int64] { told.insert(id) }
    #expect(told.floor == 7 && told.contains(9) && !told.contains(8) && told.contains(1))
    told.insert(8)
    #expect(told.floor == 9)
  }

  @Test func theyAreBounded() {
    var told = ToldLines(upTo: 0)
    for id in 1...Int64(ToldLines.most) + 1 { told.insert(id * 2) }
    #expect(told.floor >= Int64(ToldLines.most) && told.contains(3) && !told.contains(Int64(ToldLines.most) * 2 - 1))
  }
}

@Suite("texts as they are kept and searched") struct ChatTextTests {
  @Test func textsAreCutBetweenLetters() {
    for limit in [0, 39, 40, 41, 42, 43, 100] {
      let cut = ChatText.cut(String(repeating: "障", count: 50), to: limit)
      #expect(cut.hasSuffix(" bytes cut)") && cut.utf8.count <= max(40, limit))
    }
    #expect(ChatText.cut("障害", to: 6) == "障害")
  }
}
