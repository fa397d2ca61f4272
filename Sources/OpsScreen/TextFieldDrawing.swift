extension TextField {
  /// Draws the line into one row, scrolled so that the cursor is in sight, and puts the canvas' cursor there.
  ///
  /// While Ctrl-R searches, what is looked for stands before the line. `hint` is shown while nothing is typed.
  public func draw(
    on canvas: inout Canvas, column: Int, row: Int, columns: Int, role: Role = .input, hint: String = "",
    showsCursor: Bool = true
  ) {
    guard columns > 0, columns <= 10_000 else { return }
    canvas.fill(Rect(column: column, row: row, columns: columns, rows: 1), role: role)
    var left = column
    if let search {
      let label = "search \(String(search.wanted))› "
      left = column &+ canvas.write(label, column: column, row: row, limit: max(columns - 1, 0), role: .hint)
    }
    let room = columns - (left &- column)
    guard room > 0 else { return }
    if isEmpty { canvas.field(hint, column: left, row: row, columns: room, role: .hint) }
    let (start, before) = window(room)
    canvas.write(String(characters[start...]), column: left, row: row, limit: room, role: role)
    if showsCursor { canvas.cursor = (left &+ min(before, room - 1), row) }
  }

  /// The first character shown, and the columns from there to the cursor, when `room` columns are to be seen.
  ///
  /// Moves by half a window at a time, so that typing at the edge does not shift the line with each key.
  private func window(_ room: Int) -> (start: Int, before: Int) {
    var before = characters[..<cursor].reduce(0) { $0 + columns(of: String($1)) }
    guard before >= room else { return (0, before) }
    let stride = max(room / 2, 1)
    let hidden = (before - room + 1 + stride - 1) / stride * stride
    var start = 0
    var skipped = 0
    while start < cursor, skipped < hidden {
      skipped += columns(of: String(characters[start]))
      start += 1
    }
    before -= skipped
    return (start, max(before, 0))
  }
}
