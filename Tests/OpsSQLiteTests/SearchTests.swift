import OpsDomain
import TestSupport
import Testing

@testable import OpsSQLite

@Suite struct SearchTests {
  let fixture: StoreFixture

  init() throws { fixture = try StoreFixture() }

  private static let texts = [
    "bm-db07 で障害が発生した", "本番機を再起動した", "ﾃﾞｰﾀﾍﾞｰｽのﾊﾞｯｸｱｯﾌﾟ完了", "ＭｙＳＱＬ　５．７ を更新", "Rolled back NGINX to 1.25",
    "100% of the disk_used is a\\b \"quoted\" it's", "害は障の字", "ﾊﾞﾅﾅ", "障",
  ]

  @Test(arguments: [
    ("障害", [0]), ("再起動", [1]), ("起動", [1]), ("動", [1]), ("障", [0, 6, 8]), ("害", [0, 6]), ("データベース", [2]), ("ﾊﾞｯｸ", [2]),
    ("mysql", [3]), ("ｍｙｓｑｌ 5.7", [3]), ("5.7", [3]), ("nginx", [4]), ("GIN", [4]), ("db07", [0]), ("bm-db", [0]),
    ("-db", [0]),
    ("db", [0]), ("m", [0, 3]), ("100%", [5]), ("0%", [5]), ("%", [5]), ("_", [5]), ("k_u", [5]), ("a\\b", [5]),
    ("\"quoted\"", [5]),
    ("\"", [5]), ("it's", [5]), ("バナナ", [7]), ("ハ", []), ("障害した", []), ("x%y", []), ("OR", []), ("*", []),
    ("", Array(0...8)),
    ("字", [6]), ("障の", [6]),
  ])
  func aWordIsFoundWhereverItStands(word: String, expected: [Int]) async throws {
    for (place, text) in Self.texts.enumerated() {
      try await fixture.append(fixture.entry(text, after: Int64(place)))
    }
    let found = try await fixture.texts { $0.words = [word] }
    #expect(found == expected.map { Self.texts[$0] })
  }

  @Test func allWordsMustStandInTheText() async throws {
    try await fixture.append(fixture.entry("mysqld restarted on db7"))
    try await fixture.append(fixture.entry("mysqld stopped"))
    #expect(try await fixture.texts { $0.words = ["mysqld", "db7"] } == ["mysqld restarted on db7"])
    #expect(try await fixture.texts { $0.words = ["mysqld", "nginx"] }.isEmpty)
  }

  @Test func titlesCommandsTagsAndTicketsAreSearched() async throws {
    let entry = Entry(
      "the text", at: .fixture, tags: ["Kernel"], tickets: ["OPS-12"],
      command: CommandRecord(text: "apt-get upgrade"), title: "手順書")
    try await fixture.append(fixture.draft(.entryAdd(entry)))
    for word in ["kernel", "ops-12", "UPGRADE", "手順", "text"] {
      #expect(try await fixture.texts { $0.words = [word] } == ["the text"], "\(word)")
    }
  }

  @Test func commonWordsAreFoundNewestFirst() async throws {
    let drafts = (0..<300).map { fixture.entry("entry \($0) 障害", after: Int64($0)) }
    _ = try await fixture.store.append(drafts)
    var query = EntryQuery()
    query.words = ["障害"]
    let page = try await fixture.store.entries(query, .newest, limit: 2)
    #expect(page.records.map(\.entry.text) == ["entry 298 障害", "entry 299 障害"] && page.hasOlder && !page.hasNewer)
  }

  @Test(arguments: [
    ("ＡＢＣ", "abc"), ("ｶﾞｷﾞｸﾞ", "ガギグ"), ("か\u{3099}", "が"), ("ﾊﾟ", "パ"), ("ｳﾞ", "ヴ"), ("ÀÉ", "àé"), ("ｱﾞ", "ア゛"),
    ("\u{0}", " "),
    ("　", " "), ("ＧＷ－１", "gw-1"), ("ﾞ", "゛"), ("", ""), ("Straße", "straße"), ("👍🏽", "👍🏽"),
  ])
  func searchIgnoresCaseAndWidth(text: String, folded: String) {
    #expect(SearchText.fold(text) == folded)
    #expect(Array(SearchText.fold(SearchText.fold(text)).unicodeScalars) == Array(folded.unicodeScalars))
  }

  @Test func hitsAreMarkedInTheTextAsWritten() {
    let text = "ﾃﾞｰﾀﾍﾞｰｽ の MySQL、mysqld"
    let found = SearchText.ranges(of: ["データ", "MYSQL"], in: text).map { String(text[$0]) }
    #expect(found == ["ﾃﾞｰﾀ", "MySQL", "mysql"])
    #expect(SearchText.ranges(of: [""], in: text).isEmpty && SearchText.ranges(of: ["x"], in: "").isEmpty)
    #expect(SearchText.ranges(of: ["ab", "bc"], in: "abc").map { "abc"[$0] } == ["abc"])
  }

  @Test func foldingAndMarkingBearAnyText() {
    var random = SeededRandom(seed: 11)
    for _ in 0..<500 {
      let text = HostileText.random(&random)
      let folded = SearchText.fold(text)
      #expect(!folded.utf8.contains(0))
      for range in SearchText.ranges(of: [HostileText.random(&random, pieces: 1)], in: text) {
        #expect(!text[range].unicodeScalars.isEmpty)
      }
    }
  }
}
