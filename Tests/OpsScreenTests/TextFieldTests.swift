import OpsScreen
import TestSupport
import Testing

/// Types a script: names of keys between spaces, or `"text` for characters typed one by one.
private func typed(_ script: String, _ start: TextField = TextField()) -> TextField {
  var field = start
  for word in script.split(separator: " ") {
    if word.hasPrefix("\"") {
      for character in word.dropFirst() { _ = field.handle(Key(.character(character == "_" ? " " : character))) }
    } else if let key = Key(named: String(word)) {
      _ = field.handle(key)
    } else {
      Issue.record("no key \(word)")
    }
  }
  return field
}

@Test(arguments: [
  ("\"load>1", "load>1|"), ("\"abc Left \"x", "abx|c"), ("\"abc Ctrl-A \"x", "x|abc"),
  ("\"abc Home Ctrl-E \"x", "abcx|"),
  ("\"abc Ctrl-B Ctrl-B Ctrl-F \"x", "abx|c"), ("\"abc Ctrl-A Ctrl-D", "|bc"), ("\"abc Backspace Ctrl-H", "a|"),
  ("\"abc Left Del", "ab|"), ("\"one_two_three Ctrl-W", "one two |"), ("\"one-two Ctrl-W", "|"),
  ("\"one-two Alt-Backspace", "one-|"),
  ("\"one_two Alt-B \"x", "one x|two"), ("\"one_two Ctrl-A Alt-F \"x", "onex| two"),
  ("\"one_two Ctrl-A Alt-D", "| two"),
  ("\"one_two Ctrl-U", "|"), ("\"one_two Alt-B Ctrl-U", "|two"), ("\"one_two Alt-B Ctrl-K", "one |"),
  ("\"one_two Ctrl-U Ctrl-Y", "one two|"),
  ("\"a_b_c Ctrl-W Ctrl-W Ctrl-Y", "a b c|"), ("\"a_b_c Ctrl-W Left Ctrl-W Ctrl-Y", "a b| "), ("\"ab Ctrl-_", "|"),
  ("\"ab Ctrl-T", "ba|"), ("\"abc Left Ctrl-T", "acb|"), ("\"abc Ctrl-A Ctrl-T", "|abc"), ("\"a Ctrl-T", "a|"),
  ("\"ab Ctrl-U Ctrl-_", "ab|"), ("\"ab_cd Ctrl-_", "ab|"), ("\"障害です Left Backspace", "障害|す"),
  ("\"e\u{301}x Left Backspace", "|x"),
  ("\"👨‍👩‍👧a Left Backspace", "|a"), ("Left Backspace Del Ctrl-W Ctrl-K Ctrl-Y Ctrl-_", "|"),
  ("\"ab Ctrl-Left \"x", "x|ab"),
])
func theLineHearsTheKeysOfReadline(script: String, expected: String) {
  let field = typed(script)
  let shown = field.textBeforeCursor + "|" + field.text.dropFirst(field.textBeforeCursor.count)
  #expect(shown == expected)
}

@Test func marksTypedAfterTheirBaseJoinIt() {
  var field = TextField()
  for scalar in "e\u{301}".unicodeScalars { _ = field.handle(Key(.character(Character(scalar)))) }
  #expect(field.cursor == 1)
  #expect(field.text == "e\u{301}")
}

@Test(arguments: ["Enter", "Esc", "Tab", "PgUp", "F1", "Alt-Enter", "Ctrl-Alt-A", "Ctrl-L", "Ctrl-C", "Ctrl-D"])
func keysThatMeanNothingAreLeftToTheOwner(name: String) throws {
  var field = TextField()
  #expect(field.handle(try #require(Key(named: name))) == .ignored)
}

@Test func historyComesBackAndTheOwnLineWaits() {
  var field = TextField(history: ["one", "two"])
  field = typed("\"mine Up", field)
  #expect(field.text == "two")
  #expect(typed("Up Up Up", field).text == "one")
  #expect(typed("Up Down Down Down", field).text == "mine")
}

@Test func aChangedLineOfHistoryWaitsToo() {
  let start = TextField(history: ["one", "two"])
  #expect(typed("Up \"! Up", start).text == "one")
  #expect(typed("Up \"! Up Down", start).text == "two!")
  #expect(typed("Up \"! Down Up", start).text == "two!")
  #expect(typed("\"mine Up \"! Up \"? Down Down", start).text == "mine")
  // It is not in the history itself: once a line is submitted, what was said stands there again.
  var field = typed("Up \"! Up", start)
  #expect(field.submit() == "one")
  #expect(typed("Up Up", field).text == "two")
}

@Test func whatWasCutOutlivesTheLine() {
  var field = typed("\"kept_x Ctrl-W Ctrl-U \"other")
  #expect(field.submit() == "other")
  #expect(typed("Ctrl-Y", field).text == "kept x")
  var next = typed("\"a_b Ctrl-W")
  next.takeCut(of: field)
  #expect(typed("Ctrl-Y", next).text == "a kept x")
  #expect(typed("Ctrl-U Ctrl-Y", next).text == "a ", "what is cut next does not go on from it")
  next.takeCut(of: TextField("nothing was cut here"))
  #expect(typed("Ctrl-Y", next).text == "a kept x")
}

@Test func submittingKeepsTheLineOnce() {
  var field = TextField(history: ["one"])
  field = typed("\"two", field)
  #expect(field.submit() == "two")
  #expect(field.isEmpty)
  field = typed("\"two", field)
  _ = field.submit()
  #expect(typed("Up Up", field).text == "one")
}

