import OpsDomain
import Testing

@Suite struct HighlightingTests {
  private func names(_ nick: String, _ text: String, _ words: [String] = []) -> Bool {
    Highlighting(nick: nick, words: words).isNamed(in: text)
  }

  @Test(
    "these name ken",
    arguments: [
      "ken", "ken: look", "Ken, look", "hi ken", "hi ken.", "(ken)", "is that ken's?", "is that ken’s?", "kenさんお願いします",
      "お願いken", "ken/yui: meeting", "@ken look", "KEN!!", "[ken] hi", "`ken`", "_ken_", "ｋｅｎさん", "ken-san please",
      "\u{2}k\u{2}en: formatted", "\u{3}04ken", "ken2 and ken", "\"ken\"", "<ken> said", "yui,ken", "ken… hm", "ken?",
    ]) func named(text: String)
  { #expect(names("ken", text)) }

  @Test(
    "these do not",
    arguments: [
      "", "kenneth", "broken", "ken2", "2ken", "ken_", "_ken", "ken-db01", "bm-ken", "ken|away", "ken[m]: hi", "#ken",
      "ken.example.org", "a.ken", "ken@example.org", "root@ken", "kén", "ken\u{301}", "ke n", "ken'll", "o'ken",
      "ken-sandbox",
    ]) func notNamed(text: String)
  { #expect(!names("ken", text)) }

  @Test("a nick of one letter is not found in abbreviations") func oneLetter() {
    #expect(!names("e", "e.g. this"))
    #expect(!names("g", "e.g. this"))
    #expect(!names("t", "don't"))
    #expect(!names("don", "don't"))
    #expect(names("e", "e: this"))
    #expect(names("e", "ask e."))
  }

  @Test("nicks with marks are found whole") func marks() {
    #expect(names("ken[m]", "ken[m]: hi"))
    #expect(names("ken[m]", "KEN{M}: hi"))
    #expect(names("[ken]", "[ken]: hi"))
    #expect(names("ken|away", "ken|away: hi"))
    #expect(!names("ken|away", "ken|awayer: hi"))
    #expect(names("`", "` is a nick"))
  }

  @Test("words are looked for as well; for Japanese ones borders do not count") func words() {
    #expect(names("ken", "大障害が発生", ["障害"]))
    #expect(names("ken", "ｻｰﾊﾞが重い", ["サーバ"]))
    #expect(names("ken", "서버가 느려요", ["서버"]))
    #expect(names("ken", "deploy now", ["deploy"]))
    #expect(!names("ken", "deployed", ["deploy"]))
    #expect(names("ken", "x#deploy!", ["#deploy"]))
    #expect(names("ken", "the disk full alarm", ["disk full"]))
    #expect(!names("", "anything", ["", "  x"]))
  }

  @Test("no more than the most words are looked for, and hostile text is read") func limits() {
    let many = (0..<1000).map { "word\($0)" }
    #expect(names("ken", "word199", many))
    #expect(!names("ken", "word200", many))
    #expect(!names("ken", String(repeating: "ke", count: 10_000)))
  }
}
