import OpsDomain
import OpsScreen

/// Draws lines of several conversations to choose from.
struct ChatListDrawing {
  private let list: ChatList
  private let drawing: ChatDrawing

  init(_ list: ChatList, _ drawing: ChatDrawing) {
    self.list = list
    self.drawing = drawing
  }

  func draw(on canvas: inout Canvas, in rect: Rect) {
    guard rect.rows > 0, rect.columns > 0 else { return }
    let (head, body) = rect.rows >= 3 ? rect.splitTop(1) : (nil, rect)
    if let head { drawHead(on: &canvas, in: head) }
    guard !list.hits.isEmpty else {
      canvas.put(emptyWords, body.column + min(2, body.columns / 4), body.row, body.columns - 2, .text)
      return
    }
    let top = Self.top(of: list, rows: body.rows)
    for (number, hit) in list.hits.dropFirst(top).prefix(body.rows).enumerated() {
      draw(hit, on: &canvas, in: body, row: body.row + number, isSelected: top + number == list.selected)
    }
  }

  /// The first line in sight; the selected one is.
  static func top(of list: ChatList, rows: Int) -> Int {
    guard list.hits.count > rows, rows > 0 else { return 0 }
    return min(max(list.selected - rows / 2, 0), list.hits.count - rows)
  }

  private var emptyWords: String {
    if let failure = list.failure { return "That failed: \(failure)" }
    return list.ticket != nil ? "Searching\(drawing.glyphs.more)" : "Nothing was found."
  }

  private func drawHead(on canvas: inout Canvas, in rect: Rect) {
    canvas.rule(
      Rect(column: rect.column + 1, row: rect.row, columns: max(rect.columns - 2, 0), rows: 1), drawing.glyphs)
    let more = list.ticket != nil && !list.hits.isEmpty ? ", more are sought" : ""
    let count = list.hits.isEmpty ? "" : "  \(list.hits.count)\(list.end == nil ? "" : "+")\(more)"
    let title = truncate(list.title, columns: max(rect.columns - 12 - columns(of: count), 0))
    let words = [TitleWord(text: " \(title)", role: .title), TitleWord(text: "\(count) ", role: .hint)]
    canvas.put(words, rect.column + 3, rect.row, edge: rect.column + rect.columns - 1)
  }

  private func draw(_ hit: ChatHit, on canvas: inout Canvas, in rect: Rect, row: Int, isSelected: Bool) {
    let edge = rect.column + rect.columns - 1
    var column = rect.column + 1
    func put(_ text: String, _ width: Int, _ role: Role) {
      guard column < edge, width > 0 else { return }
      canvas.put(text, column, row, min(width, edge - column), role)
      column += width + 1
    }
    let isWide = rect.columns >= 60
    put(drawing.clock.moment(hit.line.at), isWide ? 16 : 11, .quiet)
    put(hit.title, isWide ? 12 : 7, .hint)
    put(hit.line.sender, isWide ? 10 : 7, hit.line.isOwn ? .own : .nick(hit.line.colourKey))
    if column < edge {
      var text = StyledText()
      text.append(formatted: hit.line.text, .text)
      text.mark([list.sought.foldedForSearch].filter { !$0.isEmpty }, .match)
      drawing.draw(text, on: &canvas, column: column, row: row, room: edge - column)
    }
    guard isSelected else { return }
    canvas.write(drawing.glyphs.selection, column: rect.column, row: row, role: .strong)
    canvas.cover(Rect(column: rect.column, row: row, columns: rect.columns, rows: 1), with: .selected)
  }
}
