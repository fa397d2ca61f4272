import OpsDomain
import OpsScreen

/// Draws the chat: conversations, topic, lines, members, and the line being typed.
struct ChatDrawing {
  let chat: ChatState
  let world: World
  let signs: ChatSigns
  let glyphs: Glyphs
  let clock: LogClock

  init(_ chat: ChatState, _ world: World) {
    self.chat = chat
    self.world = world
    signs = ChatSigns(world.context.symbols)
    glyphs = Glyphs(world.context.symbols)
    clock = LogClock(world)
  }

  /// Draws all of it; total at every size.
  func draw(on canvas: inout Canvas, in rect: Rect, isFocused: Bool) {
    guard rect.rows > 0, rect.columns > 0 else { return }
    guard let shown = chat.shown else { return drawAdvice(on: &canvas, in: rect) }
    let layout = ChatLayout(chat, in: rect)
    if let bar = layout.bar { ConversationBar(self).draw(on: &canvas, in: bar) }
    if let list = layout.list { ConversationList(self).draw(on: &canvas, in: list) }
    if let topic = layout.topic { draw(topic: shown.facts.topic, on: &canvas, in: topic) }
    for wall in [layout.listWall, layout.membersWall] { drawWall(wall, on: &canvas) }
    if case .list(let list) = chat.mode {
      ChatListDrawing(list, self).draw(on: &canvas, in: layout.lines)
    } else {
      draw(lines: shown, on: &canvas, in: layout.lines, isFocused: isFocused)
    }
    if let members = layout.members { MemberList(shown, self).draw(on: &canvas, in: members) }
    let input = ChatInputDrawing(shown, self)
    if let note = layout.note { input.draw(note: note, on: &canvas) }
    if case .paste(let open) = chat.mode {
      PasteDrawing(open, self).draw(on: &canvas, in: layout.paste, keys: layout.input)
    } else if let rect = layout.input {
      input.draw(on: &canvas, in: rect, isFocused: isFocused)
    }
  }

  /// The rows of a conversation at a width.
  func rows(of buffer: ChatBuffer, columns: Int) -> ChatRows {
    var options = ChatRowOptions(columns: columns, clock: clock)
    options.symbols = world.context.symbols
    options.showsNoise = buffer.showsNoise
    options.marker = buffer.marker
    options.ownNick = chat.status(of: buffer.id.network)?.nick ?? ""
    options.sought = chat.soughtText.isEmpty ? [] : [chat.soughtText]
    options.names = chat.names
    options.prefixes = prefixes(of: buffer)
    options.resendHint = resendHint
    return ChatRows(buffer.lines, options)
  }

  /// The prefixes of the members that have some: these stand first.
  private func prefixes(of buffer: ChatBuffer) -> [String: String] {
    let marked = (buffer.members ?? []).prefix(Self.prefixLimit).prefix { !$0.prefixes.isEmpty }
    return Dictionary(marked.map { ($0.nick, $0.prefixes) }, uniquingKeysWith: { first, _ in first })
  }

  /// The most members whose prefixes stand before their lines.
  private static let prefixLimit = 500

  /// What a person does to send a line again: the key is one of reading.
  private var resendHint: String {
    guard let key = key(of: .resend) else { return "" }
    if case .reading = chat.mode { return "\(key) sends it again" }
    return "Esc, then \(key) sends it again"
  }

  /// The first key of a command; nil when it has none.
  func key(of command: Command) -> String? { world.keyMap.keys(of: command).first?.name }

  // MARK: lines

  private func draw(lines buffer: ChatBuffer, on canvas: inout Canvas, in rect: Rect, isFocused: Bool) {
    guard rect.rows > 0, rect.columns > 0 else { return }
    guard !buffer.lines.isEmpty else { return drawEmpty(buffer, on: &canvas, in: rect) }
    let view = rows(of: buffer, columns: rect.columns).view(buffer.scroll, rows: rect.rows)
    var selected: Int64?
    if case .reading = chat.mode, isFocused { selected = buffer.selectedLine?.id }
    let top = rect.row + rect.rows - view.rows.count
    for (number, row) in view.rows.enumerated() {
      draw(
        row, on: &canvas, in: rect, at: top + number, isTop: number == 0,
        isSelected: row.line == selected && selected != nil)
    }
    drawHint(view, on: &canvas, in: rect, top: top)
    drawBelow(view, buffer, on: &canvas, in: rect)
  }

