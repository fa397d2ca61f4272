import OpsDomain
import OpsScreen

/// Lays out single lines of a conversation.
struct ChatLineLayout: Sendable {
  /// The most rows of one line; what is left is cut.
  static let rowLimit = 200

  let options: ChatRowOptions
  let shape: ChatShape
  let signs: ChatSigns
  private let sought: [String]

  init(_ options: ChatRowOptions) {
    self.options = options
    shape = ChatShape(options.columns)
    signs = ChatSigns(options.symbols)
    sought = options.sought.map(\.foldedForSearch).filter { !$0.isEmpty }
  }

  // MARK: rules

  /// The rule above the first line of a day.
  func day(_ moment: Timestamp, _ place: ChatPlace) -> ChatRow { rule(options.clock.day(moment), .hint, place) }

  /// The rule above what is new.
  func unread(_ place: ChatPlace) -> ChatRow { rule("new", .unread, place, isLong: true) }

  func rule(_ words: String, _ role: Role, _ place: ChatPlace, isLong: Bool = false) -> ChatRow {
    var row = ChatRow(kind: .rule(role, isLong: isLong), place: place)
    let left = min(shape.isFlowing ? 0 : ChatShape.timeColumn, shape.columns)
    let room = shape.columns - left - (shape.isFlowing ? 0 : 1)
    guard room > 0 else { return row }
    let lead = isLong ? 4 : 2
    let text = truncate(words, columns: max(room - lead - 2, 1))
    let taken = OpsScreen.columns(of: text) + lead + 2
    let tail = isLong ? max(room - taken, 0) : min(2, max(room - taken, 0))
    var styled = StyledText(signs.rule(min(lead, room)), .rule)
    styled.append(" \(text) ", role)
    styled.append(signs.rule(tail), .rule)
    row.pieces = styled.pieces(styled.glyphs.indices, from: left, room: room)
    return row
  }

  // MARK: lines

  /// The rows of a line.
  func rows(of line: ChatLine) -> [ChatRow] {
    switch line.kind {
    case .gap: return [rule(gapWords(line), .gap, line.place)]
    case .skipped: return [rule(line.text.isEmpty ? "lines were left out" : line.text, .gap, line.place)]
    default: break
    }
    var content = ChatLineContent(line, options, shape, signs)
    content.text.mark(sought, .match)
    // While coming and going is folded, a netsplit is one row, however many people it takes.
    let isFolded = line.isNoise && !options.showsNoise
    var rows = self.rows(content, line, limit: isFolded ? 1 : Self.rowLimit)
    addSigns(line, to: &rows)
    rows += deliveryRows(line)
    return rows
  }

  /// The row in which coming and going is folded.
  func fold(_ lines: ArraySlice<ChatLine>) -> ChatRow {
    guard let last = lines.last else { return ChatRow(place: ChatPlace(at: options.clock.now, id: 0)) }
    var content = ChatLineContent(spanning: StyledText(NoiseWords(lines).text, .noise), shape)
    content.slot = StyledText(signs.dot, .noise)
    var row = rows(content, last, limit: 1)[0]
    row.isFold = true
    return row
  }

  private func gapWords(_ line: ChatLine) -> String {
    let clock = options.clock
    let start = clock.moment(line.at)
    guard let until = line.until else { return "not loaded since \(start)" }
    let end = clock.isOtherDay(line.at, until) ? clock.moment(until) : clock.time(until)
    guard start != end else { return "not loaded \(start), \(formatAge(until.since(line.at)))" }
    return "not loaded \(start)\(signs.dash)\(end)"
  }

  /// The rows of what a line says.
  private func rows(_ content: ChatLineContent, _ line: ChatLine, limit: Int = rowLimit) -> [ChatRow] {
    var first = ChatRow(line: line.id, place: line.place)
    first.isHighlight = line.isHighlight
    if shape.isFlowing { return flowing(content, first, line, limit) }
    first.time = options.clock.time(line.at)
    let slotColumn = shape.nickColumn - (shape.hasSlot ? 1 : 0)
    if shape.hasSlot || content.isSpanning {
      first.pieces += content.slot.pieces(content.slot.glyphs.indices, from: slotColumn, room: 1)
    }
    if content.isSpanning {
      let left = slotColumn + 2
      return wrapped(content.text, first, left, shape.textColumn + shape.text - left, limit)
    }
    first.pieces += content.nick.pieces(content.nick.glyphs.indices, from: shape.nickColumn, room: shape.nick)
    return wrapped(content.text, first, shape.textColumn, shape.text, limit)
  }

  /// Wraps a text under a hanging indent.
  private func wrapped(_ text: StyledText, _ first: ChatRow, _ left: Int, _ room: Int, _ limit: Int) -> [ChatRow] {
    var rows = [first]
    for (number, range) in text.lines(columns: room, limit: limit).enumerated() {
      if number > 0 {
        rows.append(ChatRow(line: first.line, place: first.place))
      }
      rows[number].pieces += text.pieces(range, from: left, room: room)
    }
    return rows
  }

  /// Nick, text and sign one after the other, for windows with no room for columns.
  private func flowing(_ content: ChatLineContent, _ first: ChatRow, _ line: ChatLine, _ limit: Int) -> [ChatRow] {
    var all = content.isSpanning ? content.slot : content.nick
    all.append(" ", .text)
    all.append(content.text)
    if let sign = deliverySign(line) { all.append(" \(sign.text)", sign.role) }
    let left = max(min(1, shape.columns - 1), 0)
    return wrapped(all, first, left, shape.columns - left, limit)
  }

  // MARK: signs

  /// Says at the right edge what became of a line.
  private func addSigns(_ line: ChatLine, to rows: inout [ChatRow]) {
    guard shape.gutter > 0, !rows.isEmpty else { return }
    var column = shape.columns - 1
    func add(_ sign: String, _ role: Role) {
      guard column > shape.columns - shape.gutter else { return }
      rows[rows.count - 1].pieces.append(ChatRow.Piece(column: column, text: sign, role: role))
      column -= 1
    }
    if let sign = deliverySign(line) { add(sign.text, sign.role) }
    if line.entry != nil { add(signs.entry, .maintenance) }
  }

  /// The sign of what became of an own line; nil for lines of others.
  private func deliverySign(_ line: ChatLine) -> (text: String, role: Role)? {
    switch line.delivery {
    case .pending: return (signs.pending, .pending)
    case .delivered: return (signs.delivered, .quiet)
    case .unsent: return (signs.unsent, .pending)
    case .failed: return (signs.failed, .failed)
    case nil: return nil
    }
  }

  /// What stands below an own line that nobody has heard, and the way out.
  private func deliveryRows(_ line: ChatLine) -> [ChatRow] {
    let words: (text: String, role: Role)
    switch line.delivery {
    case .unsent: words = ("not sent", .pending)
    case .failed(let reason):
      // Where nobody knows whether it arrived, it is not said that it did not.
      let isWhole = ["not sent", "not known", "no answer"].contains { reason.contains($0) }
      words = (reason.isEmpty ? "refused" : isWhole ? reason : "not sent: \(reason)", .failed)
    default: return []
    }
    var text = StyledText(words.text, words.role)
    if !options.resendHint.isEmpty { text.append("  \(options.resendHint)", .hint) }
    let left = shape.isFlowing ? min(1, max(shape.columns - 1, 0)) : shape.textColumn
    let room = shape.isFlowing ? shape.columns - left : shape.text
    let empty = ChatRow(line: line.id, place: line.place)
    return wrapped(text, empty, left, room, 4)
  }
}
