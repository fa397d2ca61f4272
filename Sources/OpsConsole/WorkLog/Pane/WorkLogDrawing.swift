import OpsDomain
import OpsScreen

extension WorkLogPane {
  func draw(on canvas: inout Canvas, in rect: Rect, _ world: World, isFocused: Bool) {
    guard rect.rows > 0, rect.columns > 0 else { return }
    let sought = soughtWords
    if let detail { return detail.draw(on: &canvas, in: rect, world, marked: sought) }
    guard totalLines > 0 else { return drawEmpty(on: &canvas, in: rect, world) }
    let glyphs = Glyphs(world.context.symbols)
    let saved = Set(world.log.savedHere)
    let announced = Set(world.log.announced)
    let end = min(top + rect.rows, totalLines)
    var index = items.firstIndex { $0.line > top } ?? items.count
    index = max(index - 1, 0)
    while index < items.count, items[index].line < end {
      let (item, first) = items[index]
      index += 1
      switch item {
      case .day(let text): drawRule(" \(text) ", .hint, on: &canvas, in: rect, line: first, glyphs)
      case .unread: drawRule(" new ", .strong, on: &canvas, in: rect, line: first, glyphs)
      case .entry(let place):
        guard window.records.indices.contains(place) else { continue }
        let record = window.records[place]
        let word = announced.contains(record.id) ? "announced" : saved.contains(record.id) ? "saved" : nil
        let status = word.map { Phrase($0, .quiet) }
        let isSelected = isFocused && record.id == (selected ?? window.records.last?.id)
        drawEntry(record, status, first, sought, on: &canvas, in: rect, isSelected: isSelected, glyphs)
      case .unsaved(let place): drawUnsaved(place, first, on: &canvas, in: rect, world, glyphs)
      }
    }
    drawMore(end, on: &canvas, in: rect, glyphs)
  }

  /// The words that are marked in the text: those of the filter and those looked for.
  private var soughtWords: [String] {
    (filter.query.words + [soughtText]).map(\.foldedForSearch).filter { !$0.isEmpty }
  }

  private func drawRule(
    _ text: String, _ role: Role, on canvas: inout Canvas, in rect: Rect, line: Int, _ glyphs: Glyphs
  ) {
    let row = rect.row + line - top
    guard row >= rect.row, row < rect.row + rect.rows else { return }
    let margin = EntryShape.margin
    canvas.rule(Rect(column: rect.column + margin, row: row, columns: min(4, rect.columns - margin), rows: 1), glyphs)
    canvas.put(text, rect.column + margin + 4, row, rect.columns - margin - 5, role)
    guard case let taken = margin + 4 + columns(of: text), taken < rect.columns - 1, role == .strong else { return }
    canvas.rule(
      Rect(column: rect.column + taken, row: row, columns: rect.columns - taken - 1, rows: 1), glyphs)
  }

  private func drawEntry(
    _ record: EntryRecord, _ status: Phrase?, _ first: Int, _ sought: [String], on canvas: inout Canvas, in rect: Rect,
    isSelected: Bool, _ glyphs: Glyphs
  ) {
    guard let lines = lines(of: record)?.lines else { return }
    for (number, pieces) in lines.enumerated() {
      let row = rect.row + first + number - top
      guard row >= rect.row, row < rect.row + rect.rows else { continue }
      for piece in pieces {
        let limit = rect.columns - piece.column
        canvas.write(piece.text, column: rect.column + piece.column, row: row, limit: max(limit, 0), role: piece.role)
        guard piece.isText, !sought.isEmpty else { continue }
        for range in piece.text.hits(of: sought) {
          let left = rect.column + piece.column + range.lowerBound
          canvas.paint(Rect(column: left, row: row, columns: range.count, rows: 1), role: .match)
        }
      }
      if number == 0, let status { drawStatus(status, on: &canvas, in: rect, row: row, after: pieces) }
      guard isSelected else { continue }
      canvas.write(glyphs.selection, column: rect.column, row: row, role: .strong)
      if number == 0 {
        canvas.cover(Rect(column: rect.column, row: row, columns: min(16, rect.columns), rows: 1), with: .selected)
      }
    }
  }

  /// Says at the right edge how saving went, where the line leaves room.
  private func drawStatus(
    _ status: Phrase, on canvas: inout Canvas, in rect: Rect, row: Int, after pieces: [EntryLines.Piece]
  ) {
    let end = pieces.last.map { $0.column + columns(of: $0.text) } ?? 0
    let left = rect.columns - status.width - 1
    guard left > end else { return }
    canvas.write(status.text, column: rect.column + left, row: row, role: status.role)
  }

  private func drawUnsaved(
    _ place: Int, _ line: Int, on canvas: inout Canvas, in rect: Rect, _ world: World, _ glyphs: Glyphs
  ) {
    let row = rect.row + line - top
    guard unsaved.indices.contains(place), row >= rect.row, row < rect.row + rect.rows else { return }
    let one = unsaved[place]
    let status = one.failure == nil ? Phrase("saving\(glyphs.more)", .strong) : Phrase("not saved", .error)
    let text = truncate(one.entry.text.firstLine, columns: max(rect.columns / 2, 10))
    let words = [
      Phrase(LogClock(world).time(one.entry.at), .quiet), status, Phrase(one.entry.targets.folded, .quiet),
      Phrase(text, .text), Phrase(one.failure ?? "", .error),
    ]
    canvas.write(words, column: rect.column + EntryShape.margin, row: row, limit: rect.columns - 3, gap: 2)
  }

