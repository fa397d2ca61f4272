extension Graph {
  /// Draws each series as a line, the last first, so that the first lies on top.
  func drawLines(on canvas: inout Canvas, in rect: Rect, symbols: Symbols) {
    for one in series.reversed() {
      if symbols == .braille {
        drawBrailleLine(one, on: &canvas, in: rect)
      } else {
        drawCellLine(one, on: &canvas, in: rect, symbols: symbols)
      }
    }
  }

  /// The dots from the last value's height to this one's, so that steep lines stay whole.
  private func span(_ before: Int?, _ now: Int) -> ClosedRange<Int> {
    guard let before, before != now else { return now...now }
    return before < now ? (before + 1)...now : now...(before - 1)
  }

  private func drawBrailleLine(_ one: Series, on canvas: inout Canvas, in rect: Rect) {
    let count = Self.valueCount(columns: rect.columns, symbols: .braille)
    let steps = rect.rows * 4
    var before: Int?
    for column in 0..<rect.columns {
      var dots = Array(repeating: UInt32(0), count: rect.rows)
      for x in 0..<2 {
        guard let height = Canvas.level(one.value(at: column * 2 + x, of: count), ceiling, of: steps - 1) else {
          before = nil
          continue
        }
        for y in span(before, height) { dots[rect.rows - 1 - y / 4] |= Braille.dot(x, y % 4) }
        before = height
      }
      for (row, ink) in dots.enumerated() where ink != 0 {
        canvas.dot(Braille.blank + ink, column: rect.column &+ column, row: rect.row &+ row, role: one.role)
      }
    }
  }

  private func drawCellLine(_ one: Series, on canvas: inout Canvas, in rect: Rect, symbols: Symbols) {
    let perRow = symbols == .ascii ? 1 : 2
    var before: Int?
    for column in 0..<rect.columns {
      let value = one.value(at: column, of: rect.columns)
      guard let height = Canvas.level(value, ceiling, of: rect.rows * perRow - 1) else {
        before = nil
        continue
      }
      var halves = Array(repeating: 0, count: rect.rows)
      for y in span(before, height) { halves[rect.rows - 1 - y / perRow] |= 1 << (y % perRow) }
      before = height
      for (row, ink) in halves.enumerated() where ink != 0 {
        let block: [UInt32] = [0x20, 0x2584, 0x2580, 0x2588]  // lower, upper, both halves
        let glyph = symbols == .ascii ? 0x2A : block[min(ink, 3)]
        canvas.dot(glyph, column: rect.column &+ column, row: rect.row &+ row, role: one.role)
      }
    }
  }
}
