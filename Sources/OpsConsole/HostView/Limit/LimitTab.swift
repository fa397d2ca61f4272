import OpsDomain
import OpsScreen

/// What holds the host back: the conclusion, what is behind it, and the walk through the tree with its numbers.
struct LimitTab {
  private let lines: LimitLines
  private let context: DrawContext

  init(_ state: HostState, _ context: DrawContext, columns: Int) {
    self.context = context
    lines = LimitLines(state, context, columns: columns)
  }

  /// How many lines can be scrolled away.
  func lastSkip(rows: Int) -> Int { max(lines.all.count - rows, 0) }

  /// Draws the lines that fit, `skipped` of them scrolled away above.
  func draw(on canvas: inout Canvas, in rect: Rect, skipped: Int) {
    let skip = min(max(skipped, 0), lastSkip(rows: rect.rows))
    let shown = lines.all.dropFirst(skip).prefix(rect.rows)
    for (index, line) in shown.enumerated() {
      let row = rect.row + index
      if let title = line.title {
        let place = Rect(column: rect.column, row: row, columns: rect.columns, rows: 1)
        canvas.section(title, notes: line.cells.map(\.phrase), in: place, glyphs: HostGlyphs(context.symbols))
        continue
      }
      for cell in line.cells {
        let room = min(cell.columns ?? .max, rect.columns - 1 - cell.column)
        guard room > 0 else { continue }
        canvas.field(
          cell.phrase.text, column: rect.column + cell.column, row: row, columns: min(room, cell.phrase.width),
          role: cell.phrase.role)
      }
    }
    let hidden = lines.all.count - skip - shown.count
    guard hidden > 0, rect.rows > 1 else { return }
    let text = " \(HostGlyphs(context.symbols).chrome.below) \(hidden + 1) more below"
    let row = rect.row + rect.rows - 1
    canvas.fill(Rect(column: rect.column, row: row, columns: rect.columns, rows: 1))
    canvas.write(text, column: rect.column, row: row, limit: rect.columns, role: .hint)
  }
}
