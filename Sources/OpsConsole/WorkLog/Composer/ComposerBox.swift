import OpsDomain
import OpsScreen

/// Where the parts of the composer stand: title, what was written before, text, reason, and a line of remarks.
struct ComposerBox {
  private(set) var title: Rect
  private(set) var before: Rect
  private(set) var text: Rect
  private(set) var reason: Rect
  private(set) var note: Rect
  /// The text that an amendment or retraction is about, wrapped.
  let beforeLines: [String]

  /// Columns left and right of the text.
  static let margin = 4
  private static let beforeLimit = 3

  /// The columns that text is wrapped to on a screen of this width.
  static func textColumns(_ columns: Int) -> Int { max(columns - margin, 2) }

  /// The rows that the composer takes of a screen, the hint bar left out.
  static func rows(_ composer: Composer, _ size: Size) -> Int {
    let wished = Wish(composer, size.columns)
    let most = size.rows >= 12 ? max(size.rows / 2, 6) : size.rows - 3
    return max(min(wished.total, most), min(size.rows - 1, 1))
  }

  /// The rows that each part would like.
  private struct Wish {
    let before: [String]
    let text, reason: Int
    var total: Int { 1 + before.count + text + reason + 1 }

    init(_ composer: Composer, _ columns: Int) {
      let width = ComposerBox.textColumns(columns)
      before = composer.record.map { wrap($0.entry.text, columns: width, limit: ComposerBox.beforeLimit) } ?? []
      reason = composer.record == nil ? 0 : 1
      if let preview = composer.preview {
        text = max(preview.lines.count, 1)
      } else {
        text = composer.hasText ? composer.area.rows(columns: width) : 0
      }
    }
  }

  init(_ composer: Composer, in rect: Rect) {
    let wish = Wish(composer, rect.columns)
    var rest = rect
    var rows = [1, wish.before.count, wish.text, wish.reason, 1]
    // Where there is little room: remarks, what was before, and the title go first.
    var spare = rect.rows - rows.reduce(0, +)
    for (part, least) in [(2, min(3, wish.text)), (1, 0), (4, 0), (0, 0), (2, min(1, wish.text))] where spare < 0 {
      let taken = min(-spare, rows[part] - least)
      rows[part] -= max(taken, 0)
      spare += max(taken, 0)
    }
    func take(_ count: Int) -> Rect {
      let (top, below) = rest.splitTop(count)
      rest = below
      return top
    }
    (title, before, text, reason, note) = (take(rows[0]), take(rows[1]), take(rows[2]), take(rows[3]), take(rows[4]))
    beforeLines = wish.before
  }
}

extension ConsoleState {
  /// The columns that the text of the composer is wrapped to.
  var composerTextColumns: Int { ComposerBox.textColumns(size.columns) }

  /// Draws the composer.
  func draw(_ composer: Composer, on canvas: inout Canvas, in rect: Rect) {
    guard rect.rows > 0, rect.columns > 0 else { return }
    canvas.fill(rect)
    let glyphs = Glyphs(settings.symbols)
    let box = ComposerBox(composer, in: rect)
    drawTitle(of: composer, on: &canvas, in: box.title, glyphs)
    for (number, line) in box.beforeLines.enumerated().prefix(box.before.rows) {
      canvas.put(line, 3, box.before.row + number, rect.columns - 4, .quiet)
    }
    if let preview = composer.preview {
      draw(preview, on: &canvas, in: box.text)
    } else if composer.hasText {
      drawText(of: composer, on: &canvas, in: box.text, glyphs)
    }
    if box.reason.rows > 0 {
      let label = "why "
      canvas.put(label, 3, box.reason.row, label.count, composer.part == .reason ? .key : .hint)
      composer.reasonField.draw(
        on: &canvas, column: 3 + label.count, row: box.reason.row, columns: max(rect.columns - 4 - label.count, 0),
        hint: "a sentence that colleagues will read", showsCursor: composer.part == .reason && !composer.isSaving)
    }
    drawNote(of: composer, on: &canvas, in: box.note)
  }

