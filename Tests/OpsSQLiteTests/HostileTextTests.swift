import Foundation
import GRDB
import OpsDomain
import TestSupport
import Testing

@testable import OpsSQLite

@Suite struct HostileTextTests {
  let fixture: StoreFixture

  init() throws { fixture = try StoreFixture() }

  private static let injections = [
    "'; DROP TABLE op; --", "\"; DELETE FROM entry; --", "' OR '1'='1", "1); ATTACH '/tmp/x' AS x; --", "%", "_", "\\",
    "%_\\", "a' || (SELECT name FROM sqlite_master) || '", "\" OR \"x", "NEAR(a b, 3)", "folded:x", "a AND NOT b", "a*",
    "^a", "\u{1B}]0;x\u{7}", "\u{202E}abc", "'", "\"", "`", "(", ")", "?1", ":a", "@a", "$a", "--", "/*",
  ]

  private func schema() throws -> [String] {
    try DatabaseQueue(path: fixture.path).read {
      try String.fetchAll($0, sql: "SELECT type || name || coalesce(sql, '') FROM sqlite_master ORDER BY 1")
    }
  }

  @Test func textIsStoredExactlyOrRefusedInEveryField() async throws {
    var random = SeededRandom(seed: 20_261_121)
    try await fixture.append(fixture.entry("first"))
    let before = try schema()
    var stored = 0
    for number in 0..<300 {
      let text = number < Self.injections.count ? Self.injections[number] : HostileText.random(&random)
      let entry = Entry(
        text, at: .fixture, targets: [EntryTarget(.host, text, roleThen: text), EntryTarget(.role, text)],
        tags: [text], tickets: [text], command: CommandRecord(text: text), title: text)
      let draft = OperationDraft(
        id: fixture.identity(), author: Author(text, display: text, onBehalfOf: text), via: .cli, zone: text,
        body: .entryAdd(entry))
      do {
        let operation = try await fixture.append(draft)
        #expect(Array((try await fixture.store.entry(operation.id)?.entry.text ?? "").utf8) == Array(text.utf8))
        #expect(try await fixture.store.entry(operation.id)?.author == draft.author)
        stored += 1
      } catch let refusal as StoreFailure {
        #expect([.invalid, .tooLarge].contains(refusal.kind) && !refusal.message.isEmpty, "\(refusal)")
      }
    }
    #expect(stored > 40)
    #expect(try schema() == before)
    #expect(try await fixture.store.integrityProblem(full: true) == nil)
  }

  @Test(arguments: injections)
  func aQuestionIsTextAndNothingElse(word: String) async throws {
    try await fixture.append(fixture.entry("plain"))
    let hit = try await fixture.append(fixture.entry("before \(word) after"))
    let expected = try await fixture.store.entry(hit.id).map { [$0.entry.text] }
    #expect(try await fixture.texts { $0.words = [word] } == expected)
    var query = EntryQuery()
    (query.hosts, query.roles, query.services) = ([HostID(word)], [word], [word])
    (query.authors, query.tags) = ([word], [word])
    #expect(try await fixture.store.entries(query, .newest, limit: 9).records.isEmpty)
    #expect(try await fixture.store.identities(beginningWith: word, limit: 9).isEmpty)
  }

  @Test func aTextOfAMegabyteAndANULAreRefused() async throws {
    for text in [String(repeating: "x", count: 1 << 20), "a\u{0}b", ""] {
      let found = await failure { try await fixture.append(fixture.entry(text)) }
      #expect(found?.kind == .tooLarge || found?.kind == .invalid)
    }
    #expect(try await fixture.operations().isEmpty)
  }

  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
  ])
  func theHashIsThatOfTheStandard(text: String, digest: String) {
    #expect(hexadecimal(sha256(of: Array(text.utf8))) == digest)
    #expect(bytes(hexadecimal: digest) == sha256(of: Array(text.utf8)))
  }
}
