public import OpsScreen
import OpsDomain

extension ConsoleState {
  /// The screen as it is now; total at every size.
  public func render() -> Canvas {
    var canvas = Canvas(size)
    let world = world
    let layout = layout(world)
    if let header = layout.header { Header(self, world).draw(on: &canvas, in: header) }
    if case .host(let view) = page, let rect = layout.host {
      view.draw(on: &canvas, in: rect, state: world.fleet[view.host], context: world.context, world: world)
    }
    for frame in layout.frames { draw(frame, on: &canvas, world, isOnly: layout.frames.count == 1) }
    if let wall = layout.wall { drawWall(wall, on: &canvas) }
    if let remark = layout.remark { draw(remark: remark, on: &canvas) }
    if let composer, let rect = layout.composer { draw(composer, on: &canvas, in: rect) }
    if let rect = layout.today { today.draw(on: &canvas, in: rect, symbols: settings.symbols) }
    if let sheet = judging.sheet, let rect = sheetRect {
      sheet.draw(on: &canvas, in: rect, symbols: settings.symbols)
    }
    if let form { FormDrawing(form, settings.symbols).draw(on: &canvas, in: layout.middle) }
    drawBottom(on: &canvas, layout)
    return canvas
  }

  private func draw(_ frame: ScreenLayout.Frame, on canvas: inout Canvas, _ world: World, isOnly: Bool) {
    let pane = panes[frame.id]
    let isFocused = frame.id == currentPane
    if let title = frame.title {
      let name = frame.id == .chat ? ChatWords(world.chat, world).title : frame.id.title
      canvas.drawTitle(
        name, pane.titleWords(world), in: title, isFocused: isFocused && !isOnly, Glyphs(settings.symbols))
    }
    pane.draw(on: &canvas, in: frame.body, world, isFocused: isFocused)
  }

  private func drawWall(_ wall: Rect, on canvas: inout Canvas) {
    let glyph = Glyphs(settings.symbols).wall
    for row in wall.row..<(wall.row + wall.rows) { canvas.write(glyph, column: wall.column, row: row, role: .rule) }
  }

  private func draw(remark rect: Rect, on canvas: inout Canvas) {
    let path = settings.inventoryPath.isEmpty ? "" : "  (\(settings.inventoryPath))"
    let words = [
      TitleWord(text: "This machine only.  To add servers:  ", role: .text),
      TitleWord(text: "opsconsole config init", role: .key), TitleWord(text: path, role: .hint),
    ]
    canvas.put(words, rect.column + 3, rect.row + rect.rows - 1, edge: rect.column + rect.columns)
  }
}

extension Canvas {
  /// Draws a pane's title line: a rule, its name at the left, words at the right.
  mutating func drawTitle(_ name: String, _ words: [TitleWord], in rect: Rect, isFocused: Bool, _ glyphs: Glyphs) {
    rule(rect, glyphs)
    let edge = rect.column + rect.columns
    let left = write(" \(name) ", column: rect.column + 2, row: rect.row, limit: max(rect.columns - 2, 0), role: .title)
    if isFocused { cover(Rect(column: rect.column + 2, row: rect.row, columns: left, rows: 1), with: .selected) }
    let start = rect.column + 2 + left + 2
    // Words at the right; what has no room loses its beginning words first.
    var shown = words[...]
    while shown.count > 1, width(of: Array(shown)) + 4 > edge - start { shown = shown.dropFirst() }
    if let first = shown.first {
      shown[shown.startIndex].text = String(first.text.drop { $0 == " " })
    }
    let room = edge - start - 4
    guard room > 3, !shown.isEmpty else { return }
    let taken = min(width(of: Array(shown)), room)
    write(" ", column: edge - taken - 4, row: rect.row, role: .hint)
    let end = put(Array(shown), edge - taken - 3, rect.row, edge: edge - 3)
    write(" ", column: end, row: rect.row, limit: max(edge - end, 0), role: .hint)
  }
}
