import OpsScreen

extension Sheet {
  /// Draws the sheet over what is below it.
  func draw(on canvas: inout Canvas, in rect: Rect, symbols: Symbols) {
    guard rect.rows > 0, rect.columns > 0 else { return }
    let glyphs = Glyphs(symbols)
    canvas.fill(rect)
    canvas.rule(rect, glyphs)
    let edge = rect.column + rect.columns
    canvas.write(" ", column: rect.column + 2, row: rect.row, role: .title)
    canvas.putWhole(title + [TitleWord(text: " ")], rect.column + 3, rect.row, edge: max(edge - 2, rect.column + 3))
    let room = rect.rows - 1
    let isWalled = rect.columns < canvas.size.columns
    for (offset, line) in lines.dropFirst(top).prefix(room).enumerated() {
      let row = rect.row + 1 + offset
      if isWalled { canvas.write(glyphs.wall, column: edge - 1, row: row, role: .rule) }
      let isCut = offset == room - 1 && top + room < lines.count && room > 1
      guard !isCut else {
        canvas.put(
          "\(glyphs.more) \(lines.count - top - offset) more lines", rect.column + Self.indent, row,
          rect.columns - Self.indent, .quiet)
        break
      }
      draw(
        line, isSelected: top + offset == selected, row, on: &canvas, in: rect, edge: edge - (isWalled ? 2 : 1), glyphs)
    }
  }

  private func draw(
    _ line: Line, isSelected: Bool, _ row: Int, on canvas: inout Canvas, in rect: Rect, edge: Int, _ glyphs: Glyphs
  ) {
    canvas.write(line.sign.text, column: rect.column + 2, row: row, role: line.sign.role)
    let note = line.note.utf8.count
    let left = rect.column + Self.indent
    let end = note > 0 && edge - note - 2 > left ? edge - note - 2 : edge
    canvas.putWhole(line.words, left, row, edge: end)
    if end < edge { canvas.put(line.note, edge - note, row, note, .quiet) }
    guard isSelected else { return }
    canvas.write(glyphs.selection, column: rect.column, row: row, role: .strong)
    canvas.cover(Rect(column: rect.column, row: row, columns: rect.columns - 1, rows: 1), with: .selected)
  }
}
