import OpsDomain
import TestSupport
import Testing

@testable import OpsSQLite

/// What every store of conversations promises.
@Suite("what every store of conversations promises") struct ChatContractTests {
  @Test("a line comes back as it was stored", arguments: StoreKind.allCases)
  func linesComeBack(kind: StoreKind) async throws {
    let chat = AnyChat(kind)
    var line = said("\u{3}04障害\u{F} on db7", id: "m1")
    line.account = "naoya-account"
    line.colourKey = "~naoya"
    (line.isOwn, line.isBot, line.isHighlight, line.isPlayback) = (true, true, true, true)
    line.statusPrefix = "@"
    line.entry = OperationID(high: 1 << 63, low: 7)
    line.until = .fixture
    let deliveries: [ChatLine.Delivery?] = [nil, .unsent, .pending, .delivered, .failed("no such nick")]
    for (place, delivery) in deliveries.enumerated() {
      (line.delivery, line.messageID, line.text) = (delivery, place == 0 ? "m1" : nil, "text \(place)")
      let stored = try await chat.store.append([line], to: .ops)
      #expect(stored.map(\.text) == [line.text] && (stored.first?.id ?? 0) > 0)
      var expected = line
      expected.id = stored.first?.id ?? 0
      #expect(try await chat.store.lines(of: .ops, before: nil, limit: 1) == [expected])
    }
    for kind in ChatLine.Kind.allCases {
      _ = try await chat.store.append([ChatLine(kind, at: .fixture + .seconds(9), text: "x")], to: .sales)
    }
    #expect(try await chat.store.lines(of: .sales, before: nil, limit: 99).map(\.kind) == ChatLine.Kind.allCases)
  }

