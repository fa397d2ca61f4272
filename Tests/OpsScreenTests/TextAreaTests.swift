import OpsScreen
import TestSupport
import Testing

/// Text of several lines, as scripts of keys.
@Suite struct TextAreaTests {
  private func area(_ text: String, _ keys: String..., columns: Int = 40) -> TextArea {
    var area = TextArea(text)
    for name in keys {
      guard let key = Key(named: name) else { continue }
      _ = area.handle(key, columns: columns)
    }
    return area
  }

  @Test func linesAreBegunByAltEnterOnly() {
    var area = area("one", "Alt-Enter", "t", "w", "o")
    #expect(area.text == "one\ntwo")
    #expect(area.handle(Key(.enter), columns: 40) == .ignored)
    #expect(area.handle(Key(.tab), columns: 40) == .ignored)
  }

  @Test func upAndDownKeepTheColumnOverWrappedRows() {
    // Wrapped at ten columns: "aaaa bbbb " / "cccc".
    #expect(area("aaaa bbbb cccc", "Up", columns: 10).cursor == 4)
    #expect(area("aaaa bbbb cccc", "Up", "Down", columns: 10).cursor == 14)
    #expect(area("障害がおきた", "Up", columns: 6).cursor == 2)
    #expect(area("ab\ncd", "Up", "Up").cursor == 0)
  }

  @Test func cuttingWorksWithinTheLine() {
    #expect(area("one\ntwo three", "Ctrl-W").text == "one\ntwo ")
    #expect(area("one\ntwo", "Ctrl-U").text == "one\n")
    #expect(area("one\ntwo", "Ctrl-A", "Ctrl-K").text == "one\n")
    #expect(area("one\ntwo", "Up", "Ctrl-E", "Ctrl-K").text == "onetwo")
    #expect(area("one\ntwo", "Ctrl-W", "Ctrl-U", "Ctrl-Y").text == "one\ntwo")
  }

  @Test func undoGoesBackStepByStep() {
    #expect(area("a", "b", "c", "Ctrl-W", "Ctrl-_").text == "abc")
    #expect(area("a", "b", "Alt-Enter", "Ctrl-_", "Ctrl-_").text == "a")
  }

  @Test func whatIsPastedKeepsItsLinesAndLosesControls() {
    var area = TextArea("> ")
    area.paste("a\tb\r\nc\u{1B}[31md\u{0}")
    #expect(area.text == "> a       b\nc[31md")
  }

  @Test func tooMuchIsRefusedAsAWhole() {
    var area = TextArea(String(repeating: "x", count: TextArea.byteLimit))
    #expect(area.paste("yy") == .refused)
    #expect(area.handle(Key(.character("y")), columns: 40) == .refused)
    #expect(area.byteCount == TextArea.byteLimit && !area.text.contains("y"))
  }

  @Test func marksJoinTheirBaseAndAreDeletedWithIt() {
    var area = TextArea("e")
    _ = area.handle(Key(.character("\u{301}")), columns: 40)
    #expect(area.cursor == 1 && area.text == "e\u{301}")
    _ = area.handle(Key(.backspace), columns: 40)
    #expect(area.isEmpty && area.byteCount == 0)
  }

  @Test func theCursorIsAlwaysInSight() {
    var canvas = Canvas(Size(columns: 10, rows: 3))
    let area = TextArea((0..<20).map { "line \($0)" }.joined(separator: "\n"))
    area.draw(on: &canvas, in: canvas.bounds)
    #expect(canvas.cursor?.row == 2 && canvas.cursor?.column == 7)
    #expect(canvas.text(row: 2).hasPrefix("line 19"))
  }

  @Test(arguments: 0..<8)
  func anyTextAndKeysKeepCursorAndBytesRight(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let names = [
      "a", "日", "Left", "Right", "Up", "Down", "Home", "End", "Ctrl-K", "Ctrl-U", "Ctrl-W", "Ctrl-Y", "Ctrl-_", "Alt-d",
      "Alt-b", "Alt-f", "Alt-Enter", "Backspace", "Delete",
    ]
    var area = TextArea()
    for _ in 0..<300 {
      if Int.random(in: 0..<6, using: &random) == 0 { area.paste(HostileText.random(&random)) }
      let key = names.randomElement(using: &random).flatMap(Key.init(named:)) ?? Key(.left)
      _ = area.handle(key, columns: .random(in: 0...20, using: &random))
      #expect(area.byteCount == area.text.utf8.count)
      #expect(area.cursor >= 0 && area.lineBeforeCursor.count <= area.text.count)
      var canvas = Canvas(Size(columns: .random(in: 0...20, using: &random), rows: .random(in: 0...5, using: &random)))
      area.draw(on: &canvas, in: canvas.bounds)
    }
  }
}
