import OpsScreen

extension Canvas {
  /// Writes text into a field: cut with an ellipsis where it is too long, at the right edge if asked.
  ///
  /// Fills nothing.
  mutating func put(
    _ text: String, _ column: Int, _ row: Int, _ columns: Int, _ role: Role = .text, align: Alignment = .left
  ) {
    guard columns > 0 else { return }
    // No text takes more columns than it has bytes, so that a short one needs no measuring to fit.
    if text.utf8.count <= columns, align == .left {
      write(text, column: column, row: row, role: role)
      return
    }
    let shown = text.utf8.count <= columns ? text : truncate(text, columns: columns)
    let taken = align == .left ? 0 : OpsScreen.columns(of: shown)
    write(shown, column: align == .left ? column : column + columns - taken, row: row, limit: columns, role: role)
  }

  /// Writes pieces one after another, and returns the column after the last; what passes `edge` is cut.
  @discardableResult
  mutating func put(_ words: [TitleWord], _ column: Int, _ row: Int, edge: Int) -> Int {
    var column = column
    for word in words where column < edge {
      column += write(word.text, column: column, row: row, limit: edge - column, role: word.role)
    }
    return column
  }

  /// Writes pieces one after another; the one that passes `edge` is cut with an ellipsis, and what follows left out.
  mutating func putWhole(_ words: [TitleWord], _ column: Int, _ row: Int, edge: Int) {
    var column = column
    for word in words where column < edge {
      let room = edge - column
      let isCut = OpsScreen.columns(of: word.text) > room
      column += write(isCut ? truncate(word.text, columns: room) : word.text, column: column, row: row, role: word.role)
      if isCut { return }
    }
  }

  /// Draws a rule over a rectangle one row high.
  mutating func rule(_ rect: Rect, _ glyphs: Glyphs) {
    fill(
      Rect(column: rect.column, row: rect.row, columns: rect.columns, rows: min(rect.rows, 1)), with: glyphs.rule,
      role: .rule)
  }
}

/// The columns of several pieces.
func width(of words: [TitleWord]) -> Int { words.reduce(0) { $0 + columns(of: $1.text) } }
