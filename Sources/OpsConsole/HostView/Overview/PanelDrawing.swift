import OpsDomain
import OpsScreen

/// Draws panels: figures at the left, then the y axis, the graph, and the time below.
struct PanelDrawing {
  /// Rows below the graph for the axis line.
  static let axisRows = 1
  /// From this width on the figures stand beside the graph; below it, above in one line.
  private static let wide = 46
  private static let figureColumns = 19
  private static let axisColumns = 5

  let state: HostState
  let context: DrawContext
  let glyphs: HostGlyphs
  let marks: MarkDrawing

  init(_ state: HostState, _ context: DrawContext, _ marks: MarkDrawing? = nil) {
    self.marks = marks ?? MarkDrawing(marks: [], chosen: nil, context: context)
    self.state = state
    self.context = context
    self.glyphs = HostGlyphs(context.symbols)
  }

  /// Where the parts of a panel stand.
  private struct Parts {
    let figures: Rect
    let graph: Rect
    /// The column of the y axis.
    let axis: Int
    let isWide: Bool

    init(_ rect: Rect) {
      isWide = rect.columns >= PanelDrawing.wide
      let figureColumns = isWide ? PanelDrawing.figureColumns : 0
      let (body, _) = rect.splitBottom(PanelDrawing.axisRows)
      let (title, below) = body.splitTop(isWide ? 0 : min(1, max(body.rows - 1, 0)))
      axis = rect.column + figureColumns + PanelDrawing.axisColumns
      let left = figureColumns + PanelDrawing.axisColumns + 1
      graph = Rect(column: axis + 1, row: below.row, columns: rect.columns - left - 1, rows: below.rows)
      figures = isWide ? Rect(column: rect.column, row: rect.row, columns: figureColumns, rows: rect.rows) : title
    }
  }

  /// The columns left of a graph, where a note can stand beside the times.
  static func noteColumns(_ rect: Rect) -> Int { rect.columns >= wide ? figureColumns : axisColumns }

  /// Draws the times below the lowest panel; `row` is their row, `rect` the panel.
  func drawTimes(on canvas: inout Canvas, below rect: Rect, row: Int) {
    let parts = Parts(rect)
    let bins = bins(parts.graph)
    let taken = marks.drawLabels(
      on: &canvas, bins, left: parts.graph.column, columns: parts.graph.columns, row: row)
    TimeAxis(bins, columns: parts.graph.columns, now: context.now, zone: context.zone)
      .drawLabels(on: &canvas, origin: parts.axis, row: row, besides: taken)
  }

  /// Draws a panel; the last row of the rectangle is its time axis.
  func draw(_ panel: Panel, on canvas: inout Canvas, in rect: Rect) {
    let parts = Parts(rect)
    guard parts.graph.rows > 0, parts.graph.columns > 0 else { return }
    let bins = bins(parts.graph)
    let series = panel.bands.map { band in
      band.measures.map { bins.values($0, panel.isStack ? .mean : .highest) }
    }
    let ceilings = Self.ceilings(panel, series)
    let rows = Self.split(parts.graph, bands: panel.bands.count)
    let isEmpty = !series.joined().joined().contains { $0 != nil }
    let absence = isEmpty ? panel.absence ?? "nothing read in this hour" : nil
    let unit = ceilings[0].unit ?? panel.unit
    drawAxes(absence == nil ? ceilings : [], rows, bins, on: &canvas, parts: parts)
    // Where nothing can be read a column of dashes says no more.
    drawFigures(
      panel, unit: unit, panel.absence != nil && isEmpty ? [] : panel.figures, rows, on: &canvas, parts: parts)
    if let absence {
      canvas.field(
        absence, column: parts.graph.column + 1, row: parts.graph.row + (parts.graph.rows - 1) / 2,
        columns: parts.graph.columns - 1, align: .centre, role: .unknown)
      return
    }
    for (index, band) in panel.bands.enumerated() {
      let lines = zip(series[index], band.roles).map { Graph.Series($0, role: $1) }
      Graph(lines, ceiling: ceilings[index].value).draw(on: &canvas, in: rows[index], symbols: context.symbols)
    }
  }

