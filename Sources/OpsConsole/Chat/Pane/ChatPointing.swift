import OpsDomain
import OpsScreen

extension ConsoleState {
  /// Does what a click in the chat means: a conversation is shown, a line selected, the input line typed into.
  mutating func clickInChat(_ event: MouseEvent) -> [Effect] {
    if currentPane != .chat {
      focus(on: .chat)
      typeChat()
    }
    guard let layout = chatLayout else { return [] }
    func isIn(_ rect: Rect?) -> Bool { rect?.contains(column: event.column, row: event.row) ?? false }
    if case .paste = chat.mode { return [] }
    if let place = conversation(at: event, layout) {
      chat.origin = nil
      showConversation(chat.buffers[place].id)
    } else if isIn(layout.input) {
      typeChat()
    } else if isIn(layout.lines) {
      return clickLine(event, in: layout.lines)
    }
    return []
  }

  /// The place of the conversation that was clicked in the list or in the line above.
  private func conversation(at event: MouseEvent, _ layout: ChatLayout) -> Int? {
    let drawing = ChatDrawing(chat, world)
    var place: Int?
    if let list = layout.list, list.contains(column: event.column, row: event.row) {
      place = ConversationList(drawing).top(rows: list.rows) + event.row - list.row
    } else if let bar = layout.bar, bar.contains(column: event.column, row: event.row) {
      place = Self.conversation(at: event.column, in: bar, drawing)
    }
    return place.flatMap { chat.buffers.indices.contains($0) ? $0 : nil }
  }

  /// The place of the conversation that stands at a column of the line of conversations.
  private static func conversation(at column: Int, in rect: Rect, _ drawing: ChatDrawing) -> Int? {
    let bar = ConversationBar(drawing)
    let count = drawing.chat.buffers.count
    let room = rect.columns - 2
    var shown = bar.shown(room)
    if shown.count < count { shown = bar.shown(room - 8) }
    var end = rect.column + 1
    for place in shown {
      let mark = ConversationMark(drawing.chat, at: place, signs: drawing.signs, draftSign: drawing.glyphs.crumb)
      end += mark.columns + 2
      if column < end { return column > rect.column ? place : nil }
    }
    return nil
  }

  private mutating func clickLine(_ event: MouseEvent, in rect: Rect) -> [Effect] {
    let isDouble = event.kind == .doublePress
    if case .list(var list) = chat.mode {
      let head = rect.rows >= 3 ? 1 : 0
      let row = event.row - rect.row - head
      let place = ChatListDrawing.top(of: list, rows: rect.rows - head) + row
      guard row >= 0, list.hits.indices.contains(place) else { return [] }
      list.selected = place
      chat.mode = .list(list)
      return isDouble ? perform(.open) : []
    }
    guard let buffer = chat.shown, let place = chat.index(of: buffer.id), let lines = chatRows else { return [] }
    let rows = lines.view(buffer.scroll, rows: rect.rows).rows
    // The lines stand at the bottom where they do not fill the window.
    let number = event.row - (rect.row + rect.rows - rows.count)
    guard rows.indices.contains(number), let line = rows[number].line else { return [] }
    readChat()
    chat.buffers[place].selected = line
    return isDouble ? perform(.open) : []
  }
}
