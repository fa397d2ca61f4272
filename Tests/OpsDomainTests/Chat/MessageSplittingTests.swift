import OpsDomain
import TestSupport
import Testing

@Suite struct MessageSplittingTests {
  private func texts(_ text: String, _ bytes: Int) -> [String] {
    MessageSplitting.pieces(of: text, bytes: bytes).map(\.text)
  }

  @Test("what fits is one message") func fits() {
    #expect(texts("hello", 40) == ["hello"])
    #expect(texts(String(repeating: "x", count: 40), 40) == [String(repeating: "x", count: 40)])
    #expect(texts("", 40).isEmpty)
  }

  @Test("line ends part messages, empty lines are none", arguments: ["\n", "\r\n", "\r", "\n\n", "\n  \n", "\r\n\r\n"])
  func lines(end: String) {
    #expect(texts("one\(end)two\(end)", 40) == ["one", "two"])
    #expect(texts("\(end) one", 40) == [" one"])
  }

  @Test("a long line is cut at the last blank of the last quarter, which is left out") func blank() {
    let words = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bb cccccccccc dd"
    #expect(texts(words, 40) == ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa bb", "cccccccccc dd"])
  }

  @Test("a blank just behind the room is a place to cut") func blankAtEnd() {
    let full = String(repeating: "x", count: 40)
    #expect(texts(full + " y", 40) == [full, "y"])
    #expect(texts(full + " ", 40) == [full])
    #expect(texts(full + "  y", 40) == [full, " y"])
  }

  @Test("a blank further in front is none") func early() {
    let text = "aaaa " + String(repeating: "b", count: 60)
    #expect(texts(text, 40) == [String(text.prefix(40)), String(text.dropFirst(40))])
  }

  @Test("characters stay whole") func characters() {
    let kanji = String(repeating: "再起動", count: 20)
    for piece in texts(kanji, 40) { #expect(piece.utf8.count <= 40 && piece.utf8.count % 3 == 0) }
    #expect(texts(kanji, 40).joined() == kanji)
    let families = String(repeating: "👩‍👩‍👧‍👦", count: 4)
    #expect(texts(families, 60) == Array(repeating: "👩‍👩‍👧‍👦👩‍👩‍👧‍👦", count: 2))
    let accents = String(repeating: "e\u{301}", count: 30)
    for piece in texts(accents, 40) { #expect(piece.unicodeScalars.count % 2 == 0) }
  }

  @Test("a character that no message holds is cut between scalars") func giant() {
    let giant = "e" + String(repeating: "\u{301}", count: 100)
    let pieces = texts("ab" + giant + "cd", 40)
    #expect(pieces.first == "ab")
    #expect(pieces.joined().unicodeScalars.elementsEqual(("ab" + giant + "cd").unicodeScalars))
    for piece in pieces { #expect(piece.utf8.count <= 40) }
  }

  @Test("the look goes on in the next piece") func look() {
    let text = "\u{2}\u{3}04" + String(repeating: "x", count: 50)
    let pieces = texts(text, 40)
    #expect(pieces.count == 2)
    let styles = pieces.map { FormattedText.runs($0).map(\.style) }
    #expect(styles[0] == styles[1])
    #expect(pieces.map(FormattedText.plain).joined() == String(repeating: "x", count: 50))
    // The next line begins anew, as receivers see it.
    #expect(texts("\u{2}a\nb", 40) == ["\u{2}a", "b"])
  }

  @Test("a code is never parted from its digits") func code() {
    for filler in 20...40 {
      let text = String(repeating: "x", count: filler) + "\u{4}ff0000,00ff00" + String(repeating: "1", count: 40)
      let plain = texts(text, 40).map(FormattedText.plain).joined()
      #expect(plain == FormattedText.plain(text))
    }
  }

  @Test("pieces say where they stand") func places() {
    let pieces = MessageSplitting.pieces(of: "日本\r\n" + String(repeating: "語", count: 20), bytes: 40)
    #expect(pieces.map(\.characters) == [0..<2, 3..<16, 16..<23])
  }

  @Test("any text is cut into pieces that fit and that together are the text") func random() {
    var chance = SeededRandom(seed: 0x51)
    let parts = [
      "a", "bcd", " ", "  ", "\u{2}", "\u{3}4", "\u{3}04,12", "\u{4}00ff00", "\u{f}", "日本語", "👩‍👩‍👧‍👦", "e\u{301}", "\u{301}",
      ",5", "7",
      "\u{1F1EF}\u{1F1F5}", "\u{200D}",
    ]
    for _ in 0..<3000 {
      let length = Int.random(in: 0...120, using: &chance)
      let text = (0..<length).map { _ in parts.randomElement(using: &chance) ?? "" }.joined()
      let room = Int.random(in: MessageSplitting.roomMin...90, using: &chance)
      let pieces = MessageSplitting.pieces(of: text, bytes: room)
      for piece in pieces {
        #expect(!piece.text.isEmpty)
        #expect(piece.text.utf8.count <= room, "\(text.debugDescription) \(room)")
      }
      let told = { (text: String) in FormattedText.plain(text).unicodeScalars.filter { $0 != " " } }
      #expect(
        Array(pieces.map { told($0.text).map(String.init).joined() }.joined().unicodeScalars)
          == Array(String(String.UnicodeScalarView(told(text))).unicodeScalars), "\(text.debugDescription) \(room)")
    }
  }

  @Test("a small room is taken as the least one") func small() {
    for room in [Int.min, 0, 1, 31] { #expect(texts(String(repeating: "x", count: 64), room).count == 2) }
  }
}