  /// The end of each band's axis; bands without a scale of their own share the panel's, so that they compare.
  private static func ceilings(_ panel: Panel, _ series: [[[Double?]]]) -> [Ceiling] {
    func highest(_ bands: [[[Double?]]]) -> Double { bands.joined().joined().compactMap { $0 }.max() ?? 0 }
    let sharing = zip(panel.bands, series).filter { $0.0.scale == nil }.map(\.1)
    let shared = Ceiling(panel.scale, highest: highest(sharing))
    return zip(panel.bands, series).map { band, own in
      band.scale.map { Ceiling($0, highest: highest([own])) } ?? shared
    }
  }

  private func bins(_ graph: Rect) -> HourBins {
    HourBins(state, count: Graph.valueCount(columns: graph.columns, symbols: context.symbols), now: context.now)
  }

  /// The rows of each band: equal, the first a little higher.
  private static func split(_ graph: Rect, bands: Int) -> [Rect] {
    var rest = graph
    return (0..<max(bands, 1)).map { index in
      let left = max(bands, 1) - index
      let (top, below) = rest.splitTop((rest.rows + left - 1) / left)
      rest = below
      return top
    }
  }

  private func drawAxes(
    _ ceilings: [Ceiling], _ bands: [Rect], _ bins: HourBins, on canvas: inout Canvas, parts: Parts
  ) {
    let left = parts.axis - Self.axisColumns
    for row in parts.graph.row..<(parts.graph.row + parts.graph.rows) {
      canvas.write(glyphs.chrome.wall, column: parts.axis, row: row, role: .rule)
    }
    for (band, ceiling) in zip(bands, ceilings) where band.rows > 0 {
      let width = Self.axisColumns - 1
      // A band of one row has no room for both ends; the others show the scale.
      if band.rows > 1 || bands.count == 1 {
        canvas.field(ceiling.label, column: left, row: band.row, columns: width, align: .right, role: .hint)
      }
      if band.rows > 1 {
        canvas.field("0", column: left, row: band.row + band.rows - 1, columns: width, align: .right, role: .hint)
      }
    }
    TimeAxis(bins, columns: parts.graph.columns, now: context.now, zone: context.zone)
      .drawLine(on: &canvas, origin: parts.axis, row: parts.graph.row + parts.graph.rows, glyphs: glyphs)
    marks.drawSigns(
      on: &canvas, bins, left: parts.graph.column, columns: parts.graph.columns,
      row: parts.graph.row + parts.graph.rows)
  }

  private func drawFigures(
    _ panel: Panel, unit: String, _ figures: [Panel.Figure], _ bandRows: [Rect], on canvas: inout Canvas, parts: Parts
  ) {
    let rect = parts.figures
    guard rect.rows > 0 else { return }
    let title = [Phrase(panel.title, .title), Phrase(unit, .hint)]
    guard parts.isWide else {
      let words = figures.map { Phrase("\($0.name) \($0.value)", .text) }
      canvas.write(title + words, column: rect.column + 1, row: rect.row, limit: rect.columns - 2, gap: 1)
      return
    }
    canvas.write(title, column: rect.column + 1, row: rect.row, limit: rect.columns - 2, gap: 1)
    var row = rect.row + 1
    for figure in figures where row < rect.row + rect.rows {
      // A figure of a band stands beside the band's top.
      if !panel.isStack, let index = figure.index, panel.bands.count > 1, index < bandRows.count {
        row = max(row, bandRows[index].row)
        guard row < rect.row + rect.rows else { return }
      }
      draw(figure, panel, on: &canvas, in: rect, row: row)
      row += 1
    }
  }

  private func draw(_ figure: Panel.Figure, _ panel: Panel, on canvas: inout Canvas, in rect: Rect, row: Int) {
    var left = rect.column + 1
    if panel.isStack, let index = figure.index, let band = panel.bands.first {
      // The fill is drawn by the graph itself, so that it is the same under all symbols.
      let fill = band.roles.enumerated().map { place, role in
        Graph.Series(Array(repeating: place == index ? 1 : 0, count: 4), role: role)
      }
      let swatch = Rect(column: left, row: row, columns: 2, rows: 1)
      Graph(fill, ceiling: 1).draw(on: &canvas, in: swatch, symbols: context.symbols)
      left += 3
    }
    // The number matters more than its name.
    let width = OpsScreen.columns(of: figure.value)
    let right = rect.column + rect.columns - 1 - width
    canvas.write(truncate(figure.name, columns: right - left - 1), column: left, row: row, role: .hint)
    canvas.write(
      figure.value, column: max(right, left), row: row, limit: rect.column + rect.columns - max(right, left),
      role: state.isOld(at: context.now) ? .stale : .text)
  }
}