  @Test("numbers grow, and pages go by time", arguments: StoreKind.allCases)
  func pagesGoByTime(kind: StoreKind) async throws {
    let chat = AnyChat(kind)
    let first = try await chat.store.append([said("c", at: 30), said("d", at: 40), said("e", at: 40)], to: .ops)
    let later = try await chat.store.append([played("a", at: 10), played("b", at: 20)], to: .ops)
    _ = try await chat.store.append([said("elsewhere", at: 25)], to: .sales)
    #expect(first.map(\.id) == first.map(\.id).sorted() && later[0].id > first[2].id)
    #expect(try await chat.texts() == ["a", "b", "c", "d", "e"])
    func before(_ place: ChatPlace?, _ limit: Int) async throws -> [String] {
      try await chat.store.lines(of: .ops, before: place, limit: limit).map(\.text)
    }
    func after(_ place: ChatPlace, _ limit: Int) async throws -> [String] {
      try await chat.store.lines(of: .ops, after: place, limit: limit).map(\.text)
    }
    #expect(try await before(nil, 2) == ["d", "e"])
    #expect(try await before(first[1].place, 2) == ["b", "c"])
    #expect(try await before(first[2].place, 1) == ["d"])
    #expect(try await after(first[0].place, 2) == ["d", "e"])
    #expect(try await after(ChatPlace(at: Timestamp(milliseconds: 0), id: 0), 2) == ["a", "b"])
    for limit in [0, -1] { #expect(try await before(nil, limit) == []) }
    #expect(try await after(first[2].place, 9) == [])
    #expect(try await chat.store.lines(of: BufferID(network: "no"), before: nil, limit: 9) == [])
  }

  @Test("what comes live is kept however alike, unless the network says it is the same", arguments: StoreKind.allCases)
  func liveLinesAreKept(kind: StoreKind) async throws {
    let chat = AnyChat(kind)
    #expect(try await chat.store.append([said("ok"), said("ok", at: 300)], to: .ops).count == 2)
    #expect(try await chat.store.append([said("ok")], to: .ops).count == 1)
    #expect(try await chat.store.append([said("ok", id: "m1"), said("ok", id: "m2")], to: .ops).count == 2)
    #expect(try await chat.store.append([said("ok", at: 9, id: "m1"), said("x", id: "m3")], to: .ops).count == 1)
    #expect(try await chat.store.append([said("ok", id: "m1")], to: .sales).count == 1)
    #expect(try await chat.texts() == ["ok", "ok", "ok", "ok", "x", "ok"])
  }

  @Test("playback in whole seconds meets what was heard live, each line once", arguments: StoreKind.allCases)
  func playbackMeetsWhatWasHeard(kind: StoreKind) async throws {
    let chat = AnyChat(kind)
    _ = try await chat.store.append([said("ok", at: 100), said("ok", at: 900), said("bye", at: 950)], to: .ops)
    let missed = played("ok", by: "jkondo")
    let back = [played("ok"), played("ok"), played("ok"), missed, played("bye"), played("bye", at: 2_000)]
    let stored = try await chat.store.append(back, to: .ops)
    #expect(stored.map(\.text) == ["ok", "ok", "bye"])
    #expect(stored.map(\.sender) == ["naoya", "jkondo", "naoya"] && stored[2].at == back[5].at)
    #expect(try await chat.store.append(back, to: .ops).isEmpty)
  }

  @Test(
    "playback with identities meets lines that had none, and these have them from then on",
    arguments: StoreKind.allCases)
  func playbackCompletesIdentities(kind: StoreKind) async throws {
    let chat = AnyChat(kind)
    _ = try await chat.store.append([said("ok", at: 100), said("other", at: 200, id: "m7")], to: .ops)
    #expect(try await chat.store.append([played("ok", id: "m1")], to: .ops).isEmpty)
    #expect(try await chat.store.lines(of: .ops, before: nil, limit: 9).map(\.messageID) == ["m1", "m7"])
    #expect(try await chat.store.append([said("ok", at: 90_000, id: "m1")], to: .ops).isEmpty)
    // Two identities that differ are two messages.
    #expect(try await chat.store.append([played("ok", id: "m2"), played("other")], to: .ops).map(\.text) == ["ok"])
  }

  @Test("an own line whose time no echo told is met by playback of the server's time", arguments: StoreKind.allCases)
  func ownLinesAreMet(kind: StoreKind) async throws {
    let chat = AnyChat(kind)
    let own = said("deploying", at: 0, by: "me") { ($0.isOwn, $0.delivery) = (true, .delivered) }
    _ = try await chat.store.append([own], to: .ops)
    #expect(try await chat.store.append([played("deploying", at: 6_000, by: "me")], to: .ops).isEmpty)
    #expect(try await chat.store.append([played("deploying", at: 60_000, by: "me")], to: .ops).count == 1)
  }

  @Test("an own line that failed and is played back is delivered, and given back", arguments: StoreKind.allCases)
  func whatFailedArrives(kind: StoreKind) async throws {
    let chat = AnyChat(kind)
    var own = said("deploying", at: 100)
    (own.isOwn, own.delivery) = (true, .failed("the connection broke"))
    let stored = try await chat.store.append([own], to: .ops)
    var back = played("deploying", at: 101, id: "m1")
    (back.isOwn, back.delivery) = (true, .delivered)
    let arrived = try await chat.store.append([back], to: .ops)
    #expect(arrived.map(\.id) == stored.map(\.id) && arrived.map(\.delivery) == [.delivered])
    #expect(arrived.map(\.messageID) == ["m1"])
    #expect(try await chat.store.append([back], to: .ops) == [])
    let line = try await chat.store.line(stored[0].id, of: .ops)
    #expect(line?.delivery == .delivered && line?.text == "deploying")
    #expect(try await chat.store.line(stored[0].id, of: .sales) == nil)
  }

  @Test("what the console itself says is never taken for the same", arguments: StoreKind.allCases)
  func gapsStay(kind: StoreKind) async throws {
    let chat = AnyChat(kind)
    let gap = ChatLine(.gap, at: .fixture, text: "")
    #expect(try await chat.store.append([gap, gap], to: .ops).count == 2)
  }

  @Test("delivery, identity, time and entry of a line can change, and nothing else", arguments: StoreKind.allCases)
  func linesChange(kind: StoreKind) async throws {
    let chat = AnyChat(kind)
    let own = said("first", at: 500) { $0.delivery = .pending }
    var stored = try await chat.store.append([own, said("second", at: 600)], to: .ops)
    stored[0].delivery = .delivered
    stored[0].messageID = "m1"
    stored[0].at = .fixture + .milliseconds(700)
    stored[0].entry = OperationID(high: 3, low: 4)
    var changed = stored[0]
    (changed.text, changed.sender) = ("forged", "x")
    try await chat.store.update([changed], in: .ops)
    #expect(try await chat.store.lines(of: .ops, before: nil, limit: 9) == [stored[1], stored[0]])
    #expect(try await chat.store.append([played("first", id: "m1")], to: .ops).isEmpty)
    changed.id = 999
    try await chat.store.update([changed], in: .ops)
    try await chat.store.update([stored[0]], in: .sales)
    #expect(try await chat.texts() == ["second", "first"])
  }

  @Test("an echo that another line already is leaves one line", arguments: StoreKind.allCases)
  func echoesMeet(kind: StoreKind) async throws {
    let chat = AnyChat(kind)
    var own = try await chat.store.append([said("hi", by: "me") { $0.delivery = .pending }], to: .ops)
    var heard = try await chat.store.append([said("hi", at: 5, by: "me", id: "m1")], to: .ops)
    heard[0].entry = OperationID(high: 5, low: 6)
    try await chat.store.update(heard, in: .ops)
    (own[0].messageID, own[0].delivery) = ("m1", .delivered)
    try await chat.store.update(own, in: .ops)
    let left = try await chat.store.lines(of: .ops, before: nil, limit: 9)
    #expect(left.map(\.id) == own.map(\.id) && left.first?.entry == heard[0].entry)
    #expect(try await chat.store.search("hi", in: nil, before: nil, limit: 9).count == 1)
  }

  @Test("the newest line is what people said and the network knows", arguments: StoreKind.allCases)
  func newestIsSaid(kind: StoreKind) async throws {
    let chat = AnyChat(kind)
    #expect(try await chat.store.newest(of: .ops) == nil)
    let lines = [
      said("said", at: 1), ChatLine(.join, at: .fixture + .seconds(2), sender: "x", text: ""),
      said("waits", at: 3_000) { $0.delivery = .pending }, said("refused", at: 4_000) { $0.delivery = .failed("") },
    ]
    _ = try await chat.store.append(lines, to: .ops)
    #expect(try await chat.store.newest(of: .ops)?.text == "said")
    _ = try await chat.store.append([said("sent", at: 5_000) { $0.delivery = .delivered }], to: .ops)
    #expect(try await chat.store.newest(of: .ops)?.text == "sent")
  }

  @Test("buffers are remembered, and what was read stays read", arguments: StoreKind.allCases)
  func buffersAreRemembered(kind: StoreKind) async throws {
    let chat = AnyChat(kind)
    let stored = try await chat.store.append([said("a"), said("b", at: 5)], to: .ops)
    _ = try await chat.store.append([said("c", at: 9_000)], to: BufferID(network: "libera", target: "jkondo"))
    _ = try await chat.store.append([ChatLine(.server, at: .fixture, text: "x")], to: BufferID(network: "libera"))
    #expect(try await chat.store.buffers().map(\.kind) == [.query, .channel, .network])
    var ops = StoredBuffer(id: .ops, kind: .channel, title: "#Ops", seen: stored[1].place)
    try await chat.store.remember(ops)
    #expect(try await chat.store.buffers().contains(ops))
    ops.isOpen = false
    var older = ops
    older.seen = stored[0].place
    try await chat.store.remember(older)
    #expect(try await chat.store.buffers().last == ops)
    older.seen = nil
    try await chat.store.remember(older)
    #expect(try await chat.store.buffers().last == ops)
  }

  @Test("facts are kept by name", arguments: StoreKind.allCases)
  func factsAreKept(kind: StoreKind) async throws {
    let chat = AnyChat(kind)
    #expect(try await chat.store.value(for: "announced") == nil)
    try await chat.store.set("1", for: "announced")
    try await chat.store.set("2 \u{0}障", for: "announced")
    #expect(try await chat.store.value(for: "announced")?.hasPrefix("2 ") == true)
    try await chat.store.set(nil, for: "announced")
    #expect(try await chat.store.value(for: "announced") == nil)
  }

  @Test("what is old goes, but the newest lines of a buffer stay", arguments: StoreKind.allCases)
  func oldLinesGo(kind: StoreKind) async throws {
    let chat = AnyChat(kind)
    let kept = ChatTrimming.keptOfBuffer
    _ = try await chat.store.append((0..<kept + 40).map { said("old \($0)", at: Int64($0)) }, to: .ops)
    _ = try await chat.store.append((0..<kept + 40).map { said("new \($0)", at: 60_000 + Int64($0)) }, to: .sales)
    #expect(try await chat.store.trim(olderThan: .fixture + .seconds(30), bytes: .max) == 40)
    let left = try await chat.texts()
    #expect(left.first == "old 40" && left.count == kept)
    #expect(try await chat.texts(.sales).count == kept + 40)
    #expect(try await chat.store.search("old 39", in: nil, before: nil, limit: 9).isEmpty)
    #expect(try await chat.store.search("old 41", in: nil, before: nil, limit: 9).count == 1)
    #expect(try await chat.store.trim(olderThan: .fixture + .seconds(30), bytes: .max) == 0)
  }

  @Test("too long a text is cut, and says so", arguments: StoreKind.allCases)
  func longTextsAreCut(kind: StoreKind) async throws {
    let chat = AnyChat(kind)
    let long = String(repeating: "障", count: 7_000)
    let stored = try await chat.store.append(
      [said(long), said("a\u{0}b"), said("c", by: long, id: long)], to: .ops)
    #expect(stored[0].text.utf8.count <= ChatText.textMax && stored[0].text.hasPrefix("障障"))
    let cut = 21_000 - (stored[0].text.prefix { $0 == "障" }.utf8.count)
    #expect(stored[0].text.hasSuffix("… (\(cut) bytes cut)"))
    #expect(stored[1].text == "a\u{FFFD}b" && stored[2].messageID == nil)
    #expect(stored[2].sender.utf8.count <= ChatText.nameMax)
    #expect(try await chat.store.lines(of: .ops, before: nil, limit: 9) == stored)
  }

  @Test("any text is stored, found and given back", arguments: StoreKind.allCases)
  func hostileTexts(kind: StoreKind) async throws {
    let chat = AnyChat(kind)
    var random = SeededRandom(seed: 5)
    let lines = (0..<200).map { place in
      said(HostileText.random(&random), at: Int64(place), by: HostileText.random(&random, pieces: 2))
    }
    let stored = try await chat.store.append(
      lines, to: BufferID(network: "n\u{0}", target: HostileText.pieces.joined()))
    #expect(stored.count == 200)
    for line in stored {
      let hits = try await chat.store.search(line.text, in: nil, before: nil, limit: 1_000)
      let isBlank = ChatText.folded(line.text).allSatisfy(\.isWhitespace)
      #expect(isBlank ? hits.isEmpty : hits.contains { $0.line.id == line.id })
    }
  }
}