  private func drawText(of composer: Composer, on canvas: inout Canvas, in rect: Rect, _ glyphs: Glyphs) {
    guard rect.rows > 0 else { return }
    canvas.write(glyphs.crumb, column: 1, row: rect.row, role: .key)
    let place = Rect(
      column: min(3, rect.columns - 1), row: rect.row, columns: ComposerBox.textColumns(rect.columns), rows: rect.rows)
    composer.area.draw(
      on: &canvas, in: place, hint: "what was done, seen or decided;  13:05 text sets the time,  !step the kind,  #tag",
      showsCursor: composer.part == .text && !composer.isSaving)
  }

  /// What it is, about what, in which maintenance, when.
  private func drawTitle(of composer: Composer, on canvas: inout Canvas, in rect: Rect, _ glyphs: Glyphs) {
    guard rect.rows > 0 else { return }
    canvas.rule(rect, glyphs)
    var words = [Phrase(" \(titleWord(composer)) ", .title)]
    if composer.part == .targets {
      canvas.write(words, column: 2, row: rect.row, limit: rect.columns - 2, gap: 0)
      let left = min(2 + words[0].width + 1, rect.columns)
      composer.targetField.draw(
        on: &canvas, column: left, row: rect.row, columns: max(rect.columns - left - 2, 0),
        hint: " bm-db[01-24]  @bookmark:db   empty: about nothing in particular", showsCursor: !composer.isSaving)
      return
    }
    let targets = composer.targets.folded
    words.append(
      Phrase(
        targets.isEmpty ? " no host " : " \(truncate(targets, columns: max(rect.columns / 3, 10))) ",
        targets.isEmpty ? .hint : .strong))
    if let thread = composer.thread, let name = threadName(thread) { words.append(Phrase(" \(name) ", .maintenance)) }
    let line = understood(composer)
    let clock = LogClock(world)
    let isSet = line.map { $0.precision != .second } ?? false
    let said = isSet ? nil : composer.source?.line?.at
    let moment = composer.record?.entry.at ?? said ?? line?.at ?? now
    words.append(Phrase(" \(clock.moment(moment)) ", isSet || said != nil ? .strong : .hint))
    words.append(Phrase(" \((line?.kind ?? composer.kind).rawValue) ", line?.kind == nil ? .hint : .strong))
    canvas.write(words, column: 2, row: rect.row, limit: rect.columns - 4, gap: 1, whole: true)
  }

  private func titleWord(_ composer: Composer) -> String {
    let clock = LogClock(world)
    func named(_ record: EntryRecord) -> String { "\(clock.moment(record.entry.at)) \(record.author.display)" }
    if let preview = composer.preview { return Words.count(preview.lines.count, "entry", "entries") }
    switch composer.purpose {
    case .entry(nil): return composer.source.map { "Log from \($0.title)" } ?? "Log"
    case .entry(let record?): return "Answer \(named(record))"
    case .amend(let record): return "Amend \(named(record))"
    case .retract(let record): return "Take back \(named(record))"
    }
  }

  /// What the text would become, when it is a new entry.
  private func understood(_ composer: Composer) -> EntryLine? {
    guard case .entry = composer.purpose, composer.area.byteCount <= Entry.textMax else { return nil }
    return EntryLine(composer.area.text, now: now, zone: composerZone)
  }

  /// What people call a thread: `M-81 move the backup`; nil when it is not known.
  func threadName(_ id: OperationID) -> String? {
    guard let window = log.team.window(id) else { return log.team.reference(of: id) }
    return "\(window.reference) \(truncate(window.plan.title, columns: 30))"
  }

