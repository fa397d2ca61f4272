import OpsScreen
import TestSupport
import Testing

private func canvas(_ columns: Int, _ rows: Int = 1) -> Canvas { Canvas(Size(columns: columns, rows: rows)) }

/// Checks that every wide glyph has its right half and every right half its glyph.
private func expectWhole(_ canvas: Canvas, _ comment: Comment) {
  for row in 0..<canvas.size.rows {
    for column in 0..<canvas.size.columns {
      let cell = canvas[column, row]
      switch cell.width {
      case 2: #expect(column + 1 < canvas.size.columns && canvas[column + 1, row].width == 0, comment)
      case 0: #expect(column > 0 && canvas[column - 1, row].width == 2, comment)
      default: #expect(cell.width == 1, comment)
      }
    }
    #expect(columns(of: canvas.text(row: row)) == canvas.size.columns, comment)
  }
}

@Test(arguments: [
  ("ab", 0, Int.max, 2, "ab  "), ("ab", 3, .max, 1, "   a"), ("abc", -1, .max, 3, "bc  "), ("abc", 0, 2, 2, "ab  "),
  ("障", 3, .max, 1, "    "), ("障x", -1, .max, 3, " x  "), ("a障", 0, 2, 2, "a   "), ("障害x", 0, .max, 4, "障害"),
  ("ab", 4, .max, 0, "    "), ("ab", .max, .max, 0, "    "), ("ab", .min, .max, 2, "    "), ("ab", 0, 0, 0, "    "),
  ("e\u{301}x", 0, .max, 2, "e\u{301}x  "), ("\u{1B}[m", 0, .max, 3, "␛[m "),
])
func textIsCutAtTheEdges(text: String, column: Int, limit: Int, taken: Int, expected: String) {
  var page = canvas(4)
  #expect(page.write(text, column: column, row: 0, limit: limit) == taken)
  #expect(page.text(row: 0) == expected)
}

@Test(arguments: [(0, "x 害 "), (1, " x害 "), (2, "障x  "), (3, "障 x ")])
func overwritingHalfOfAWideGlyphBlanksTheOtherHalf(column: Int, expected: String) {
  var page = canvas(5)
  page.write("障害", column: 0, row: 0)
  page.write("x", column: column, row: 0)
  #expect(page.text(row: 0) == expected)
  expectWhole(page, "\(column)")
}

@Test func aWideGlyphOverTwoHalvesBlanksBoth() {
  var page = canvas(6)
  page.write("障害障", column: 0, row: 0)
  page.write("界", column: 1, row: 0)
  #expect(page.text(row: 0) == " 界 障")
  expectWhole(page, "")
}

@Test func aGlyphKeepsAtMostFourMarks() {
  var page = canvas(3)
  page.write("e" + String(repeating: "\u{301}", count: 1_000) + "x", column: 0, row: 0)
  #expect(page.scalars(of: page[0, 0]).count == 5)
  #expect(page[1, 0].glyph == 0x78)
}

@Test func equalGlyphsOfSeveralScalarsAreKeptOnce() {
  var page = canvas(80, 20)
  for row in 0..<20 { page.write(String(repeating: "e\u{301}", count: 80), column: 0, row: row) }
  #expect(page.clusters == [[0x65, 0x301]])
}

@Test func rowsOutsideTakeNothing() {
  var page = canvas(4, 2)
  #expect(page.write("x", column: 0, row: -1) == 0)
  #expect(page.write("x", column: 0, row: 2) == 0)
  #expect(page == canvas(4, 2))
}

@Test func fillingAndCoveringStayInside() {
  var page = canvas(4, 3)
  page.fill(Rect(column: -5, row: 1, columns: .max, rows: .max), with: "#", role: .warn)
  page.cover(Rect(column: 2, row: .min, columns: 9, rows: .max), with: .selected)
  #expect(page.text(row: 0) == "    ")
  #expect(page.text(row: 2) == "####")
  #expect(page[0, 1].role == .warn)
  page.fill(Rect(column: 0, row: 0, columns: 1, rows: 1), with: "障")
  #expect(page.text(row: 0) == "�   ")
}

@Test func aFieldIsPaddedAndEndsWithEllipsis() {
  var page = canvas(10)
  page.write("##########", column: 0, row: 0)
  page.field("障害です", column: 1, row: 0, columns: 6, align: .left)
  #expect(page.text(row: 0) == "#障害… ###")
}

@Test(arguments: 0..<40 as Range<UInt64>)
func drawingIsTotalAtEverySize(seed: UInt64) {
  var random = SeededRandom(seed: seed)
  func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
  for _ in 0..<12 {
    var page = canvas(number(0...120), number(0...40))
    for _ in 0..<40 {
      let (column, row, extent) = (number(-10...130), number(-5...45), number(-2...130))
      let values = (0..<number(0...60)).map { _ in number(0...5) == 0 ? nil : Double(number(-3...50)) }
      let symbols = Symbols.allCases.randomElement(using: &random) ?? .block
      let rect = Rect(column: column, row: row, columns: extent, rows: number(-1...12))
      switch number(0...7) {
      case 0...2: page.write(HostileText.random(&random), column: column, row: row, limit: extent, role: .strong)
      case 3: page.fill(rect, with: "·", role: .rule)
      case 4: page.cover(rect, with: .selected)
      case 5: page.bar(values.first ?? nil, column: column, row: row, columns: extent, symbols: symbols)
      case 6: page.sparkline(values, column: column, row: row, columns: extent, ceiling: 40, symbols: symbols)
      default:
        let series = (0..<number(0...5)).map { _ in Graph.Series(values) }
        Graph(series, style: number(0...1) == 0 ? .area : .line, ceiling: Double(number(-1...60)))
          .draw(on: &page, in: rect, symbols: symbols)
      }
    }
    expectWhole(page, "seed \(seed), \(page.size)")
    for row in 0..<page.size.rows {
      let text = page.text(row: row).unicodeScalars.filter { $0.value != 0x2800 }
      #expect(HostileText.firstForbidden(in: String(String.UnicodeScalarView(text))) == nil)
    }
  }
}
