import OpsDomain
import OpsScreen

/// The x axis below graphs of the last hour: ticks at round times of the person's clock.
struct TimeAxis {
  /// A tick.
  struct Tick: Hashable {
    /// The column within the graph.
    let column: Int
    /// The time of day: `11:30`.
    let label: String
  }

  /// The ticks, from left to right.
  let ticks: [Tick]
  private let columns: Int

  private static let labelColumns = 5
  /// Columns from tick to tick, so that labels stand apart.
  private static let least = 9

  init(_ bins: HourBins, columns: Int, now: Timestamp, zone: LocalZone) {
    self.columns = columns
    let steps: [Int64] = [5, 10, 15, 20, 30, 60]
    guard columns >= Self.labelColumns, let step = steps.first(where: { Int64(columns) * $0 >= 60 * Int64(Self.least) })
    else {
      ticks = []
      return
    }
    // Round times of the local clock, counted back from now.
    let offset = Int64(min(max(zone.offsetSeconds, -86_400), 86_400)) * 1000
    let length = step * 60_000
    let local = min(max(now.milliseconds, -1 << 52), 1 << 52) + offset
    let newest = local - ((local % length) + length) % length
    let perColumn = max(bins.count / max(columns, 1), 1)
    ticks = (0...12).reversed().compactMap { back in
      let moment = Timestamp(milliseconds: newest - Int64(back) * length - offset)
      guard let place = bins.place(of: moment) else { return nil }
      return Tick(column: place / perColumn, label: Figures.clock(moment, zone))
    }
  }

  /// Draws the axis line; `origin` is the column where the axes meet, left of the graph.
  func drawLine(on canvas: inout Canvas, origin: Int, row: Int, glyphs: HostGlyphs) {
    canvas.write(glyphs.corner, column: origin, row: row, role: .rule)
    canvas.fill(Rect(column: origin + 1, row: row, columns: columns, rows: 1), with: glyphs.chrome.rule, role: .rule)
    for tick in ticks { canvas.write(glyphs.tick, column: origin + 1 + tick.column, row: row, role: .rule) }
  }

  /// Draws the times below the ticks.
  ///
  /// `besides` are columns of the graph where something else stands.
  func drawLabels(on canvas: inout Canvas, origin: Int, row: Int, besides taken: [Range<Int>] = []) {
    for tick in ticks {
      let left = min(max(tick.column - Self.labelColumns / 2, 0), columns - Self.labelColumns)
      let place = (left - 1)..<(left + Self.labelColumns + 1)
      guard !taken.contains(where: { $0.overlaps(place) }) else { continue }
      canvas.write(tick.label, column: origin + 1 + left, row: row, role: .hint)
    }
  }
}
