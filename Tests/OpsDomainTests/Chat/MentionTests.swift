import OpsDomain
import TestSupport
import Testing

@Suite struct MentionTests {
  private let index = MentionIndex(
    hosts: (1...24).map { "bm-db\($0 < 10 ? "0" : "")\($0)" } + [
      "bm-app03", "gateway", "web1.kyoto.example.org", "web1.tokyo.example.org", "mail.example.org", "10.0.0.5", "42",
      "Big_Box",
    ], roles: ["bookmark:db", "bookmark:app", "diary:db"])

  /// Each mention as its text and what it names.
  private func found(_ text: String) -> [String] {
    index.mentions(in: text).map { mention in
      let bytes = Array(text.utf8)[mention.bytes]
      switch mention.thing {
      case .hosts(let names): return "\(String(decoding: bytes, as: UTF8.self))=\(names.joined(separator: ","))"
      case .roles(let names): return "\(String(decoding: bytes, as: UTF8.self))>\(names.joined(separator: ","))"
      }
    }
  }

  @Test(
    "hosts and roles are found",
    arguments: [
      ("bm-db01 is slow", ["bm-db01=bm-db01"]),
      ("restarted bm-db01.", ["bm-db01=bm-db01"]),
      ("bm-db01,bm-db02: full", ["bm-db01=bm-db01", "bm-db02=bm-db02"]),
      ("bm-app03は重い", ["bm-app03=bm-app03"]),
      ("さっきのbm-app03。", ["bm-app03=bm-app03"]),
      ("BM-DB01?", ["BM-DB01=bm-db01"]),
      ("(gateway)", ["gateway=gateway"]),
      ("ssh root@bm-db01", ["bm-db01=bm-db01"]),
      ("http://bm-db01:3306/x", ["bm-db01=bm-db01"]),
      ("@bm-db01", ["bm-db01=bm-db01"]),
      ("host:bm-db01", ["bm-db01=bm-db01"]),
      ("bm-db01's disk", ["bm-db01=bm-db01"]),
      ("\u{3}04bm-db01\u{3} and \u{2}gateway", ["bm-db01=bm-db01", "gateway=gateway"]),
      ("web1.kyoto.example.org", ["web1.kyoto.example.org=web1.kyoto.example.org"]),
      ("mail is down", ["mail=mail.example.org"]),
      ("bm-db01.kyoto.example.org", ["bm-db01.kyoto.example.org=bm-db01"]),
      ("10.0.0.5 answers", ["10.0.0.5=10.0.0.5"]),
      ("big_box", ["big_box=Big_Box"]),
      ("bm-db[01-03] done", ["bm-db[01-03]=bm-db01,bm-db02,bm-db03"]),
      ("bm-db[24-25]", ["bm-db[24-25]=bm-db24"]),
      ("bookmark:db and @bookmark:app", ["bookmark:db>bookmark:db", "@bookmark:app>bookmark:app"]),
      ("@bookmark", ["@bookmark>bookmark:db,bookmark:app"]),
      ("@db", ["@db>bookmark:db,diary:db"]),
      ("Bookmark:DBの再起動", ["Bookmark:DB>bookmark:db"]),
      ("--bm-db01--", ["bm-db01=bm-db01"]),
      ("bm-db01…", ["bm-db01=bm-db01"]),
    ] as [(String, [String])]) func finds(text: String, expected: [String])
  { #expect(found(text) == expected) }

  @Test(
    "other words are not",
    arguments: [
      "", "db01", "xbm-db01", "bm-db01x", "bm-db01-old", "bm-db01_old", "bm-db99", "web1", "42", "10", "bookmark", "db",
      "www.example.org", "bm-db*", "bm-db[", "bm-db[]", "bm-db[1-", "bm-db[90-99]", "bm-db[0-99999999]", "@", "@ken",
      ":", "..",
      "gateway.py", "10.0.0.55",
    ]) func findsNot(text: String)
  { #expect(found(text).isEmpty) }

  @Test("no more than the most mentions are told") func limit() {
    let text = Array(repeating: "bm-db01:bm-db02", count: 500).joined(separator: " ")
    #expect(index.mentions(in: text).count == MentionIndex.mentionsMax)
  }

  @Test("an inventory without names finds nothing") func empty() {
    #expect(MentionIndex(hosts: [], roles: []).mentions(in: "bm-db01").isEmpty)
    #expect(MentionIndex(hosts: ["", "host name", "日本"], roles: []).mentions(in: "host name 日本").isEmpty)
  }

  @Test("places are within any text") func random() {
    var chance = SeededRandom(seed: 9)
    let parts = [
      "bm-db01", "bm-db[01-02]", "@", ":", "[", "]", "01", ",", ".", "-", "は", "\u{3}", "\u{3}4", " ", "*",
      "bookmark:db", "e\u{301}",
    ]
    for _ in 0..<3000 {
      let text = (0..<Int.random(in: 0...14, using: &chance)).map { _ in parts.randomElement(using: &chance) ?? "" }
        .joined()
      var end = 0
      for mention in index.mentions(in: text) {
        #expect(
          mention.bytes.lowerBound >= end && mention.bytes.upperBound <= text.utf8.count && !mention.bytes.isEmpty)
        end = mention.bytes.upperBound
      }
    }
  }
}
