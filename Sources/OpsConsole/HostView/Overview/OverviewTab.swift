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
      tableRows: OverviewTables.wantedRows(state, columns: rect.columns) + entryRows)
    let drawing = PanelDrawing(state, context, marks)
    for (index, place) in layout.panels { drawing.draw(panels[index], on: &canvas, in: place) }
    for (place, row) in layout.times { drawing.drawTimes(on: &canvas, below: place, row: row) }
    if let tables = layout.tables {
      // The entries may not take more than the tables leave.
      let spare = tables.rows - Self.leastTables
      let (rest, bottom) = tables.splitBottom(spare >= 3 ? min(entryRows, spare) : 0)
      OverviewTables(state, context).draw(on: &canvas, in: rest)
      drawEntries(on: &canvas, in: bottom)
    }
    drawMore(layout, on: &canvas)
    if marks.chosen != nil, let row = layout.times.first?.row {
      marks.drawChosen(on: &canvas, in: Rect(column: rect.column, row: row, columns: rect.columns, rows: 1))
    }
  }

  /// The rows that keep the tables useful.
  private static let leastTables = 6
  /// The most entries listed.
  private static let entryLimit = 4

  private var entries: [EntryRecord] {
    guard let log = world?.log.hostLog, log.host == state.host.id else { return [] }
    return log.recent.records.suffix(Self.entryLimit)
  }

  /// The rows of the last entries, their heading and a free row above included.
  private var entryRows: Int { entries.isEmpty ? 0 : entries.count + 2 }

  private func drawEntries(on canvas: inout Canvas, in rect: Rect) {
    guard rect.rows >= 3, let world else { return }
    let (_, place) = rect.splitTop(1)
    let glyphs = HostGlyphs(context.symbols)
    let total = world.log.counts[state.host.id] ?? entries.count
    let shown = entries.suffix(place.rows - 1)
    let note = total > shown.count ? "\(shown.count) of \(total), newest below" : "newest below"
    canvas.section("Work log", notes: [Phrase(note, .hint)], in: place.splitTop(1).top, glyphs: glyphs)
    let rows = place.splitTop(1).rest
    let clock = LogClock(world)
    let shape = EntryShape(Rect(column: 0, row: 0, columns: rect.columns, rows: 1), authors: 8)
    for (number, record) in shown.enumerated() {
      let lines = EntryLines(record, shape, clock: clock, team: world.log.team, glyphs: glyphs.chrome)
      // The date of what is not of today stands before its time.
      for piece in lines.lines.first ?? [] {
        let room = rect.columns - piece.column
        canvas.write(
          piece.text, column: rect.column + piece.column, row: rows.row + number, limit: max(room, 0), role: piece.role)
      }
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
