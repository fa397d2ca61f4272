import OpsDomain
import OpsScreen

/// Shows a text that would be several messages before any is sent.
struct PasteDrawing {
  private let open: PasteGuard
  private let drawing: ChatDrawing

  init(_ open: PasteGuard, _ drawing: ChatDrawing) {
    self.open = open
    self.drawing = drawing
  }

  func draw(on canvas: inout Canvas, in rect: Rect?, keys: Rect?) {
    if let keys { draw(keys: keys, on: &canvas) }
    guard let rect, rect.rows > 0, rect.columns > 0 else { return }
    drawHead(on: &canvas, in: rect.splitTop(1).top)
    drawMessages(on: &canvas, in: rect.splitTop(1).rest)
  }

  private func drawHead(on canvas: inout Canvas, in rect: Rect) {
    canvas.rule(rect, drawing.glyphs)
    let title = drawing.chat[open.buffer]?.facts.title ?? open.buffer.target
    let words = "\(Words.count(open.messages.count, "message")) to \(truncate(title, columns: 24))"
    let edge = rect.column + rect.columns
    let end = canvas.put([TitleWord(text: " \(words) ", role: .title)], rect.column + 2, rect.row, edge: edge)
    if !warning.isEmpty { canvas.put([TitleWord(text: " \(warning)", role: .warn)], end + 2, rect.row, edge: edge) }
  }

  private var warning: String {
    open.messages.count > PasteGuard.messageLimit
      ? "that is a lot for a channel " : ""
  }

  private func drawMessages(on canvas: inout Canvas, in rect: Rect) {
    guard rect.rows > 0 else { return }
    let width = columns(of: "\(open.messages.count)")
    let left = width + 3
    let room = max(rect.columns - left - 1, 1)
    var row = rect.row
    let end = rect.row + rect.rows
    // Two rows a message where all have room.
    let most = rect.rows >= open.messages.count * 2 ? 2 : 1
    for place in open.messages.indices.dropFirst(max(open.top, 0)) {
      guard row < end else { return }
      let left = open.messages.count - place
      if row == end - 1, left > 1 {
        let text = "\(drawing.glyphs.more) \(left) more, j and k scroll"
        canvas.put(text, rect.column + width + 3, row, room, .hint)
        return
      }
      row += draw(message: place, on: &canvas, in: rect, row: row, room: room, most: min(most, end - row), width: width)
    }
  }

  private func draw(
    message place: Int, on canvas: inout Canvas, in rect: Rect, row: Int, room: Int, most: Int, width: Int
  ) -> Int {
    canvas.field("\(place + 1)", column: rect.column + 1, row: row, columns: width, align: .right, role: .hint)
    var text = StyledText()
    text.append(formatted: open.messages[place], .text)
    let lines = text.lines(columns: room, limit: most)
    for (number, range) in lines.enumerated() {
      for piece in text.pieces(range, from: rect.column + width + 3, room: room) {
        canvas.write(piece.text, column: piece.column, row: row + number, role: piece.role, overlay: piece.overlay)
      }
    }
    return max(lines.count, 1)
  }

  private static let entry = "one log entry, its line posted"
  private static let shortEntry = "one log entry"
  /// The columns of all hints but the words of the first and the third.
  private static let otherHints = 41

  private func draw(keys rect: Rect, on canvas: inout Canvas) {
    let send = "\(open.isArmed ? "really sends" : "sends") all \(open.messages.count)"
    let edge = rect.column + rect.columns
    let isWide = columns(of: send) + Self.otherHints + columns(of: Self.entry) < rect.columns
    let entry = isWide ? Self.entry : Self.shortEntry
    let hints = [("Enter", send), ("Esc", "sends none"), ("l", entry), ("e", "edits")]
    var column = rect.column + 1
    for (key, label) in hints {
      guard column + columns(of: key) + 1 + columns(of: label) < edge else { continue }
      column += canvas.write(key, column: column, row: rect.row, role: .key) + 1
      column +=
        canvas.write(label, column: column, row: rect.row, role: open.isArmed && key == "Enter" ? .warn : .hint) + 3
    }
  }
}
