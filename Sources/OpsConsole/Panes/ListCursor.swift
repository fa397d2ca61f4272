/// Where rows stand in a window of lines: all rows in order, perhaps one blank line between two of them.
struct ListGeometry: Hashable, Sendable {
  /// The number of rows.
  var count: Int
  /// The row before which a blank line stands, or nil.
  var gap: Int?
  /// The lines of the window.
  var lines: Int

  init(count: Int, gap: Int? = nil, lines: Int) {
    self.count = max(count, 0)
    self.gap = gap.flatMap { $0 > 0 && $0 < count ? $0 : nil }
    self.lines = max(lines, 0)
  }

  /// The number of lines that all rows take.
  var total: Int { count + (gap == nil ? 0 : 1) }

  /// The line of a row.
  func line(of row: Int) -> Int {
    guard let gap, row >= gap else { return row }
    return row + 1
  }

  /// The row on a line, or nil on the blank one and outside.
  func row(at line: Int) -> Int? {
    var row = line
    if let gap {
      if line == gap { return nil }
      if line > gap { row -= 1 }
    }
    return row >= 0 && row < count ? row : nil
  }

  /// Whether the last line of the window, scrolled to `top`, says how many rows follow.
  func hasMore(top: Int) -> Bool { lines >= 3 && top + lines < total }

  /// The lines that show rows when the window is scrolled to `top`.
  func shown(top: Int) -> Range<Int> {
    let end = min(total, top + lines - (hasMore(top: top) ? 1 : 0))
    return top..<max(top, end)
  }

  /// The largest sensible `top`.
  var lastTop: Int { max(total - lines, 0) }
}

/// What is selected in a list and how far it is scrolled.
///
/// The selection is an identity, never a row number.
struct ListCursor<ID: Hashable & Sendable>: Sendable {
  /// What is selected; nil only in an empty list.
  private(set) var selected: ID?
  /// The row of what is selected.
  private(set) var row = 0
  /// The first line shown.
  private(set) var top = 0
  /// Whether the person chose it.
  ///
  /// Until then the first row is selected, whatever it is.
  private(set) var isChosen = false

  init() {}

  /// Finds the selection again in new rows; a neighbour takes the place of what is gone.
  mutating func find(in geometry: ListGeometry, row find: (ID) -> Int?, id: (Int) -> ID) {
    guard geometry.count > 0 else {
      selected = nil
      row = 0
      top = 0
      return
    }
    if isChosen, let selected, let found = find(selected), found < geometry.count {
      row = found
    } else {
      row = isChosen ? min(row, geometry.count - 1) : 0
      selected = id(row)
    }
    top = min(top, geometry.lastTop)
  }

  /// Selects a row that the person has not chosen, where the first one cannot be selected.
  mutating func preselect(_ wanted: Int, id: ID) { (row, selected) = (wanted, id) }

  /// Selects a row and scrolls as far as needed to show it.
  mutating func select(_ wanted: Int, in geometry: ListGeometry, id: (Int) -> ID) {
    isChosen = true
    guard geometry.count > 0 else { return }
    row = min(max(wanted, 0), geometry.count - 1)
    selected = id(row)
    reveal(in: geometry)
  }

  /// Scrolls as far as needed to show the selected row.
  mutating func reveal(in geometry: ListGeometry) {
    let line = geometry.line(of: row)
    if line < top { top = line == geometry.gap.map({ $0 + 1 }) ? line - 1 : line }
    while top < geometry.lastTop, !geometry.shown(top: top).contains(line) {
      top = max(top + 1, line - geometry.lines + 1)
    }
    top = min(max(top, 0), geometry.lastTop)
  }

  /// Moves the window, not the selection; `isChoice` when the person does it.
  mutating func scroll(_ lines: Int, in geometry: ListGeometry, isChoice: Bool) {
    top = min(max(top + lines, 0), geometry.lastTop)
    if isChoice { isChosen = true }
  }

  /// Whether the selected row is in sight.
  func isVisible(in geometry: ListGeometry) -> Bool { geometry.shown(top: top).contains(geometry.line(of: row)) }

  /// Does a command that moves; false when it is none.
  mutating func move(_ command: Command, in geometry: ListGeometry, id: (Int) -> ID) -> Bool {
    let page = max(geometry.lines - 2, 1)
    switch command {
    case .down: select(row + 1, in: geometry, id: id)
    case .up: select(row - 1, in: geometry, id: id)
    case .top: select(0, in: geometry, id: id)
    case .bottom: select(geometry.count - 1, in: geometry, id: id)
    case .pageDown: select(row + page, in: geometry, id: id)
    case .pageUp: select(row - page, in: geometry, id: id)
    case .halfPageDown: select(row + max(page / 2, 1), in: geometry, id: id)
    case .halfPageUp: select(row - max(page / 2, 1), in: geometry, id: id)
    default: return false
    }
    return true
  }
}
