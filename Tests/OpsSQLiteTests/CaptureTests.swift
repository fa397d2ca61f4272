import OpsDomain
import TestSupport
import Testing

@testable import OpsSQLite

/// Lines of chats that several consoles hear and record.
@Suite("lines of chats that several consoles record") struct CaptureTests {
  let fixture: StoreFixture
  let other: StoreFixture

  init() throws {
    fixture = try StoreFixture()
    other = try StoreFixture(machine: Machine(mark: "two", host: "tokyo9"))
  }

  private func capture(
    _ text: String, at milliseconds: Int64 = 0, by sender: String = "naoya", id: String? = nil, number: Int = 0,
    targets: [EntryTarget] = []
  ) -> OperationDraft {
    let at = Timestamp(milliseconds: Timestamp.fixture.milliseconds + milliseconds)
    let mark: CaptureIdentity.Mark = id.map { .message($0) } ?? .span(at.milliseconds / 10_000, number: number)
    let identity = CaptureIdentity(network: "libera", channel: "#ops", sender: sender, text: text, mark: mark)
    let chat = ChatOrigin(network: "libera", channel: "#ops", messageID: id, sender: sender, serverTime: at)
    return OperationDraft(
      id: OperationID(identity), author: Author(sender: sender, account: nil), via: .irc,
      body: .entryAdd(Entry(captured: text, at: at, targets: targets, chat: chat)))
  }

  @Test("what two consoles heard is one entry, live or from playback in whole seconds") func oneEntry() async throws {
    let drafts = [capture("restarted", at: 400, id: "m1"), capture("restarted", at: 0, id: "m1")]
    #expect(drafts[0].body == drafts[1].body && drafts[0].id == drafts[1].id)
    let first = try await fixture.append(drafts[0])
    #expect(try await fixture.append(drafts[1]) == first)
    _ = try await other.append(drafts[1])
    #expect(try await fixture.store.merge(other.operations()) == 0)
    #expect(try await other.store.merge(fixture.operations()) == 0)
    #expect(try await fixture.texts() == ["restarted"])
  }

  @Test("read with another inventory it is the same still, and the first one counts") func firstOneCounts() async throws
  {
    let first = try await fixture.append(capture("restarted", id: "m1"))
    let target = EntryTarget(.host, "db7", origin: .parsed)
    let differing = capture("restarted", id: "m1", targets: [target])
    #expect(differing.body != first.body)
    #expect(try await fixture.append(differing) == first)
    let second = try await other.append(differing)
    #expect(try await fixture.store.merge([second]) == 0)
    #expect(try await other.store.merge([first]) == 0)
    #expect(try await fixture.operations() == [first])
    #expect(try await other.operations() == [second])
    #expect(try await fixture.store.integrityProblem(full: true) == nil)
  }

  @Test("nothing else may come under the identity of a capture, nor a capture under another's")
  func othersAreConflicts() async throws {
    let first = try await fixture.append(capture("restarted", id: "m1"))
    var byHand = capture("changed", id: "m1")
    byHand.id = first.id
    byHand.via = .console
    #expect(await failure { try await fixture.append(byHand) }?.kind == .conflict)
    var forged = first
    (forged.body, forged.via, forged.bodyHash) = (byHand.body, .console, "")
    #expect(await failure { _ = try await fixture.store.merge([forged]) }?.kind == .conflict)
    let own = try await fixture.append(fixture.entry("own"))
    var taken = capture("x", id: "m9")
    taken.id = own.id
    #expect(await failure { try await fixture.append(taken) }?.kind == .conflict)
  }

  @Test("without identities, what other writers heard within ten seconds is the same") func provisional() async throws {
    _ = try await fixture.append(capture("ok", at: 8_000))
    _ = try await other.append(capture("ok", at: 9_900))
    _ = try await other.append(capture("ok", at: 60_000))
    _ = try await other.append(capture("ok", at: 9_900, by: "jkondo"))
    _ = try await other.append(capture("else", at: 9_900))
    #expect(try await fixture.store.merge(other.operations()) == 3)
    #expect(try await fixture.texts().sorted() == ["else", "ok", "ok", "ok"])
    // Once more changes nothing.
    #expect(try await fixture.store.merge(other.operations()) == 0)
  }

  @Test("what was said twice stays two") func saidTwice() async throws {
    // The first is known to both under one identity, the second was heard by one of them only.
    for store in [fixture, other] { _ = try await store.append(capture("ok", at: 2_000)) }
    _ = try await other.append(capture("ok", at: 4_000, number: 1))
    #expect(try await fixture.store.merge(other.operations()) == 1)
    #expect(try await fixture.texts() == ["ok", "ok"])
    // Two of one writer meet two of another.
    for at in [100_000, 101_000] as [Int64] { _ = try await fixture.append(capture("again", at: at)) }
    for at in [108_900, 109_900] as [Int64] { _ = try await other.append(capture("again", at: at, number: 5)) }
    _ = try await fixture.store.merge(other.operations())
    #expect(try await fixture.texts { $0.words = ["again"] }.count == 2)
  }

  @Test("a redaction removes who said it and by what it could be asked for again") func redaction() async throws {
    let added = try await fixture.append(capture("secret", by: "hunter2zebra", id: "m1-zebra"))
    try await fixture.append(fixture.draft(.entryRedact(EntryStrike(entry: added.id, reason: "a secret"))))
    let record = try #require(try await fixture.store.entry(added.id))
    #expect(
      record.entry.chat == ChatOrigin(network: "libera", channel: "#ops", sender: "", serverTime: record.entry.at))
    #expect(try await fixture.store.integrityProblem(full: true) == nil)
    let lines = try await fixture.operations().map(operationJSON)
    #expect(!lines[0].contains("m1-zebra"))
    // Heard again, it does not come back.
    #expect(try await fixture.append(capture("secret", by: "hunter2zebra", id: "m1-zebra")).body.isWithoutText)
    #expect(try await other.store.merge(fixture.operations()) == 2)
  }
}
