import OpsScreen

/// A list with headings between its rows; headings are never selected.
protocol SectionedPane: ListPane {
  /// Whether a row is a heading.
  func isHeading(at row: Int) -> Bool
}

extension SectionedPane {
  /// Whether a heading is selected, which never should be.
  var selectsHeading: Bool { cursor.row < count && isHeading(at: cursor.row) }

  /// Goes on from a heading, in the direction of `step`, back where there is nothing more.
  private func rowBeyondHeading(_ row: Int, _ step: Int) -> Int? {
    guard row >= 0, row < count, isHeading(at: row) else { return nil }
    for direction in [step, -step] {
      var place = row
      while place >= 0, place < count, isHeading(at: place) { place += direction }
      if place >= 0, place < count { return place }
    }
    return nil
  }

  /// Selects what follows a heading, without a choice of the person.
  mutating func settleOnRow(_ world: World) {
    guard let row = rowBeyondHeading(cursor.row, 1) else { return }
    cursor.preselect(row, id: id(at: row, world))
  }

  /// Moves the selection over headings; false when the command does not move.
  mutating func moveOverHeadings(_ command: Command, in rect: Rect, _ world: World) -> Bool {
    let before = cursor.row
    guard move(command, in: rect, world) else { return false }
    if let row = rowBeyondHeading(cursor.row, cursor.row < before ? -1 : 1) { select(row: row, in: rect, world) }
    // The heading above the first line comes into sight with it.
    if cursor.row <= 1 { scroll(-max(count, 1), in: rect, world) }
    return true
  }

  /// Selects the row that was clicked, or what follows the heading.
  mutating func clickOverHeadings(column: Int, row: Int, in rect: Rect, _ world: World) -> ClickOutcome {
    let outcome = clickRow(column: column, row: row, in: rect, world)
    if let row = rowBeyondHeading(cursor.row, 1) { select(row: row, in: rect, world) }
    return outcome
  }

  /// Fits selection and scrolling to the rows.
  mutating func settleList(in rect: Rect, _ world: World, reveal: Bool) {
    let geometry = geometry(in: rect, world)
    if reveal { cursor.reveal(in: geometry) } else { cursor.scroll(0, in: geometry, isChoice: false) }
  }
}
