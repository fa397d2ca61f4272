import OpsScreen

/// A table with a heading line, its columns laid out for one width.
struct HostTable {
  /// One column.
  struct Column {
    let title: String
    let align: Alignment
    let place: ColumnLayout.Column

    init(_ title: String, _ align: Alignment, weight: Int, minimum: Int, ideal: Int? = nil, stretches: Bool = false) {
      self.title = title
      self.align = align
      self.place = ColumnLayout.Column(weight: weight, minimum: minimum, ideal: ideal, stretches: stretches)
    }
  }

  /// Where text begins: the columns before hold the mark of the selection and a sign.
  static let margin = 3
  private static let gap = 2

  private let columns: [Column]
  private let layout: ColumnLayout
  private let left: Int

  init(_ columns: [Column], in rect: Rect) {
    self.columns = columns
    self.left = rect.column + Self.margin
    self.layout = ColumnLayout(columns.map(\.place), width: rect.columns - Self.margin - 1, gap: Self.gap)
  }

  /// The column at a place of the screen, or nil.
  func column(at x: Int) -> Int? {
    // The gap after a column belongs to it, so that no click is lost.
    layout.places.first { x >= left + $0.column && x < left + $0.column + $0.columns + Self.gap }?.index
  }

  /// Draws the heading line; the active column has a sign of its direction.
  func drawHeader(on canvas: inout Canvas, row: Int, active: Int?, descends: Bool, glyphs: HostGlyphs) {
    for place in layout.places {
      let column = columns[place.index]
      let isActive = place.index == active
      let title =
        isActive ? column.title + (descends ? glyphs.chrome.descending : glyphs.chrome.ascending) : column.title
      canvas.field(
        title, column: left + place.column, row: row, columns: place.columns, align: column.align,
        role: isActive ? .headingActive : .heading)
    }
  }

  /// Draws the columns of one row.
  func drawRow(on canvas: inout Canvas, row: Int, cell: (Int) -> Phrase?) {
    for place in layout.places {
      guard let phrase = cell(place.index) else { continue }
      canvas.field(
        phrase.text, column: left + place.column, row: row, columns: place.columns,
        align: columns[place.index].align, role: phrase.role)
    }
  }

  /// Where a column is drawn in this row, or nil when it is dropped.
  func rect(of column: Int, row: Int) -> Rect? {
    layout.place(of: column).map { Rect(column: left + $0.column, row: row, columns: $0.columns, rows: 1) }
  }

  /// What lies right of a column in this row, up to the edge of the table; nil when nothing does.
  func rest(after column: Int, row: Int, in rect: Rect) -> Rect? {
    guard let place = layout.place(of: column) else { return nil }
    let start = left + place.column + place.columns + Self.gap
    let columns = rect.column + rect.columns - 1 - start
    return columns > 0 ? Rect(column: start, row: row, columns: columns, rows: 1) : nil
  }

  /// The columns of a selected row that are raised: few, so that moving repaints little.
  static let selectionColumns = 24

  /// Shows that a row is selected, by a mark and an overlay.
  static func select(on canvas: inout Canvas, in rect: Rect, row: Int, glyphs: HostGlyphs) {
    canvas.write(glyphs.chrome.selection, column: rect.column, row: row, limit: min(1, rect.columns), role: .strong)
    let columns = min(selectionColumns, rect.columns)
    canvas.cover(Rect(column: rect.column, row: row, columns: columns, rows: 1), with: .selected)
  }
}

/// The rows of a tab that shows one table: heading of the section, heading of the table, rows, notes below.
struct TableFrame {
  let section, header, rows, notes: Rect

  init(_ body: Rect, notes noteCount: Int = 0) {
    let (section, afterSection) = body.splitTop(1)
    let (header, afterHeader) = afterSection.splitTop(body.rows > 2 ? 1 : 0)
    // Notes may take a third of what is left, never all of it.
    let (rows, notes) = afterHeader.splitBottom(min(noteCount, afterHeader.rows / 3))
    self.section = section
    self.header = header
    self.rows = rows
    self.notes = notes
  }
}

extension HostTable {
  /// Says something in place of rows, from the first of two rectangles below each other on.
  static func draw(_ lines: [Phrase], on canvas: inout Canvas, in first: Rect, below: Rect) {
    let end = max(first.row + first.rows, below.row + below.rows)
    for (index, line) in lines.enumerated() where first.row + index < end {
      canvas.write(
        [line], column: first.column + margin, row: first.row + index, limit: first.columns - margin - 1, gap: 0)
    }
  }
}