@Test(arguments: [
  ("Ctrl-R \"lo", "load>1"), ("Ctrl-R \"d", "disk<7"), ("Ctrl-R \"d Ctrl-R", "role=db"),
  ("Ctrl-R \"disk Backspace Backspace", "disk<7"),
  ("\"mine Ctrl-R \"lo Ctrl-G", "mine"), ("\"mine Ctrl-R \"lo Esc", "mine"), ("Ctrl-R \"lo Enter \"2", "load>12"),
  ("Ctrl-R \"lo Ctrl-A \"!", "!load>1"), ("Ctrl-R \"zzz", ""), ("Ctrl-R \"lo Enter Ctrl-_", ""),
  ("Ctrl-R \"LO", "load>1"), ("Ctrl-R \"proxy", "Proxy=1"), ("Ctrl-R \"lozz", "load>1"),
  ("\"mine Ctrl-R \"lo Backspace Backspace", "mine"), ("\"mine Ctrl-R \"lo Backspace Backspace Enter \"!", "mine!"),
])
func historyIsSearchedBackwards(script: String, expected: String) {
  let field = typed(script, TextField(history: ["Proxy=1", "load>1", "role=db", "disk<7"]))
  #expect(field.text == expected)
}

@Test func aSearchThatFindsNothingSaysSo() {
  func shown(_ field: TextField) -> String {
    var page = Canvas(Size(columns: 40, rows: 1))
    field.draw(on: &page, column: 0, row: 0, columns: 40)
    return page.text(row: 0)
  }
  let found = typed("Ctrl-R \"lo", TextField(history: ["load>1"]))
  #expect(shown(found).hasPrefix("search lo› load>1"))
  let failed = typed("\"zz", found)
  #expect(shown(failed).hasPrefix("failed search lozz› load>1"))
  #expect(shown(typed("Backspace Backspace", failed)).hasPrefix("search lo› load>1"))
  #expect(shown(typed("Ctrl-R", found)).hasPrefix("failed search lo› load>1"), "there is no earlier one")
}

@Test func pastedTextIsOneLineWithoutControls() {
  var field = TextField("ab")
  _ = field.handle(Key(.left))
  field.paste("x\ny\u{1B}[31m\u{9B}\u{0}z\r\n")
  #expect(field.text == "ax y[31mz b")
}

@Test func aLineHasALimit() {
  var field = TextField()
  field.paste(String(repeating: "x", count: 100_000))
  _ = field.handle(Key(.character("y")))
  #expect(field.text.count == TextField.characterLimit)
  field.paste("e" + String(repeating: "\u{301}", count: 100_000))
  #expect(field.text.utf8.count <= TextField.characterLimit * 64)
}

@Test func theCursorIsAlwaysInSight() {
  var page = Canvas(Size(columns: 10, rows: 1))
  var field = TextField("0123456789障害障害abc")
  for _ in 0..<20 {
    field.draw(on: &page, column: 1, row: 0, columns: 8)
    let cursor = page.cursor
    #expect(cursor.map { (1..<9).contains($0.column) } == true)
    #expect(page[0, 0] == Cell() && page[9, 0] == Cell())
    _ = field.handle(Key(.left))
  }
  field.draw(on: &page, column: 1, row: 0, columns: 8)
  #expect(page.text(row: 0) == " 01234567 ")
}

@Test(arguments: 0..<10 as Range<UInt64>)
func noKeysBreakTheLine(seed: UInt64) {
  var random = SeededRandom(seed: seed)
  var field = TextField(history: ["one", "障害", "e\u{301}"])
  let codes: [Key.Code] = [.left, .right, .home, .end, .up, .down, .backspace, .delete, .enter, .escape]
  for _ in 0..<2_000 {
    let bits = UInt8.random(in: 0..<4, using: &random)
    let letter = "abdefhkurwyx_ 障\u{301}\u{200D}👍".randomElement(using: &random) ?? "a"
    let code = Bool.random(using: &random) ? .character(letter) : codes.randomElement(using: &random) ?? .left
    _ = field.handle(Key(code, Key.Modifiers(rawValue: bits)))
    if Int.random(in: 0..<50, using: &random) == 0 { field.paste(HostileText.random(&random)) }
    #expect((0...field.text.count).contains(field.cursor), "seed \(seed)")
    var page = Canvas(Size(columns: Int.random(in: 0...12, using: &random), rows: 1))
    field.draw(on: &page, column: 0, row: 0, columns: page.size.columns)
  }
}

@Test func whereSomethingNewBeginsIsMarked() {
  var page = Canvas(Size(columns: 20, rows: 1))
  let field = TextField("障害 は続く")
  field.draw(on: &page, column: 1, row: 0, columns: 18, cuts: [1, 3, 99])
  let marked = (0..<20).filter { page[$0, 0].overlay.contains(.marked) }
  #expect(marked == [3, 4, 6, 7], "wide characters are marked whole; what is not there is not")
  // What is scrolled out of sight is not marked at the edge.
  page = Canvas(Size(columns: 20, rows: 1))
  TextField(String(repeating: "a", count: 40)).draw(on: &page, column: 0, row: 0, columns: 10, cuts: [2, 36])
  #expect((0..<20).filter { page[$0, 0].overlay.contains(.marked) }.count == 1)
  for columns in 0..<8 {
    field.draw(on: &page, column: 17, row: 0, columns: columns, cuts: [0, 1, 2, 3, 4, 5, 6])
  }
}
