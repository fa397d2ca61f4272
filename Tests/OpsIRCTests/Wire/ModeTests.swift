import OpsIRC
import Testing

@Suite struct ModeTests {
  private let support: ISupport = {
    var support = ISupport()
    support.update(tokens: ["PREFIX=(qaohv)~&@%+", "CHANMODES=beI,k,lf,imnpst"])
    return support
  }()

  @Test(
    "changes get the words that belong to them",
    arguments: [
      ("+o ken", "+o ken"), ("-o+v foo bar", "-o foo +v bar"),
      ("+o-v+l+b-k a b 5 m!*@* key", "+o a -v b +l 5 +b m!*@* -k key"),
      ("+nt", "+n +t"), ("nt", "+n +t"), ("+l-l 5", "+l 5 -l"), ("-k", "-k"), ("+b", "+b"),
      ("+mo-n+v ken yui", "+m +o ken -n +v yui"),
      ("+ov ken", "+o ken +v"), ("+o ken -v yui", "+o ken -v yui"), ("+Z x", "+Z +x"), ("+--+m", "+m"), ("", ""),
      ("+", ""),
      ("+fl 3:1 9", "+f 3:1 +l 9"), ("-fl", "-f -l"), ("+q~ ken", "+q ken +~"),
    ]) func changes(text: String, expected: String)
  {
    let changes = support.modeChanges(text.split(separator: " ").map(String.init))
    let written = changes.map { "\($0.isSet ? "+" : "-")\($0.mode)" + ($0.argument.map { " " + $0 } ?? "") }
    #expect(written.joined(separator: " ") == expected)
  }

  @Test("one's own modes take nothing") func own() {
    #expect(support.userModeChanges(["+io-w", "x"]).map(\.mode) == ["i", "o", "w", "x"])
  }

  @Test("the changes of one message have a limit") func limit() {
    #expect(support.modeChanges([String(repeating: "n", count: 5000)]).count == ModeChange.changesMax)
  }

  @Test("signs of modes") func signs() {
    #expect(support.prefixSign(of: "h") == "%")
    #expect(support.prefixSign(of: "n") == nil)
  }

  @Test(
    "messages within messages",
    arguments: [
      ("\u{1}ACTION waves\u{1}", "ACTION", "waves"), ("\u{1}ACTION waves", "ACTION", "waves"),
      ("\u{1}action  x\u{1}", "ACTION", " x"),
      ("\u{1}ACTION\u{1}", "ACTION", ""), ("\u{1}ACTION \u{1}", "ACTION", ""), ("\u{1}VERSION\u{1}", "VERSION", ""),
      ("\u{1}PING 12 34\u{1}", "PING", "12 34"), ("\u{1}ACTION 手を\u{1}振る\u{1}", "ACTION", "手を\u{1}振る"),
    ]) func within(text: String, command: String, rest: String)
  {
    #expect(CTCPMessage(parsing: text) == CTCPMessage(command, rest))
    #expect(CTCPMessage(parsing: CTCPMessage(command, rest).parameter) == CTCPMessage(command, rest))
  }

  @Test(
    "ordinary text is none", arguments: ["", "ACTION x", "\u{1}", "\u{1}\u{1}", "\u{1} x\u{1}", "x\u{1}ACTION y\u{1}"])
  func ordinary(text: String) { #expect(CTCPMessage(parsing: text) == nil) }
}
