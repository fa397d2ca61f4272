import OpsScreen
import TestSupport
import Testing

@testable import OpsTerminal

/// All events of the bytes, and of the time-outs after them.
private func events(_ bytes: some Sequence<UInt8>) -> [TerminalEvent] {
  var decoder = KeyDecoder()
  var events = decoder.feed(bytes)
  while decoder.timeout != nil { events += decoder.timeOut() }
  return events
}

/// Events in words: names of keys, `paste:text`, `press 3,4`.
private func words(_ events: [TerminalEvent]) -> [String] {
  events.map { event in
    switch event {
    case .key(let key): return key.name
    case .paste(let text): return "paste:\(text)"
    case .mouse(let mouse): return "\(mouse.kind) \(mouse.column),\(mouse.row)"
    default: return "\(event)"
    }
  }
}

@Test(arguments: [
  ("j", ["j"]), ("G", ["G"]), ("\r", ["Enter"]), ("\n", ["Ctrl-J"]), ("\t", ["Tab"]), ("\u{7F}", ["Backspace"]),
  ("\u{8}", ["Ctrl-H"]),
  ("\u{0}", ["Ctrl-Space"]), ("\u{1}", ["Ctrl-A"]), ("\u{3}", ["Ctrl-C"]), ("\u{1A}", ["Ctrl-Z"]),
  ("\u{1F}", ["Ctrl-_"]),
  (" ", ["Space"]), ("é障👍", ["é", "障", "👍"]), ("\u{1B}", ["Esc"]), ("\u{1B}\u{1B}", ["Esc", "Esc"]),
  ("\u{1B}b", ["Alt-B"]),
  ("\u{1B}障", ["Alt-障"]), ("\u{1B}\r", ["Alt-Enter"]), ("\u{1B}\u{7F}", ["Alt-Backspace"]), ("\u{1B}[", ["Alt-["]),
  ("\u{1B}O", ["Alt-O"]),
  ("\u{1B}]", ["Alt-]"]), ("\u{1B}P", ["Alt-P"]), ("\u{1B}\u{1}", ["Ctrl-Alt-A"]), ("\u{85}", []),
  ("j\u{1B}", ["j", "Esc"]),
])
func plainKeysAreHeard(text: String, expected: [String]) {
  #expect(words(events(text.utf8)) == expected)
}

@Test(arguments: [
  ("[A", "Up"), ("OA", "Up"), ("[B", "Down"), ("[C", "Right"), ("[D", "Left"), ("[H", "Home"), ("OF", "End"),
  ("[1~", "Home"), ("[7~", "Home"),
  ("[4~", "End"), ("[8~", "End"), ("[2~", "Ins"), ("[3~", "Del"), ("[5~", "PgUp"), ("[6~", "PgDn"), ("[Z", "Shift-Tab"),
  ("OP", "F1"), ("OS", "F4"), ("[P", "F1"), ("[11~", "F1"), ("[15~", "F5"), ("[17~", "F6"), ("[21~", "F10"),
  ("[23~", "F11"), ("[24~", "F12"),
  ("[25~", "F13"), ("[28~", "F15"), ("[34~", "F20"), ("[[A", "F1"), ("[[E", "F5"), ("[1;5A", "Ctrl-Up"),
  ("[1;3B", "Alt-Down"),
  ("[1;2C", "Shift-Right"), ("[1;6D", "Ctrl-Shift-Left"), ("[1;9A", "Alt-Up"), ("[3;5~", "Ctrl-Del"),
  ("[1;5P", "Ctrl-F1"), ("[1;2R", "Shift-F3"),
  ("O5A", "Ctrl-Up"), ("[a", "Shift-Up"), ("[3^", "Ctrl-Del"), ("[97;5u", "Ctrl-A"), ("[97;2u", "A"), ("[27u", "Esc"),
  ("[13;3u", "Alt-Enter"),
  ("[9;2u", "Shift-Tab"), ("[27;5;97~", "Ctrl-A"), ("[27;6;65~", "Ctrl-A"), ("[97:65;2:1u", "A"), ("[38556u", "障"),
  ("OM", "Enter"), ("Ok", "+"), ("Oy", "9"),
])
func sequencesAreKeys(sequence: String, name: String) {
  #expect(words(events("\u{1B}\(sequence)".utf8)) == [name])
  #expect(words(events("\u{1B}\(sequence)x".utf8)) == [name, "x"], "what follows is heard")
}

@Test(arguments: [
  "[?62;22c", "[>41;330;0c", "[24;80R", "[0n", "[?2026;1$y", "[8;24;80t", "]10;rgb:ffff/ffff/ffff\u{07}",
  "]11;rgb:0/0/0\u{1B}\\",
  "P>|xterm(330)\u{1B}\\", "_Gi=1;OK\u{1B}\\", "[I", "[O", "[99~", "[1;1;1;1;1X", "[57441u", "[97;1:3u", "[?1;2h",
  "[ q", "^x\u{1B}\\", "Xx\u{1B}\\",
])
func repliesAndUnknownSequencesAreSwallowed(sequence: String) {
  #expect(words(events("\u{1B}\(sequence)q".utf8)) == ["q"])
}

