import OpsDomain
import OpsScreen

/// Draws the line being typed, and the row above that helps with it.
struct ChatInputDrawing {
  private let buffer: ChatBuffer
  private let drawing: ChatDrawing

  init(_ buffer: ChatBuffer, _ drawing: ChatDrawing) {
    self.buffer = buffer
    self.drawing = drawing
  }

  private var chat: ChatState { drawing.chat }

  /// The prompt says where it goes.
  private func prompt(_ room: Int) -> String {
    let name = truncate(buffer.facts.title.isEmpty ? buffer.id.network : buffer.facts.title, columns: max(room / 4, 3))
    return "\(name) \(drawing.glyphs.crumb) "
  }

  func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool) {
    var isTyping = false
    if case .typing = chat.mode { isTyping = isFocused }
    let edge = rect.column + rect.columns
    var column = rect.column + min(1, rect.columns - 1)
    column += canvas.write(
      prompt(rect.columns), column: column, row: rect.row, limit: max(edge - column, 0), role: isTyping ? .key : .quiet)
    let cuts = cuts
    let count = cuts.isEmpty ? "" : " \(cuts.count + 1) messages"
    let taken = columns(of: count) + (count.isEmpty ? 0 : 1)
    let room = edge - column - taken
    guard room > 0 else { return }
    buffer.input.draw(
      on: &canvas, column: column, row: rect.row, columns: room, role: isTyping ? .input : .quiet,
      hint: hint(isFocused),
      showsCursor: isTyping, cuts: cuts)
    canvas.write(count, column: edge - taken, row: rect.row, role: .warn)
  }

  /// What stands in the line while nothing is typed.
  private func hint(_ isFocused: Bool) -> String {
    guard case .reading = chat.mode, isFocused else { return "" }
    return drawing.key(of: .say).map { "\($0) types" } ?? ""
  }

  /// Where the line will be cut into messages, in characters.
  private var cuts: [Int] {
    let text = buffer.input.text
    return ChatWord.isWord(text) ? [] : ChatText.cuts(of: text, bytes: buffer.facts.messageBytes)
  }

  // MARK: the row above

  /// Draws what could stand at the cursor, or a word on the line being typed, or that it will not be sent yet.
  func draw(note rect: Rect, on canvas: inout Canvas) {
    if chat.completion.names.count > 1 { return draw(candidates: rect, on: &canvas) }
    if let notice = chat.notice {
      return canvas.put(notice, rect.column + 1, rect.row, rect.columns - 2, .warn)
    }
    guard let status = chat.status(of: buffer.id.network), !status.isOnline else { return }
    let words = ChatWords.words(of: status, at: drawing.world.now).map(\.text).joined(separator: ", ")
    let kept = buffer.facts.kind == .network ? "" : "what you write is kept"
    let phrases = [Phrase(words, .warn), Phrase(kept, .hint), Phrase(status.reason ?? "", .quiet)]
    canvas.write(phrases, column: rect.column + 1, row: rect.row, limit: rect.columns - 2, gap: 2)
  }

  /// The names that fit, with the chosen one among them.
  private func draw(candidates rect: Rect, on canvas: inout Canvas) {
    let names = chat.completion.names
    let room = rect.columns - 2
    guard room > 0 else { return }
    let chosen = chat.completion.chosen ?? 0
    // Pages of names, so that they stand still while one goes through them.
    var (first, used) = (0, 0)
    for place in names.indices.prefix(chosen + 1) {
      let width = min(columns(of: names[place]), room)
      if used > 0, used + width > room - 4 { (first, used) = (place, 0) }
      used += width + 2
    }
    var column = rect.column + 1
    let edge = rect.column + 1 + room
    for place in names.indices.dropFirst(first) {
      let width = min(columns(of: names[place]), room)
      guard column == rect.column + 1 || column + width <= edge - 4 else {
        canvas.put("+\(names.count - place)", column, rect.row, edge - column, .hint)
        return
      }
      let isChosen = place == chat.completion.chosen
      canvas.put(names[place], column, rect.row, width, isChosen ? .strong : .text)
      if isChosen { canvas.cover(Rect(column: column, row: rect.row, columns: width, rows: 1), with: .selected) }
      column += width + 2
    }
  }
}
