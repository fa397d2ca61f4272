import OpsDomain
import TestSupport
import Testing

@testable import OpsSQLite

@Suite("search in conversations") struct ChatSearchTests {
  private static let texts = [
    "bm-db07 で障害が発生した", "\u{3}04,01本\u{2}番機\u{F}を再起動した", "ﾃﾞｰﾀﾍﾞｰｽのﾊﾞｯｸｱｯﾌﾟ完了", "ＭｙＳＱＬ　５．７ を更新",
    "Rolled \u{1D}back\u{1D} NG\u{4}ff0000INX to 1.25", "100% of the disk_used is a\\b \"quoted\" it's", "害は障の字", "ok",
  ]

  @Test(
    "a text is found wherever it stands, whatever case, width and formatting",
    arguments: [
      ("障害", [0]), ("障", [0, 6]), ("害", [0, 6]), ("本番", [1]), ("本番機を再起動", [1]), ("動", [1]), ("データベース", [2]),
      ("ﾊﾞｯｸ", [2]), ("mysql", [3]), ("ｍｙｓｑｌ 5.7", [3]), ("back nginx", [4]), ("GIN", [4]), ("db", [0]), ("04", []),
      ("100%", [5]), ("_", [5]), ("a\\b", [5]), ("\"quoted\"", [5]), ("it's", [5]), ("ok", [7]), ("障害した", []),
      ("x%y", []),
      ("", []), (" ", []), ("\u{3}04", []), ("\u{2}障\u{2}害", [0]),
    ], StoreKind.allCases)
  func textsAreFound(_ question: (text: String, expected: [Int]), kind: StoreKind) async throws {
    let chat = AnyChat(kind)
    let lines = Self.texts.enumerated().map { said($1, at: Int64($0)) }
    let stored = try await chat.store.append(lines, to: .ops)
    let hits = try await chat.store.search(question.text, in: nil, before: nil, limit: 99)
    #expect(hits.map(\.line) == question.expected.reversed().map { stored[$0] })
  }

  @Test("only what people said and topics are searched", arguments: StoreKind.allCases)
  func noiseIsNotSearched(kind: StoreKind) async throws {
    let chat = AnyChat(kind)
    let kinds = ChatLine.Kind.allCases
    let lines = kinds.enumerated().map { place, kind in
      ChatLine(kind, at: .fixture + .seconds(place), sender: "naoya", text: "障害 trouble x")
    }
    _ = try await chat.store.append(lines, to: .ops)
    for text in ["障害", "trouble", "x"] {
      let hits = try await chat.store.search(text, in: nil, before: nil, limit: 99)
      #expect(hits.map(\.line.kind) == [.topic, .notice, .action, .message])
    }
  }

  @Test("hits come newest first, by page, in one buffer or in all", arguments: StoreKind.allCases)
  func hitsComeByPage(kind: StoreKind) async throws {
    let chat = AnyChat(kind)
    _ = try await chat.store.append((0..<300).map { said("line \($0) 障害", at: Int64($0) * 2) }, to: .ops)
    _ = try await chat.store.append((0..<10).map { said("sale \($0) 障害", at: Int64($0) * 2 + 1) }, to: .sales)
    try await chat.store.remember(StoredBuffer(id: .sales, kind: .channel, title: "#Sales"))
    let first = try await chat.store.search("障害", in: nil, before: nil, limit: 290)
    #expect(first.count == 290 && first.first?.line.text == "line 299 障害" && first.first?.title == "#ops")
    let last = try #require(first.last)
    #expect(last.line.text == "line 10 障害")
    let next = try await chat.store.search("障害", in: nil, before: last.line.place, limit: 2)
    #expect(next.map(\.line.text) == ["sale 9 障害", "line 9 障害"] && next.first?.title == "#Sales")
    let sales = try await chat.store.search("障害", in: .sales, before: next.first?.line.place, limit: 99)
    #expect(sales.count == 9 && sales.allSatisfy { $0.buffer == .sales })
    #expect(try await chat.store.search("障害", in: BufferID(network: "no"), before: nil, limit: 9).isEmpty)
  }

  @Test("a common text is found as well as a rare one")
  func commonTexts() async throws {
    let fixture = ChatFixture()
    let count = 10_500
    let lines = (0..<count).map { said($0 == 3 ? "障害 rare" : "障害 \($0)", at: Int64($0)) }
    _ = try await fixture.store.append(lines, to: .ops)
    let hits = try await fixture.store.search("障害", in: nil, before: nil, limit: 3)
    #expect(hits.map(\.line.text) == ["障害 \(count - 1)", "障害 \(count - 2)", "障害 \(count - 3)"])
    #expect(try await fixture.store.search("障害", in: .ops, before: nil, limit: 3) == hits)
    #expect(try await fixture.store.search("rare", in: nil, before: nil, limit: 3).map(\.line.text) == ["障害 rare"])
  }
}
