import OpsScreen

/// Where the parts of the overview stand.
///
/// Graphs come in rows of one or two, all of one height, with times below the last; then the tables. When all of them
/// are shown, what height is left makes the graphs higher.
struct OverviewLayout {
  /// From this width on two graphs stand side by side.
  static let twoColumns = 100
  /// The height of a graph with its axis: least and most.
  private static let leastHeight = 5
  private static let mostHeight = 12
  /// From this height on a row is left free between graphs.
  private static let airyHeight = 7
  /// Heading of the section, of the table and two rows, and a free row above.
  private static let leastTable = 5

  /// The panels by their index, with their rectangles; the last row of each is its axis.
  private(set) var panels: [(index: Int, place: Rect)] = []
  /// Under which panels times stand, and in which row.
  private(set) var times: [(place: Rect, row: Int)] = []
  /// Where the tables stand, or nil when there is no room.
  private(set) var tables: Rect?
  /// How many panels, and the tables as one, lie below what is shown.
  private(set) var hidden = 0

  /// How many graphs stand beside each other.
  static func across(_ columns: Int) -> Int { columns >= twoColumns ? 2 : 1 }

  /// How many rows of graphs can be scrolled away before the last part comes in sight.
  static func lastSkip(_ rect: Rect, panels: Int) -> Int {
    let total = rows(of: panels, across: across(rect.columns))
    for skip in 0..<total {
      let shown = total - skip
      if shown * leastHeight + 1 + leastTable <= rect.rows { return skip }
    }
    return rect.rows >= leastTable ? total : max(total - 1, 0)
  }

  init(_ rect: Rect, panels count: Int, skipped: Int, tableRows: Int) {
    let across = Self.across(rect.columns)
    let total = Self.rows(of: count, across: across)
    let skip = min(max(skipped, 0), Self.lastSkip(rect, panels: count))
    var shown = min(total - skip, max((rect.rows - 1) / Self.leastHeight, 0))
    if shown == 0, skip < total, rect.rows >= 3 { shown = 1 }
    var left = rect.rows - (shown > 0 ? shown * Self.leastHeight + 1 : 0)
    var tableHeight = 0
    if skip + shown == total, left >= Self.leastTable {
      tableHeight = min(left, tableRows + 1)
      left -= tableHeight
    }
    hidden = max(count - (skip + shown) * across, 0) + (tableHeight == 0 ? 1 : 0)
    let height = shown == 0 ? 0 : min(Self.leastHeight + left / shown, Self.mostHeight)
    place(rect, rows: shown, height: max(height, 2), first: skip * across, count: count, across: across)
    let used = shown > 0 ? shown * height + 1 : 0
    if tableHeight > 0 {
      // What is left over in the end goes to the tables.
      let gap = used > 0 ? 1 : 0
      tables = Rect(
        column: rect.column, row: rect.row + used + gap, columns: rect.columns, rows: rect.rows - used - gap)
    }
  }

  private mutating func place(_ rect: Rect, rows: Int, height: Int, first: Int, count: Int, across: Int) {
    let width = across == 1 ? rect.columns : (rect.columns - 1) / across
    for row in 0..<rows {
      for column in 0..<across {
        let index = first + row * across + column
        guard index < count else { continue }
        let place = Rect(
          column: rect.column + column * (rect.columns - width), row: rect.row + row * height, columns: width,
          rows: height >= Self.airyHeight ? height - 1 : height)
        panels.append((index, place))
        if row == rows - 1 || index + across >= count { times.append((place, place.row + place.rows)) }
      }
    }
  }

  private static func rows(of count: Int, across: Int) -> Int { (count + across - 1) / across }
}
