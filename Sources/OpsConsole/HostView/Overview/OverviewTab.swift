import OpsDomain
import OpsScreen

/// The overview: graphs of the last hour, as many as fit, then the top processes and the filesystems.
struct OverviewTab {
  private let state: HostState
  private let context: DrawContext

  private let marks: MarkDrawing
  private let world: World?

  init(_ state: HostState, _ context: DrawContext, _ marks: MarkDrawing? = nil, _ world: World? = nil) {
    self.state = state
    self.context = context
    self.marks = marks ?? MarkDrawing(marks: [], chosen: nil, context: context)
    self.world = world
  }

  /// Draws it, `skipped` rows of graphs scrolled away above.
  func draw(on canvas: inout Canvas, in rect: Rect, skipped: Int) {
    let panels = HostPanels(state).all
    let layout = OverviewLayout(
      rect, panels: panels.count, skipped: skipped,
      tableRows: OverviewTables.wantedRows(state, columns: rect.columns))
    let drawing = PanelDrawing(state, context, marks)
    for (index, place) in layout.panels { drawing.draw(panels[index], on: &canvas, in: place) }
    for (place, row) in layout.times { drawing.drawTimes(on: &canvas, below: place, row: row) }
    if let tables = layout.tables { OverviewTables(state, context).draw(on: &canvas, in: tables) }
    drawMore(layout, on: &canvas)
    if marks.chosen != nil, let row = layout.times.first?.row {
      marks.drawChosen(on: &canvas, in: Rect(column: rect.column, row: row, columns: rect.columns, rows: 1))
    }
  }

  private func drawMore(_ layout: OverviewLayout, on canvas: inout Canvas) {
    guard layout.hidden > 0, let (place, row) = layout.times.first else { return }
    let below = HostGlyphs(context.symbols).chrome.below
    let columns = PanelDrawing.noteColumns(place)
    let text = columns > 12 ? "\(below) \(layout.hidden) more below" : "\(below) \(layout.hidden)"
    canvas.write(text, column: place.column + 1, row: row, limit: columns - 1, role: .hint)
  }
}