@Test(
  arguments: [
    ([0xFF, 0x71], ["q"]), ([0x80, 0x71], ["q"]), ([0xC3, 0x71], ["q"]), ([0xE9, 0x9A, 0x71], ["q"]),
    ([0xF0, 0x9F, 0x1B], ["Esc"]),
    ([0xC0, 0x80, 0x71], ["q"]), ([0xED, 0xA0, 0x80, 0x71], ["q"]), ([0xF4, 0x90, 0x80, 0x80, 0x71], ["q"]),
    ([0xE0, 0x80, 0x80, 0x71], ["q"]),
    ([0xE9], []), ([0x1B, 0x5B, 0xFF, 0x71], ["q"]), ([0x1B, 0x5B, 0x31, 0x1B, 0x5B, 0x41], ["Up"]),
    ([0x1B, 0x5B, 0x31, 0x0D], ["Enter"]),
    ([0x1B, 0x5D, 0x31, 0x0D], ["Enter"]), ([0xFF, 0xFE, 0xC3, 0xA9], ["é"]),
  ] as [([UInt8], [String])])
func invalidBytesNeverWedge(bytes: [UInt8], expected: [String]) {
  #expect(words(events(bytes)) == expected)
}

@Test func keysMayComeInPieces() {
  var decoder = KeyDecoder()
  var heard: [TerminalEvent] = []
  for byte in "\u{1B}[1;5A障\u{1B}[200~a障\u{1B}[201~".utf8 { heard += decoder.feed([byte]) }
  heard += decoder.timeOut()
  #expect(words(heard) == ["Ctrl-Up", "障", "paste:a障"])
}

@Test(arguments: [
  ("\u{1B}[<0;4;5M", ["press 3,4"]), ("\u{1B}[<0;4;5m", ["release 3,4"]), ("\u{1B}[<64;1;1M", ["wheelUp 0,0"]),
  ("\u{1B}[<65;300;200M", ["wheelDown 299,199"]), ("\u{1B}[<4;1;1M", ["press 0,0"]), ("\u{1B}[<2;1;1M", []),
  ("\u{1B}[<35;1;1M", []),
  ("\u{1B}[<0;0;5M", []), ("\u{1B}[<0;5M", []), ("\u{1B}[M !!", ["press 0,0"]), ("\u{1B}[M#!!", ["release 0,0"]),
  ("\u{1B}[M`\"#", ["wheelUp 1,2"]),
  ("\u{1B}[<99999999999999999999;1;1M", []),
])
func mouseReportsAreRead(text: String, expected: [String]) {
  #expect(words(events(text.utf8)) == expected)
}

private let begin = "\u{1B}[200~"
private let end = "\u{1B}[201~"

@Test(arguments: [
  ("\(begin)hello\(end)q", ["paste:hello", "q"]), ("\(begin)a\r\nb\rc\nd\te\(end)", ["paste:a\nb\nc\nd\te"]),
  ("\(begin)\u{1B}[A\u{3}\u{9B}x\(end)", ["paste:[Ax"]), ("\(begin)\(end)", []),
  ("\(begin)rm\(end)q\r\(end)", ["paste:rmq\n"]),
  ("\(begin)a\(end)q\(begin)b\(end)", ["paste:a", "q", "paste:b"]), ("\(begin)never ended", ["paste:never ended"]),
  ("\(end)q", ["q"]),
])
func pastedTextIsTextAndNeverKeys(text: String, expected: [String]) {
  #expect(words(events(text.utf8)) == expected)
}

@Test func aPasteHasALimitAndKeysWorkAfterIt() {
  let heard = events("\(begin)\(String(repeating: "x", count: 3 << 20))\(end)q".utf8)
  guard case .paste(let text) = heard.first else {
    Issue.record("no paste")
    return
  }
  #expect(text.utf8.count == KeyDecoder.pasteLimit)
  #expect(words(Array(heard.dropFirst())) == ["q"])
}

@Test func anEndlessSequenceIsSwallowedWithABound() {
  var decoder = KeyDecoder()
  #expect(decoder.feed([0x1B, 0x5B] + [UInt8](repeating: 0x31, count: 1 << 20)).isEmpty)
  #expect(decoder.buffer.count <= KeyDecoder.sequenceLimit)
  #expect(words(decoder.feed("Aq".utf8)) == ["q"])
  _ = decoder.feed([0x1B, 0x5D] + [UInt8](repeating: 0x31, count: 1 << 20))
  _ = decoder.timeOut()
  #expect(words(decoder.feed("q".utf8)).last == "q")
}

@Test func waitingIsShortForKeysAndLongerForBrokenSequences() {
  var decoder = KeyDecoder()
  #expect(decoder.timeout == nil)
  _ = decoder.feed([0x1B])
  #expect(decoder.timeout == 30)
  _ = decoder.feed([0x5B, 0x31])
  #expect(decoder.timeout == 500)
  #expect(decoder.timeOut().isEmpty)
  #expect(decoder.timeout == nil)
}

@Test(arguments: 0..<20 as Range<UInt64>)
func afterAnyBytesAKeyIsHeard(seed: UInt64) {
  var random = SeededRandom(seed: seed)
  let starts = ["\u{1B}", "\u{1B}[", "\u{1B}O", "\u{1B}]", "\u{1B}[<", "\u{1B}[M", begin, end, "障", ";", "5", "~", "M"]
    .map { Array($0.utf8) }
  for _ in 0..<500 {
    var decoder = KeyDecoder()
    for _ in 0..<Int.random(in: 0..<30, using: &random) {
      let isStart = Bool.random(using: &random)
      let piece = isStart ? starts.randomElement(using: &random) ?? [] : [UInt8.random(in: 0...255, using: &random)]
      for event in decoder.feed(piece) {
        if case .mouse(let mouse) = event { #expect(mouse.column >= 0 && mouse.row >= 0) }
      }
    }
    for _ in 0..<3 where decoder.timeout != nil { _ = decoder.timeOut() }
    #expect(words(decoder.feed("q".utf8)) == ["q"], "seed \(seed)")
  }
}
