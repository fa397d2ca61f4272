extension Canvas {
  /// Writes text made harmless, from `column` to the right, cut at `limit` columns and at the edge.
  ///
  /// A wide glyph that does not fit whole is replaced by a blank. Returns the columns taken.
  @discardableResult
  public mutating func write(
    _ text: String, column: Int, row: Int, limit: Int = .max, role: Role = .text, overlay: Overlay = []
  ) -> Int {
    guard row >= 0, row < size.rows, column < size.columns, limit > 0 else { return 0 }
    let (reach, overflow) = column.addingReportingOverflow(limit)
    var pen = Pen(
      column: column, edge: overflow ? size.columns : min(reach, size.columns), start: row * size.columns,
      role: role, overlay: overlay)
    let bytes = text.utf8.span
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte >= 0x20 && byte < 0x7F {
        // The fast path: printable ASCII is its own glyph.
        index += 1
        guard pen.column < pen.edge else { break }
        _ = pen.door.pass(UInt32(byte))
        stroke(UInt32(byte), &pen)
        continue
      }
      let scalar = decodeScalar(bytes, &index)
      let passed = pen.door.pass(scalar)
      switch passed.kind {
      case .dropped: continue
      case .mark: if pen.last >= 0 { join(passed.scalar, at: pen.last) }
      case .glyph:
        guard pen.column < pen.edge else { return pen.column - column }
        if passed.columns == 2 { strokeWide(passed.scalar, &pen) } else { stroke(passed.scalar, &pen) }
      }
    }
    return pen.column - column
  }

  /// Writes text into a field of exactly `columns` columns, cut with `…` or padded with blanks.
  public mutating func field(
    _ text: String, column: Int, row: Int, columns: Int, align: Alignment = .left, role: Role = .text,
    overlay: Overlay = []
  ) {
    guard columns > 0, row >= 0, row < size.rows else { return }
    write(
      fit(text, columns: min(columns, 10_000), align: align), column: column, row: row, role: role, overlay: overlay)
  }

  /// Where writing stands.
  private struct Pen {
    var column: Int
    let edge: Int
    let start: Int
    let role: Role
    let overlay: Overlay
    var door = Door()
    /// The cell of the last glyph drawn, for marks that follow; -1 when it is not on the canvas.
    var last = -1
  }

  private mutating func stroke(_ glyph: UInt32, _ pen: inout Pen) {
    if pen.column >= 0 {
      pen.last = pen.start + pen.column
      if cells[pen.last].width == 1 {
        cells[pen.last] = Cell(glyph: glyph, role: pen.role, overlay: pen.overlay)
      } else {
        place(glyph, wide: false, at: pen.last, role: pen.role, overlay: pen.overlay)
      }
    }
    pen.column += 1
  }

  private mutating func strokeWide(_ glyph: UInt32, _ pen: inout Pen) {
    if pen.column >= 0 && pen.column + 2 <= pen.edge {
      pen.last = pen.start + pen.column
      place(glyph, wide: true, at: pen.last, role: pen.role, overlay: pen.overlay)
      pen.column += 2
      return
    }
    // Half outside: blanks for the half that is inside.
    stroke(0x20, &pen)
    if pen.column < pen.edge { stroke(0x20, &pen) }
    pen.last = -1
  }

  /// Fills a rectangle with one glyph one column wide.
  public mutating func fill(_ rect: Rect, with glyph: Unicode.Scalar = " ", role: Role = .text, overlay: Overlay = []) {
    var door = Door()
    let passed = door.pass(glyph.value)
    let shown = passed.columns == 1 ? passed.scalar : replacementScalar
    forEachCell(of: rect) { canvas, index in
      canvas.place(shown, wide: false, at: index, role: role, overlay: overlay)
    }
  }

  /// Adds an overlay to all cells of a rectangle.
  public mutating func cover(_ rect: Rect, with overlay: Overlay) {
    forEachCell(of: rect) { canvas, index in canvas.cells[index].overlay.formUnion(overlay) }
  }

  /// Gives all cells of a rectangle another role and leaves what is written.
  public mutating func paint(_ rect: Rect, role: Role) {
    forEachCell(of: rect) { canvas, index in canvas.cells[index].role = role }
  }

  /// Puts one of our own glyphs, one column wide, into a cell: for graphs, whose braille the door would refuse.
  mutating func dot(_ glyph: UInt32, column: Int, row: Int, role: Role) {
    guard column >= 0, row >= 0, column < size.columns, row < size.rows else { return }
    place(glyph, wide: false, at: row * size.columns + column, role: role, overlay: [])
  }

  private mutating func forEachCell(of rect: Rect, _ body: (inout Canvas, Int) -> Void) {
    let left = max(rect.column, 0)
    let top = max(rect.row, 0)
    let right = min(end(rect.column, rect.columns), size.columns)
    let bottom = min(end(rect.row, rect.rows), size.rows)
    guard left < right, top < bottom else { return }
    for row in top..<bottom {
      for column in left..<right { body(&self, row * size.columns + column) }
    }
  }

  private func end(_ start: Int, _ extent: Int) -> Int {
    let (sum, overflow) = start.addingReportingOverflow(extent)
    return overflow ? .max : sum
  }
}

/// The scalar that begins at `index`, which moves past it; the text is valid UTF-8, as every String is.
private func decodeScalar(_ bytes: Span<UInt8>, _ index: inout Int) -> UInt32 {
  let first = UInt32(bytes[index])
  let more = first < 0xC0 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3
  var value = more == 0 ? first : first & (0x3F >> UInt32(more))
  index += 1
  for _ in 0..<more where index < bytes.count {
    value = value << 6 | UInt32(bytes[index] & 0x3F)
    index += 1
  }
  return value
}
