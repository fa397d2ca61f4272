/// A size in character cells; never negative.
public struct Size: Hashable, Sendable {
  /// Columns.
  public let columns: Int
  /// Rows.
  public let rows: Int
  /// A size; negative numbers become zero, and none is over 10,000.
  public init(columns: Int, rows: Int) {
    self.columns = min(max(columns, 0), 10_000)
    self.rows = min(max(rows, 0), 10_000)
  }
}

/// A rectangle of cells; may lie outside every canvas, where drawing does nothing.
public struct Rect: Hashable, Sendable {
  /// The left column.
  public var column: Int
  /// The top row.
  public var row: Int
  /// Its width; never negative.
  public var columns: Int
  /// Its height; never negative.
  public var rows: Int
  /// A rectangle; negative extents become zero.
  public init(column: Int, row: Int, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    self.columns = max(columns, 0)
    self.rows = max(rows, 0)
  }
  /// The upper `count` rows and the rest.
  public func splitTop(_ count: Int) -> (top: Rect, rest: Rect) {
    let taken = min(max(count, 0), rows)
    return (
      Rect(column: column, row: row, columns: columns, rows: taken),
      Rect(column: column, row: row + taken, columns: columns, rows: rows - taken)
    )
  }
  /// The lower `count` rows and what is above.
  public func splitBottom(_ count: Int) -> (rest: Rect, bottom: Rect) {
    let taken = min(max(count, 0), rows)
    let (top, bottom) = splitTop(rows - taken)
    return (top, bottom)
  }
  /// The left `count` columns and the rest.
  public func splitLeft(_ count: Int) -> (left: Rect, rest: Rect) {
    let taken = min(max(count, 0), columns)
    return (
      Rect(column: column, row: row, columns: taken, rows: rows),
      Rect(column: column + taken, row: row, columns: columns - taken, rows: rows)
    )
  }
  /// Whether the cell lies inside.
  public func contains(column x: Int, row y: Int) -> Bool {
    x >= column && x < column + columns && y >= row && y < row + rows
  }
}
