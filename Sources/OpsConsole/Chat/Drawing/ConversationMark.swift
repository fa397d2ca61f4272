import OpsDomain
import OpsScreen

/// A conversation in a list of them: its number, its name, and what is new in it.
struct ConversationMark {
  let number: String
  let name: String
  /// What is new: `!` for what concerns the person, how many lines were said; empty for nothing.
  let news: String
  let role: Role
  let isCurrent: Bool

  /// The widest that names are.
  static let nameLimit = 18

  init(_ chat: ChatState, at place: Int, signs: ChatSigns, draftSign: String) {
    let buffer = chat.buffers[place]
    isCurrent = buffer.id == chat.current
    number = "\(place + 1)"
    let title = truncate(buffer.facts.title.isEmpty ? buffer.id.network : buffer.facts.title, columns: Self.nameLimit)
    let isGone = buffer.facts.kind == .channel && !buffer.facts.isJoined
    let draft = buffer.input.isEmpty || isCurrent ? "" : draftSign
    name = (isGone ? "(\(title))" : title) + draft
    let said = buffer.unread.said
    switch buffer.unread.level {
    case .highlight, .personal:
      news = said > 1 ? "!\(min(said, 999))" : "!"
      role = .highlight
    case .message: (news, role) = ("\(min(said, 999))", .strong)
    case .low: (news, role) = (signs.dot, .text)
    case nil: (news, role) = ("", isCurrent ? .strong : .quiet)
    }
  }

  /// The columns in one line: number, name, news, parted by blanks.
  var columns: Int {
    OpsScreen.columns(of: number) + 1 + OpsScreen.columns(of: name)
      + (news.isEmpty ? 0 : 1 + OpsScreen.columns(of: news))
  }
}

/// The conversations in one line above the lines.
struct ConversationBar {
  private let chat: ChatState
  private let marks: [ConversationMark]
  private let glyphs: Glyphs

  init(_ drawing: ChatDrawing) {
    chat = drawing.chat
    glyphs = drawing.glyphs
    let draft = glyphs.crumb
    marks = chat.buffers.indices.prefix(ChatState.bufferLimit).map {
      ConversationMark(drawing.chat, at: $0, signs: drawing.signs, draftSign: draft)
    }
  }

  /// Which conversations are shown in so many columns: those around the current one.
  func shown(_ room: Int) -> Range<Int> {
    guard !marks.isEmpty else { return 0..<0 }
    let current = marks.firstIndex(where: \.isCurrent) ?? 0
    var range = current..<(current + 1)
    var used = marks[current].columns
    while true {
      let before = range.lowerBound > 0 ? marks[range.lowerBound - 1].columns + 2 : .max
      let after = range.upperBound < marks.count ? marks[range.upperBound].columns + 2 : .max
      // The side that shows less of its conversations comes first; the first ones where all is equal.
      if before <= room - used, before <= after || after > room - used {
        range = (range.lowerBound - 1)..<range.upperBound
        used += before
      } else if after <= room - used {
        range = range.lowerBound..<(range.upperBound + 1)
        used += after
      } else {
        return range
      }
    }
  }

  func draw(on canvas: inout Canvas, in rect: Rect) {
    let room = rect.columns - 2
    guard room > 0 else { return }
    var range = shown(room)
    // What is left out is counted at the right, with a sign when it concerns the person.
    if range.count < marks.count { range = shown(room - 8) }
    var column = rect.column + 1
    let edge = rect.column + rect.columns - 1
    for mark in marks[range] {
      let start = column
      column += canvas.write(mark.number, column: column, row: rect.row, limit: max(edge - column, 0), role: .hint) + 1
      column += canvas.write(mark.name, column: column, row: rect.row, limit: max(edge - column, 0), role: mark.role)
      if mark.isCurrent {
        canvas.cover(Rect(column: start, row: rect.row, columns: column - start, rows: 1), with: .selected)
      }
      if !mark.news.isEmpty {
        column += 1
        column += canvas.write(mark.news, column: column, row: rect.row, limit: max(edge - column, 0), role: mark.role)
      }
      column += 2
    }
    drawHidden(range, on: &canvas, in: rect, after: column)
  }

  private func drawHidden(_ range: Range<Int>, on canvas: inout Canvas, in rect: Rect, after column: Int) {
    let hidden = marks.indices.filter { !range.contains($0) }
    guard !hidden.isEmpty else { return }
    let isUrgent = hidden.contains { marks[$0].role == .highlight }
    let text = "+\(hidden.count)\(isUrgent ? " !" : "")"
    let left = rect.column + rect.columns - 1 - columns(of: text)
    guard left >= column else { return }
    canvas.write(text, column: left, row: rect.row, role: isUrgent ? .highlight : .hint)
  }
}

/// The conversations in a list at the left.
struct ConversationList {
  private let drawing: ChatDrawing

  init(_ drawing: ChatDrawing) { self.drawing = drawing }

  /// The first conversation in sight: the current one is always in sight.
  func top(rows: Int) -> Int {
    let chat = drawing.chat
    guard rows > 0, let current = chat.current.flatMap({ chat.index(of: $0) }) else { return 0 }
    guard chat.buffers.count > rows else { return 0 }
    return min(max(current - rows / 2, 0), chat.buffers.count - rows)
  }

  func draw(on canvas: inout Canvas, in rect: Rect) {
    let chat = drawing.chat
    let first = top(rows: rect.rows)
    let widest = columns(of: "\(chat.buffers.count)")
    for row in 0..<rect.rows {
      let place = first + row
      guard chat.buffers.indices.contains(place) else { return }
      let mark = ConversationMark(chat, at: place, signs: drawing.signs, draftSign: drawing.glyphs.crumb)
      draw(mark, chat.buffers[place], on: &canvas, in: rect, row: rect.row + row, numbers: widest)
    }
  }

  private func draw(
    _ mark: ConversationMark, _ buffer: ChatBuffer, on canvas: inout Canvas, in rect: Rect, row: Int, numbers: Int
  ) {
    if mark.isCurrent { canvas.write(drawing.glyphs.selection, column: rect.column, row: row, role: .strong) }
    canvas.field(mark.number, column: rect.column + 1, row: row, columns: numbers, align: .right, role: .hint)
    // A network stands at the left; its conversations are set in.
    let isNetwork = buffer.facts.kind == .network
    let left = rect.column + numbers + (isNetwork ? 2 : 3)
    var news = mark.news
    var role = mark.role
    if isNetwork, let word = state(of: buffer.id.network) { (news, role) = (word, .warn) }
    let edge = rect.column + rect.columns - 1
    let taken = news.isEmpty ? 0 : columns(of: news) + 1
    let room = edge - left - taken
    guard room > 0 else { return }
    canvas.put(mark.name, left, row, room, isNetwork && mark.news.isEmpty ? .heading : mark.role)
    canvas.write(news, column: edge - taken + 1, row: row, role: role)
    guard mark.isCurrent else { return }
    canvas.cover(Rect(column: rect.column, row: row, columns: rect.columns, rows: 1), with: .selected)
  }

  /// A word on a network that is not connected.
  private func state(of network: String) -> String? {
    switch drawing.chat.status(of: network)?.phase {
    case .online, nil: return nil
    case .connecting: return drawing.glyphs.more
    case .waiting: return drawing.glyphs.again
    case .offline: return "off"
    case .stopped: return drawing.signs.failed
    }
  }
}
