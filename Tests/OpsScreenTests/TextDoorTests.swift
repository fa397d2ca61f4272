import OpsScreen
import TestSupport
import Testing

@Test(arguments: [
  ("plain text", "plain text"), ("", ""), ("\u{1B}[31m", "␛[31m"), ("a\nb", "a␊b"), ("\t", "␉"), ("\u{7F}", "␡"),
  ("\u{9B}31m", "�31m"), ("a\u{202E}b", "a�b"), ("\u{2028}", "�"), ("\u{FEFF}x", "�x"), ("db\u{200B}07", "db�07"),
  ("db\u{200D}07", "db�07"), ("\u{E0041}", "�"), ("\u{3164}", "�"), ("\u{2800}", "�"),
  ("\u{E000}", "�"), ("\u{0378}", "�"), ("障害", "障害"), ("☁\u{FE0F}", "☁"), ("👨‍👩‍👧", "👨👩👧"), ("👍🏽", "👍"), ("🏽", "🏽"),
  ("辻\u{E0100}", "辻"), ("1\u{FE0F}\u{20E3}", "1\u{20E3}"), ("x\u{FE0F}", "x�"), ("e\u{301}", "e\u{301}"),
  ("\u{301}e", "�e"),
  ("e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}", "e\u{301}\u{302}\u{303}\u{304}"), ("–…·✕▲◆", "–…·✕▲◆"),
])
func theDoorShowsWhatItStops(text: String, expected: String) {
  #expect(Array(harmless(text).unicodeScalars) == Array(expected.unicodeScalars))
}

@Test(arguments: 0..<20 as Range<UInt64>)
func nothingForbiddenPassesTheDoor(seed: UInt64) {
  var random = SeededRandom(seed: seed)
  for _ in 0..<500 {
    let text = HostileText.random(&random)
    let shown = harmless(text)
    #expect(HostileText.firstForbidden(in: shown) == nil, "\(text.debugDescription)")
    #expect(columns(of: shown) == columns(of: text), "\(text.debugDescription)")
    #expect(harmless(shown) == shown, "what passed passes again: \(text.debugDescription)")
  }
}

@Test func everyScalarOfUnicodePassesOrIsReplaced() {
  let sparse = stride(from: UInt32(0x20000), through: 0x10FFFF, by: 97)
  for value in Array(UInt32(0)..<0x20000) + Array(UInt32(0xE0000)..<0xE0200) + Array(sparse) {
    guard let scalar = Unicode.Scalar(value) else { continue }
    let shown = harmless(String(scalar))
    let width = columns(of: String(scalar))
    if HostileText.firstForbidden(in: shown) != nil || !(1...2).contains(width) {
      Issue.record("U+\(String(value, radix: 16)) is shown as \(shown.debugDescription), \(width) columns")
    }
  }
}

@Test(arguments: [
  ("a", 1), ("é", 1), ("e\u{301}", 1), ("障", 2), ("ア", 2), ("ｱ", 1), ("서", 2), ("👍", 2), ("🇯🇵", 2), ("…", 1), ("█", 1),
  ("⣿", 1),
  ("\u{3000}", 2), ("Ａ", 2), ("α", 1), ("ё", 1), ("\u{1FAE8}", 1), ("", 0), ("障害 ok", 7), ("\u{1B}[0m", 4), ("नमस्ते", 4),
])
func widthsAreThoseOfTheTerminal(text: String, width: Int) {
  #expect(columns(of: text) == width)
}

@Test(arguments: [
  ("hello", 10, Alignment.left, "hello     "), ("hello", 10, .right, "     hello"),
  ("hello", 10, .centre, "  hello   "),
  ("hello", 5, .left, "hello"), ("hello", 4, .left, "hel…"), ("hello", 1, .left, "…"), ("hello", 0, .left, ""),
  ("障害です", 8, .left, "障害です"), ("障害です", 7, .left, "障害で…"), ("障害です", 6, .left, "障害… "), ("障害です", 2, .left, "… "),
  ("e\u{301}e\u{301}e\u{301}", 2, .left, "e\u{301}…"), ("a\nb", 5, .right, "  a␊b"), ("", 3, .left, "   "),
])
func fittingTakesExactlyTheColumns(text: String, width: Int, align: Alignment, expected: String) {
  #expect(fit(text, columns: width, align: align) == expected)
}

@Test(arguments: [
  ("one two three", 7, ["one two", "three"]), ("one two three", 3, ["one", "two", "thr", "ee"]), ("", 5, [""]),
  ("a\n\nb", 5, ["a", "", "b"]), ("障害です", 5, ["障害", "です"]), ("障害", 1, ["…", "…"]), ("ab cd", 5, ["ab cd"]),
  ("abcdef", 2, ["ab", "cd", "ef"]), ("ab  cd", 3, ["ab", "cd"]),
])
func wrappingBreaksAtBlanksAndBetweenWideGlyphs(text: String, width: Int, expected: [String]) {
  #expect(wrap(text, columns: width) == expected)
}

@Test func wrappingStopsAtItsLimitAndSaysSo() {
  #expect(wrap("one two three four", columns: 5, limit: 2) == ["one", "two …"])
  #expect(wrap(String(repeating: "x", count: 100_000), columns: 1, limit: 3) == ["x", "x", "…"])
}

@Test(arguments: 0..<10 as Range<UInt64>)
func fittedAndWrappedTextIsNeverTooWide(seed: UInt64) {
  var random = SeededRandom(seed: seed)
  for _ in 0..<200 {
    let text = HostileText.random(&random, pieces: 30)
    let width = Int.random(in: 0...20, using: &random)
    #expect(columns(of: fit(text, columns: width)) == width, "\(text.debugDescription) in \(width)")
    for line in wrap(text, columns: width) {
      #expect(columns(of: line) <= width, "\(line.debugDescription) of \(text.debugDescription) in \(width)")
    }
  }
}
