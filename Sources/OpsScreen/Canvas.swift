/// One character cell: 8 bytes, compared as a whole.
public struct Cell: Hashable, Sendable {
  /// A scalar value; or, from 0x110000 on, an index into the canvas' clusters.
  public var glyph: UInt32
  /// What it means.
  public var role: Role
  /// What lies over it.
  public var overlay: Overlay
  /// Its width in columns: 1, 2, or 0 for the right half of a wide glyph.
  public var width: UInt8
  let unused: UInt8 = 0
  /// A cell of one scalar.
  public init(glyph: UInt32 = 0x20, role: Role = .text, overlay: Overlay = [], width: UInt8 = 1) {
    self.glyph = glyph
    self.role = role
    self.overlay = overlay
    self.width = width
  }
}

/// A grid of cells: what a screen shows.
///
/// Drawing outside it does nothing; nothing ever traps. Two canvases are equal when they were drawn alike.
public struct Canvas: Hashable, Sendable {
  /// The most glyphs of several scalars a canvas holds; more lose their marks.
  static let clusterLimit = 0x10000
  /// Where glyph numbers of clusters begin, after the last scalar.
  static let clusterBase: UInt32 = 0x110000

  /// Its size.
  public let size: Size
  /// The cells, row by row.
  public internal(set) var cells: [Cell]
  /// Glyphs of more than one scalar, a base and at most four combining marks.
  public private(set) var clusters: [[UInt32]] = []
  /// Where the terminal's cursor stands, or nil to hide it.
  public var cursor: (column: Int, row: Int)? {
    get { cursorColumn >= 0 ? (cursorColumn, cursorRow) : nil }
    set {
      cursorColumn = newValue?.column ?? -1
      cursorRow = newValue?.row ?? -1
    }
  }
  private var cursorColumn = -1
  private var cursorRow = -1

  /// A blank canvas.
  public init(_ size: Size) {
    self.size = size
    self.cells = Array(repeating: Cell(), count: size.columns * size.rows)
  }

  /// All of it.
  public var bounds: Rect { Rect(column: 0, row: 0, columns: size.columns, rows: size.rows) }

  /// The cell there, or a blank one outside.
  public subscript(column: Int, row: Int) -> Cell {
    guard column >= 0, row >= 0, column < size.columns, row < size.rows else { return Cell() }
    return cells[row * size.columns + column]
  }

  /// The scalars of a cell's glyph; empty for the right half of a wide one.
  public func scalars(of cell: Cell) -> [UInt32] {
    guard cell.width > 0 else { return [] }
    guard cell.glyph >= Self.clusterBase else { return [cell.glyph] }
    let index = Int(cell.glyph - Self.clusterBase)
    return index < clusters.count ? clusters[index] : [replacementScalar]
  }

  /// What a row shows as text; blanks at its end included.
  public func text(row: Int) -> String {
    guard row >= 0, row < size.rows else { return "" }
    var text = String.UnicodeScalarView()
    for column in 0..<size.columns {
      for value in scalars(of: self[column, row]) { text.append(Unicode.Scalar(value) ?? "\u{FFFD}") }
    }
    return String(text)
  }

  /// Puts one glyph into a cell inside the canvas and blanks the other half of any wide glyph it cuts.
  ///
  /// `index` is the cell's place in `cells`; a wide glyph must have its right cell in the same row.
  mutating func place(_ glyph: UInt32, wide: Bool, at index: Int, role: Role, overlay: Overlay) {
    heal(index)
    cells[index] = Cell(glyph: glyph, role: role, overlay: overlay, width: wide ? 2 : 1)
    guard wide else { return }
    heal(index + 1, keeping: index)
    cells[index + 1] = Cell(glyph: 0x20, role: role, overlay: overlay, width: 0)
  }

  /// Blanks what else belongs to the glyph in this cell, since the cell is about to be overwritten.
  private mutating func heal(_ index: Int, keeping kept: Int = -1) {
    let width = cells[index].width
    if width == 2, index + 1 < cells.count { blank(index + 1) }
    if width == 0, index > 0, index - 1 != kept { blank(index - 1) }
  }

  private mutating func blank(_ index: Int) {
    cells[index] = Cell(role: cells[index].role, overlay: cells[index].overlay)
  }

  /// Adds a combining mark to the glyph in a cell.
  mutating func join(_ mark: UInt32, at index: Int) {
    var scalars = scalars(of: cells[index])
    guard !scalars.isEmpty, scalars.count <= Door.markLimit else { return }
    scalars.append(mark)
    if let known = clusters.suffix(64).lastIndex(of: scalars) {
      cells[index].glyph = Self.clusterBase + UInt32(known)
    } else if clusters.count < Self.clusterLimit {
      cells[index].glyph = Self.clusterBase + UInt32(clusters.count)
      clusters.append(scalars)
    }
  }
}
