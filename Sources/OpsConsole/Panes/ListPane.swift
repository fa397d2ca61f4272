import OpsDomain
import OpsScreen

/// A pane that is a list of rows, each with an identity: what such panes have in common.
protocol ListPane: Pane {
  associatedtype ID: Hashable & Sendable
  /// The selection and the scrolling.
  var cursor: ListCursor<ID> { get set }
  /// The number of rows.
  var count: Int { get }
  /// The row before which a blank line stands.
  var gap: Int? { get }
  /// What a row is.
  func id(at row: Int, _ world: World) -> ID
  /// Where something stands; nil when it is not in the list.
  func row(of id: ID, _ world: World) -> Int?
  /// The text of a row, for searching.
  func searchText(at row: Int, _ world: World) -> String
  /// The rectangle of the rows.
  func body(in rect: Rect, _ world: World) -> Rect
  /// Draws one row.
  func drawRow(_ row: Int, at line: Int, on canvas: inout Canvas, in rect: Rect, _ world: World)
  /// Draws the headings.
  func drawHeading(on canvas: inout Canvas, in rect: Rect, _ world: World)
  /// What the last line says of the rows that follow it.
  func moreWords(after row: Int, _ world: World) -> String
  /// The cells of a selected row that are raised: what says which one it is.
  func selectionRect(_ row: Int, in place: Rect, _ world: World) -> Rect
}

extension ListPane {
  // Not the whole row: a cursor that moves repaints what it leaves and what it comes to, and over a slow line
  // a whole row of bars and colours is twenty times the bytes of a name.
  func selectionRect(_ row: Int, in place: Rect, _ world: World) -> Rect { place.splitLeft(24).left }

  var gap: Int? { nil }

  func geometry(in rect: Rect, _ world: World) -> ListGeometry {
    ListGeometry(count: count, gap: gap, lines: body(in: rect, world).rows)
  }

  func body(in rect: Rect, _ world: World) -> Rect { ListParts(rect).body }

  func contentLines(_ world: World) -> Int { ListGeometry(count: count, gap: gap, lines: 0).total + 1 }

  /// Finds the selection again in rows that were computed anew.
  mutating func findSelection(_ world: World) {
    let geometry = ListGeometry(count: count, gap: gap, lines: 0)
    var cursor = cursor
    cursor.find(in: geometry, row: { row(of: $0, world) }, id: { id(at: $0, world) })
    self.cursor = cursor
  }

  mutating func settle(in rect: Rect, _ world: World, reveal: Bool) {
    let geometry = geometry(in: rect, world)
    if reveal { cursor.reveal(in: geometry) } else { cursor.scroll(0, in: geometry, isChoice: false) }
  }

  func isSelectionVisible(in rect: Rect, _ world: World) -> Bool { cursor.isVisible(in: geometry(in: rect, world)) }

  mutating func handle(_ command: Command, in rect: Rect, _ world: World) -> Bool { move(command, in: rect, world) }

  /// Moves the selection; false when the command does not move.
  mutating func move(_ command: Command, in rect: Rect, _ world: World) -> Bool {
    var cursor = cursor
    let isMine = cursor.move(command, in: geometry(in: rect, world), id: { id(at: $0, world) })
    self.cursor = cursor
    return isMine
  }

  mutating func scroll(_ lines: Int, in rect: Rect, _ world: World) {
    cursor.scroll(lines, in: geometry(in: rect, world), isChoice: true)
  }

  mutating func select(row: Int, in rect: Rect, _ world: World) {
    var cursor = cursor
    cursor.select(row, in: geometry(in: rect, world), id: { id(at: $0, world) })
    self.cursor = cursor
  }

  mutating func click(column: Int, row: Int, in rect: Rect, _ world: World) -> ClickOutcome {
    clickRow(column: column, row: row, in: rect, world)
  }

  /// Selects the row that was clicked.
  mutating func clickRow(column: Int, row: Int, in rect: Rect, _ world: World) -> ClickOutcome {
    let body = body(in: rect, world)
    let geometry = geometry(in: rect, world)
    let line = cursor.top + row - body.row
    guard body.contains(column: column, row: row), geometry.shown(top: cursor.top).contains(line) else {
      return .nothing
    }
    guard let row = geometry.row(at: line) else { return .nothing }
    select(row: row, in: rect, world)
    return .selected
  }

  mutating func find(_ text: String, step: Int, in rect: Rect, _ world: World) -> Bool {
    let wanted = text.lowercased()
    guard count > 0, !wanted.isEmpty else { return false }
    for distance in 1...count {
      let row = ((cursor.row + step * distance) % count + count) % count
      guard searchText(at: row, world).lowercased().contains(wanted) else { continue }
      select(row: row, in: rect, world)
      return true
    }
    return false
  }

  /// The rows on the screen.
  func shownRows(in rect: Rect, _ world: World) -> [Int] {
    let geometry = geometry(in: rect, world)
    return geometry.shown(top: cursor.top).compactMap { geometry.row(at: $0) }
  }

  func moreWords(after row: Int, _ world: World) -> String { "" }

  func draw(on canvas: inout Canvas, in rect: Rect, _ world: World, isFocused: Bool) {
    drawList(on: &canvas, in: rect, world, isFocused: isFocused)
  }

  /// Draws the headings, the rows on the screen, and how many follow.
  func drawList(on canvas: inout Canvas, in rect: Rect, _ world: World, isFocused: Bool) {
    if let heading = ListParts(rect).heading { drawHeading(on: &canvas, in: heading, world) }
    drawRows(on: &canvas, in: rect, world, isFocused: isFocused)
  }

  /// Draws the rows on the screen, and how many follow.
  func drawRows(on canvas: inout Canvas, in rect: Rect, _ world: World, isFocused: Bool) {
    let body = body(in: rect, world)
    let geometry = geometry(in: rect, world)
    let glyphs = Glyphs(world.context.symbols)
    let shown = geometry.shown(top: cursor.top)
    for line in shown {
      guard let row = geometry.row(at: line) else { continue }
      let place = Rect(column: body.column, row: body.row + line - cursor.top, columns: body.columns, rows: 1)
      drawRow(row, at: place.row, on: &canvas, in: place, world)
      if row == cursor.row, isFocused {
        canvas.write(glyphs.selection, column: place.column, row: place.row, role: .strong)
        canvas.cover(place.splitLeft(1).left, with: .selected)
        canvas.cover(selectionRect(row, in: place, world), with: .selected)
      }
    }
    guard geometry.hasMore(top: cursor.top),
      let last = geometry.row(at: shown.upperBound - 1) ?? geometry.row(at: shown.upperBound - 2)
    else { return }
    let words = "\(glyphs.more) \(count - 1 - last) more\(moreWords(after: last, world))"
    canvas.put(words, body.column + 3, body.row + body.rows - 1, body.columns - 3, .quiet)
  }
}