  private func draw(
    _ row: ChatRow, on canvas: inout Canvas, in rect: Rect, at line: Int, isTop: Bool, isSelected: Bool
  ) {
    func write(_ text: String, _ column: Int, _ role: Role, _ overlay: Overlay = []) {
      canvas.write(
        text, column: rect.column + column, row: line, limit: max(rect.columns - column, 0), role: role,
        overlay: overlay)
    }
    if let time = row.time, row.showsTime || isTop { write(time, ChatShape.timeColumn, .quiet) }
    for piece in row.pieces { write(piece.text, piece.column, piece.role, piece.overlay) }
    if row.isHighlight, rect.columns >= ChatShape.columnsLeast { write(signs.highlight, 0, .highlight) }
    guard isSelected else { return }
    write(glyphs.selection, 0, .strong)
    guard row.time != nil else { return }
    let shape = ChatShape(rect.columns)
    let end = shape.isFlowing ? rect.columns : shape.nickColumn + shape.nick
    canvas.cover(Rect(column: rect.column, row: line, columns: min(end, rect.columns), rows: 1), with: .selected)
  }

  /// Says behind the last folded row how to unfold it, where there is room.
  private func drawHint(_ view: ChatView, on canvas: inout Canvas, in rect: Rect, top: Int) {
    guard let number = view.rows.lastIndex(where: \.isFold), let end = view.rows[number].pieces.last?.end else {
      return
    }
    let hint = "(\(key(of: .noise) ?? ":noise") shows)"
    guard end + 2 + columns(of: hint) < rect.columns else { return }
    canvas.write(hint, column: rect.column + end + 2, row: top + number, role: .hint)
  }

  /// How many lines lie below what is shown.
  private func drawBelow(_ view: ChatView, _ buffer: ChatBuffer, on canvas: inout Canvas, in rect: Rect) {
    let count = view.linesBelow &+ buffer.window.newerCount
    guard count > 0, rect.rows >= 3 else { return }
    let text = " \(glyphs.below) \(count) newer "
    let width = columns(of: text)
    guard width + 2 <= rect.columns else { return }
    canvas.write(text, column: rect.column + rect.columns - width, row: rect.row + rect.rows - 1, role: .strong)
  }

  // MARK: small parts

  private func draw(topic: String, on canvas: inout Canvas, in rect: Rect) {
    var text = StyledText()
    text.append(formatted: topic, .hint)
    draw(text, on: &canvas, column: rect.column + 1, row: rect.row, room: max(rect.columns - 2, 0))
  }

  private func drawWall(_ wall: Rect?, on canvas: inout Canvas) {
    guard let wall, wall.columns > 0 else { return }
    for row in wall.row..<(wall.row + wall.rows) {
      canvas.write(glyphs.wall, column: wall.column, row: row, role: .rule)
    }
  }

  /// Draws a text in one row, cut with an ellipsis.
  func draw(_ text: StyledText, on canvas: inout Canvas, column: Int, row: Int, room: Int) {
    for piece in text.pieces(text.glyphs.indices, from: 0, room: room) {
      canvas.write(
        piece.text, column: column + piece.column, row: row, limit: room - piece.column, role: piece.role,
        overlay: piece.overlay)
    }
  }

  // MARK: words in place of lines

  private func drawEmpty(_ buffer: ChatBuffer, on canvas: inout Canvas, in rect: Rect) {
    let words = buffer.window.isLoaded ? "Nothing was said here yet." : "Reading\(glyphs.more)"
    draw(words: [Phrase(words, .quiet)], on: &canvas, in: rect)
  }

  private func drawAdvice(on canvas: inout Canvas, in rect: Rect) {
    draw(words: ChatWords(chat, world).advice, on: &canvas, in: rect)
  }

  private func draw(words: [Phrase], on canvas: inout Canvas, in rect: Rect) {
    var row = rect.row + (rect.rows > words.count + 1 ? 1 : 0)
    let left = min(3, rect.columns / 4)
    for phrase in words {
      for text in wrap(phrase.text, columns: max(rect.columns - 2 * left, 8), limit: 4)
      where row < rect.row + rect.rows {
        canvas.put(text, rect.column + left, row, rect.columns - left, phrase.role)
        row += 1
      }
    }
  }
}
