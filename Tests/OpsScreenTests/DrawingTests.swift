import OpsScreen
import TestSupport
import Testing

private func row(_ columns: Int, _ draw: (inout Canvas) -> Void) -> String {
  var page = Canvas(Size(columns: columns, rows: 1))
  draw(&page)
  return page.text(row: 0)
}

@Test(arguments: [
  (0.0, Symbols.block, "    "), (0.001, .block, "▏   "), (0.5, .block, "██  "), (0.28, .block, "█▏  "),
  (0.999, .block, "███▉"),
  (1, .block, "████"), (7, .block, "████"), (-1, .block, "    "), (0.5, .ascii, "##--"), (0.01, .ascii, "#---"),
  (1, .ascii, "####"),
  (.infinity, .block, "████"), (0.5, .braille, "██  "),
])
func barsFillByEighths(fraction: Double, symbols: Symbols, expected: String) {
  #expect(row(4) { $0.bar(fraction, column: 0, row: 0, columns: 4, symbols: symbols) } == expected)
}

@Test func absentValuesDrawNoBar() {
  #expect(row(4) { $0.bar(nil, column: 0, row: 0, columns: 4, symbols: .ascii) } == "    ")
  #expect(row(4) { $0.bar(.nan, column: 0, row: 0, columns: 4, symbols: .ascii) } == "    ")
}

@Test(
  arguments: [
    ([0, 4, 8], Symbols.block, "   ▁▄█"), ([nil, 0, nil, 9, 1_000], .block, "  ▁ ██"),
    ([1, 2, 3, 4, 5, 6, 7, 8], .block, "▃▄▅▆▇█"), ([0, 4, 8], .ascii, "   _=#"), ([nil, nil], .ascii, "      "),
    ([], .block, "      "),
    ([8], .braille, "     ⢸"), ([0, 8, nil, 4], .braille, "    ⣸⢠"), ([.nan, -5, 8], .block, "    ▁█"),
  ] as [([Double?], Symbols, String)])
func sparklinesKeepGapsAndEndAtTheRight(values: [Double?], symbols: Symbols, expected: String) {
  #expect(row(6) { $0.sparkline(values, column: 0, row: 0, columns: 6, ceiling: 8, symbols: symbols) } == expected)
}

private func graph(_ graph: Graph, _ symbols: Symbols, _ columns: Int = 6, _ rows: Int = 2) -> [String] {
  var page = Canvas(Size(columns: columns, rows: rows))
  graph.draw(on: &page, in: page.bounds, symbols: symbols)
  return (0..<rows).map { page.text(row: $0) }
}

@Test func anAreaIsFilledFromTheFloorAndKeepsItsGaps() {
  let values: [Double?] = [0, 4, nil, 8, 12, 16]
  #expect(graph(Graph([.init(values)], ceiling: 16), .block) == ["    ▄█", "▁▄ ███"])
  #expect(graph(Graph([.init(values)], ceiling: 16), .ascii) == ["    _#", "__ ###"])
  #expect(graph(Graph([.init(values)], ceiling: 16), .braille, 3) == ["  ⣼", "⣠⢸⣿"])
}

@Test func stackedSeriesAreToldApartByTheirFill() {
  let half: [Double?] = [8, 8]
  let stack = Graph([.init(half, role: .series1), .init(half, role: .series2)], ceiling: 16)
  #expect(graph(stack, .block, 2) == ["▓▓", "██"])
  #expect(graph(stack, .ascii, 2) == ["==", "##"])
  #expect(graph(stack, .braille, 1) == ["⡪", "⣿"])
  var page = Canvas(Size(columns: 2, rows: 2))
  stack.draw(on: &page, in: page.bounds)
  #expect(page[0, 0].role == .series2 && page[0, 1].role == .series1)
}

@Test func linesJoinSteepSteps() {
  let values: [Double?] = [0, 8, 0, nil, 8, 8]
  #expect(graph(Graph([.init(values)], style: .line, ceiling: 8), .ascii) == [" *  **", "* *   "])
  #expect(graph(Graph([.init(values)], style: .line, ceiling: 8), .block) == [" █▄ ▀▀", "▄▀█   "])
}

@Test(arguments: [
  (0.0, 1.0), (0.3, 1), (1, 1), (1.1, 2), (2.2, 2.5), (3, 4), (4.5, 5), (61, 80), (99, 100), (812, 1_000), (.nan, 1),
  (.infinity, 1),
])
func ceilingsAreRound(value: Double, expected: Double) {
  #expect(Graph.roundCeiling(value) == expected)
}

@Test func resamplingKeepsPeaksAndGaps() {
  #expect(Graph.resample([1, 9, 2, 3, nil, nil], to: 3) == [9, 3, nil])
  #expect(Graph.resample([1, 2], to: 4) == [1, 1, 2, 2])
  #expect(Graph.resample([], to: 4) == [])
}

@Test func columnsDropByWeightAndGrowToTheirIdeal() {
  let asked: [ColumnLayout.Column] = [
    .init(weight: 100, minimum: 8, ideal: 12), .init(weight: 10, minimum: 6),
    .init(weight: 50, minimum: 4, ideal: 20, stretches: true),
    .init(weight: 10, minimum: 5),
  ]
  func shown(_ width: Int) -> [[Int]] {
    ColumnLayout(asked, width: width).places.map { [$0.index, $0.column, $0.columns] }
  }
  #expect(shown(26) == [[0, 0, 8], [1, 9, 6], [2, 16, 4], [3, 21, 5]])
  #expect(shown(25) == [[0, 0, 12], [1, 13, 6], [2, 20, 5]])
  #expect(shown(19) == [[0, 0, 12], [2, 13, 6]])
  #expect(shown(12) == [[0, 0, 12]])
  #expect(shown(3) == [[0, 0, 3]])
  #expect(shown(0).isEmpty && shown(-4).isEmpty)
  #expect(shown(60).last == [3, 55, 5])
}

@Test func recordingsTellRolesOverlaysAndCursor() {
  var page = Canvas(Size(columns: 6, rows: 2))
  page.write("障 ok", column: 0, row: 0, role: .ok)
  page.cover(Rect(column: 0, row: 1, columns: 3, rows: 1), with: .selected)
  page.cursor = (2, 1)
  #expect(
    describe(page) == """
      6x2
      |障 ok |
      |      |
      roles
      |ooooo.|
      |......|
      overlays
      |......|
      |sss...|
      cursor 2,1

      """)
}

@Test func everyRoleHasItsOwnLetter() {
  #expect(Set(Role.allCases.map(roleLetter)).count == Role.allCases.count)
}