  /// How many entries lie below what is shown.
  private func drawMore(_ end: Int, on canvas: inout Canvas, in rect: Rect, _ glyphs: Glyphs) {
    guard end < totalLines || window.hasNewer, rect.rows >= 3, !follows else { return }
    let below = items.count { $0.line >= end && isEntry($0.item) }
    guard below > 0 || window.hasNewer else { return }
    let text = " \(glyphs.below) \(below)\(window.hasNewer ? "+" : "") newer "
    let width = columns(of: text)
    canvas.put(text, rect.column + rect.columns - width - 1, rect.row + rect.rows - 1, width, .hint)
  }

  private func drawEmpty(on canvas: inout Canvas, in rect: Rect, _ world: World) {
    let lines = emptyWords(world)
    let start = rect.row + (rect.rows > lines.count + 1 ? 1 : 0)
    var row = start
    for line in lines {
      for text in wrap(line.text, columns: max(rect.columns - 6, 8), limit: 4) where row < rect.row + rect.rows {
        canvas.put(text, rect.column + 3, row, rect.columns - 4, line.role)
        row += 1
      }
    }
  }

  /// What stands in place of entries, and what to do next.
  private func emptyWords(_ world: World) -> [Phrase] {
    func key(_ command: Command) -> String { world.keyMap.keys(of: command).first?.name ?? ":\(command.rawValue)" }
    if let trouble = world.log.trouble {
      return [Phrase("The work log cannot be used:", .error), Phrase(trouble.message)]
    }
    if let failure { return [Phrase("The work log cannot be read:", .error), Phrase(failure.message)] }
    if !world.log.isOpen {
      return world.settings.logPath.isEmpty
        ? [Phrase("There is no work log here.", .strong)] : [Phrase("Opening the work log\u{2026}", .quiet)]
    }
    if !window.isLoaded { return [Phrase("Reading\u{2026}", .quiet)] }
    if thread != nil { return [Phrase("Nothing belongs to this thread yet.", .strong), Phrase("Esc shows all.")] }
    if isHostList {
      return [
        Phrase("Nothing is written about this host yet.", .strong),
        Phrase("\(key(.log)) writes the first entry: what was done, seen or decided."),
      ]
    }
    if filter.isActive { return [Phrase("No entry is like that.", .strong), Phrase("Esc shows all.")] }
    return [
      Phrase("Nothing is written yet.", .strong),
      Phrase("\(key(.log)) writes the first entry about the selected host: what was done, seen or decided."),
      Phrase("opsconsole log add  does it from a shell or a script.", .quiet),
    ]
  }

  func titleWords(_ world: World) -> [TitleWord] {
    var words: [TitleWord] = []
    func add(_ text: String, _ role: Role = .hint) {
      if !words.isEmpty { words.append(TitleWord(text: "   ")) }
      words.append(TitleWord(text: text, role: role))
    }
    let team = world.log.team
    if let thread {
      let name = team.window(thread).map { "\($0.reference) \($0.plan.title)" }
      add("thread \(truncate(name ?? "", columns: 40))", .strong)
    } else if filter.isActive {
      add("/\(filter.text)", .strong)
    }
    let running = team.windows.filter { $0.recorded == .inProgress || $0.recorded == .verifying }
    if let first = running.first, thread == nil, !filter.isActive {
      let name = team.reference(of: first.id) ?? first.reference
      add(running.count == 1 ? "\(name) running" : "\(running.count) running", .maintenance)
    }
    let drafts = world.log.drafts.keys.count { DraftContext($0) != nil && $0 != world.openDraft }
    if drafts > 0 {
      let key = world.keyMap.keys(of: .drafts).first?.name ?? ":drafts"
      add("\(Words.count(drafts, "draft")), \(key) opens", .text)
    }
    let failed = unsaved.count { $0.failure != nil }
    if failed > 0 { add("\(failed) not saved", .error) }
    if world.log.trouble != nil { add("cannot be written", .error) }
    if !follows, detail == nil, thread == nil, !filter.isActive { add("scrolled") }
    return words
  }
}

extension String {
  /// The columns at which words stand in this text, which is harmless already; without regard to case and width.
  func hits(of words: [String]) -> [Range<Int>] {
    let characters = Array(self)
    let folded = characters.map { String($0).foldedForSearch }
    var hits: [Range<Int>] = []
    for word in words {
      let wanted = word.map { String($0) }
      guard !wanted.isEmpty, wanted.count <= folded.count else { continue }
      for start in 0...(folded.count - wanted.count)
      where folded[start..<(start + wanted.count)].elementsEqual(wanted) {
        let left = columns(of: String(characters[..<start]))
        hits.append(left..<(left + columns(of: String(characters[start..<(start + wanted.count)]))))
      }
    }
    return hits
  }
}