  private func draw(_ preview: Composer.Preview, on canvas: inout Canvas, in rect: Rect) {
    let clock = LogClock(world)
    for (row, line) in preview.lines.dropFirst(preview.top).prefix(rect.rows).enumerated() {
      let words = [
        Phrase(clock.moment(line.at), .strong), Phrase(line.kind?.rawValue ?? "", .hint),
        Phrase(line.warnings.joined(separator: "; "), .warn),
        Phrase(line.text.isBlank ? "nothing is said" : line.text.firstLine, line.text.isBlank ? .error : .input),
      ]
      canvas.write(words, column: 3, row: rect.row + row, limit: rect.columns - 4, gap: 2)
    }
  }

  /// The line of remarks: how saving goes, what is wrong, what completes, what the time was understood as.
  private func drawNote(of composer: Composer, on canvas: inout Canvas, in rect: Rect) {
    guard rect.rows > 0 else { return }
    let note: Phrase
    switch composer.phase {
    case .saving: note = Phrase("saving\(Glyphs(settings.symbols).more)", .strong)
    case .failed(_, let failure): note = Phrase("not saved: \(failure.message)  Enter tries again", .error)
    case .writing:
      if let problem = composer.problem {
        note = Phrase(problem, composer.warned == nil ? .error : .warn)
      } else if !composer.completion.names.isEmpty {
        drawCandidates(composer.completion, on: &canvas, in: rect)
        return
      } else {
        note = quietNote(composer)
      }
    }
    canvas.put(note.text, 3, rect.row, rect.columns - 4, note.role)
  }

  private func quietNote(_ composer: Composer) -> Phrase {
    if composer.preview != nil {
      return Phrase("Enter saves them all, o saves the text as one entry, Esc goes back to it", .hint)
    }
    if composer.area.byteCount > Entry.textMax {
      return Phrase("\(formatBytes(UInt64(composer.area.byteCount))): too much for one entry", .warn)
    }
    let line = composer.area.isEmpty ? nil : understood(composer)
    if let line, !line.warnings.isEmpty { return Phrase(line.warnings.joined(separator: "; "), .warn) }
    if composer.thread == nil, composer.threads.count > 1, let notice = threadChoice(of: composer.targets).notice {
      return Phrase("\(notice); Alt-T chooses", .warn)
    }
    if let line {
      let tags = line.tags.map { "#" + $0 } + line.tickets
      if !tags.isEmpty { return Phrase(tags.joined(separator: "  "), .hint) }
    }
    if composer.wasDraft { return Phrase("the draft of before goes on", .hint) }
    return Phrase("")
  }

  private func drawCandidates(_ completion: Composer.Completion, on canvas: inout Canvas, in rect: Rect) {
    var pen = 3
    let first = max((completion.chosen ?? 0) - 2, 0)
    for (place, name) in completion.names.enumerated().dropFirst(first) {
      guard pen + columns(of: name) + 3 < rect.columns else {
        canvas.put(Glyphs(settings.symbols).more, pen, rect.row, rect.columns - pen, .quiet)
        return
      }
      pen += canvas.write(name, column: pen, row: rect.row, role: place == completion.chosen ? .match : .hint) + 2
    }
  }

  /// The keys of the composer, for the hint bar.
  func composerHints(_ composer: Composer) -> [(key: String, label: String)] {
    if composer.isSaving { return [("Esc", "leave, saving goes on")] }
    if composer.preview != nil {
      return [("Enter", "save all"), ("o", "save as one"), ("Esc", "back to the text"), ("Down", "more")]
    }
    if composer.part == .targets { return [("Enter", "use these"), ("Tab", "complete"), ("Esc", "back")] }
    if composer.part == .reason {
      return composer.hasText
        ? [("Enter", "save"), ("Esc", "back to the text")] : [("Enter", "take back"), ("Esc", "leave")]
    }
    let first = composer.record == nil ? ("Enter", "save") : ("Enter", "why")
    return [
      first, ("Alt-Enter", "new line"), ("Esc", "leave, kept"), ("Tab", "complete"), ("Ctrl-T", "targets"),
      ("Alt-K", "kind"), ("Alt-T", "maintenance"), ("Ctrl-X Ctrl-E", "editor"),
    ]
  }
}
