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

/// A grid of cells: what a screen shows. Drawing outside it does nothing; nothing ever traps.
public struct Canvas: Hashable, Sendable {
  /// Its size.
  public let size: Size
  /// The cells, row by row.
  public private(set) var cells: [Cell]
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

  /// The cell there, or a blank one outside.
  public subscript(column: Int, row: Int) -> Cell {
    guard column >= 0, row >= 0, column < size.columns, row < size.rows else { return Cell() }
    return cells[row * size.columns + column]
  }

  /// Writes text made harmless, from `column` to the right, cut at `limit` columns and at the edge.
  ///
  /// A wide glyph that does not fit whole is replaced by a blank. Returns the columns taken.
  @discardableResult
  public mutating func write(
    _ text: String, column: Int, row: Int, limit: Int = .max, role: Role = .text, overlay: Overlay = []
  ) -> Int { 0 }

  /// Fills a rectangle with one glyph one column wide.
  public mutating func fill(_ rect: Rect, with glyph: Unicode.Scalar = " ", role: Role = .text, overlay: Overlay = []) {}

  /// Adds an overlay to all cells of a rectangle.
  public mutating func cover(_ rect: Rect, with overlay: Overlay) {}
}
