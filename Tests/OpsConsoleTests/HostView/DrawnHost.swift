import Foundation
import OpsConsole
import OpsDomain
import OpsScreen
import TestSupport
import Testing

/// Draws the view on a canvas of its own.
func drawn(
  _ view: HostView, _ state: HostState?, columns: Int, rows: Int, symbols: Symbols = .block, queued: Int = 0,
  now: Timestamp = HostFixture.now
) -> Canvas {
  var canvas = Canvas(Size(columns: columns, rows: rows))
  let context = DrawContext(now: now, zone: HostFixture.zone, symbols: symbols, queuedHosts: queued)
  view.draw(on: &canvas, in: canvas.bounds, state: state, context: context)
  return canvas
}

/// The text of all rows.
func text(_ canvas: Canvas) -> [String] { (0..<canvas.size.rows).map { canvas.text(row: $0) } }

/// Compares a canvas with the recording of this name beside those of the other panes.
func expectHostScreen(_ canvas: Canvas, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  expectScreen(canvas, name, in: folder.path + "/Screens", sourceLocation: sourceLocation)
}
