import OpsDomain
import OpsScreen

/// The members of a channel, the highest first.
struct MemberList {
  private let buffer: ChatBuffer
  private let drawing: ChatDrawing

  init(_ buffer: ChatBuffer, _ drawing: ChatDrawing) {
    self.buffer = buffer
    self.drawing = drawing
  }

  func draw(on canvas: inout Canvas, in rect: Rect) {
    guard rect.rows > 0, rect.columns > 2 else { return }
    guard let members = buffer.members else {
      canvas.put("asking\(drawing.glyphs.more)", rect.column + 1, rect.row, rect.columns - 1, .quiet)
      return
    }
    canvas.put(Words.count(members.count, "person", "people"), rect.column + 1, rect.row, rect.columns - 2, .heading)
    let room = rect.rows - 1
    let isCut = members.count > room
    for (number, member) in members.prefix(isCut ? max(room - 1, 0) : room).enumerated() {
      draw(member, on: &canvas, in: rect, row: rect.row + 1 + number)
    }
    guard isCut, room > 0 else { return }
    let text = "\(drawing.glyphs.more) \(members.count - room + 1) more"
    canvas.put(text, rect.column + 2, rect.row + rect.rows - 1, rect.columns - 3, .hint)
  }

  private func draw(_ member: ChatMember, on canvas: inout Canvas, in rect: Rect, row: Int) {
    if let prefix = member.prefixes.first {
      canvas.write(String(prefix), column: rect.column + 1, row: row, limit: 1, role: .hint)
    }
    let isOwn = member.nick == drawing.chat.status(of: buffer.id.network)?.nick
    let role: Role = member.isAway ? .quiet : isOwn ? .own : .nick(member.colourKey)
    let word = member.isAway ? "away" : member.isBot ? "bot" : ""
    let room = rect.columns - 3 - (word.isEmpty ? 0 : word.utf8.count + 1)
    guard room > 3 else { return canvas.put(member.nick, rect.column + 2, row, rect.columns - 3, role) }
    canvas.put(member.nick, rect.column + 2, row, room, role)
    canvas.put(word, rect.column + rect.columns - 1 - word.utf8.count, row, word.utf8.count, .quiet)
  }
}
