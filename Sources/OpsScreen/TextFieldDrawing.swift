extension TextField {
  /// Draws the line into one row, scrolled so that the cursor is in sight, and puts the canvas' cursor there.
  ///
  /// While Ctrl-R searches, what is looked for stands before the line, and whether no line holds it. `hint` is shown
  /// while nothing is typed. The characters at `cuts`, in ascending order, are marked: there something new begins.
  public func draw(
    on canvas: inout Canvas, column: Int, row: Int, columns: Int, role: Role = .input, hint: String = "",
    showsCursor: Bool = true, cuts: [Int] = []
  ) {
    guard columns > 0, columns <= 10_000 else { return }
    canvas.fill(Rect(column: column, row: row, columns: columns, rows: 1), role: role)
    var left = column
    if let search {
      let label = "\(search.hasFailed ? "failed " : "")search \(String(search.wanted))› "
      left = column &+ canvas.write(label, column: column, row: row, limit: max(columns - 1, 0), role: .hint)
    }
    let room = columns - (left &- column)
    guard room > 0 else { return }
    if isEmpty { canvas.field(hint, column: left, row: row, columns: room, role: .hint) }
    let (start, before) = window(room)
    canvas.write(String(characters[start...]), column: left, row: row, limit: room, role: role)
    mark(cuts, from: start, on: &canvas, column: left, row: row, room: room)
    if showsCursor { canvas.cursor = (left &+ min(before, room - 1), row) }
  }

  /// Marks the characters at which something new begins, those in sight.
  private func mark(_ cuts: [Int], from start: Int, on canvas: inout Canvas, column: Int, row: Int, room: Int) {
    var (place, before) = (start, 0)
    for cut in cuts where cut >= start && characters.indices.contains(cut) {
      while place < cut, before < room {
        before += columns(of: String(characters[place]))
        place += 1
      }
      let width = min(max(columns(of: String(characters[cut])), 1), room - before)
      guard width > 0 else { return }
      canvas.cover(Rect(column: column &+ before, row: row, columns: width, rows: 1), with: .marked)
    }
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
