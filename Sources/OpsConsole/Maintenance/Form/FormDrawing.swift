import OpsDomain
import OpsScreen

/// Draws a form as a panel above the last line.
struct FormDrawing {
  private let form: Form
  private let glyphs: Glyphs
  private let symbols: Symbols

  init(_ form: Form, _ symbols: Symbols) {
    self.form = form
    self.symbols = symbols
    glyphs = Glyphs(symbols)
  }

  /// A line of the panel.
  private struct Line {
    var label = ""
    var text: [TitleWord] = []
    /// The field whose text stands here.
    var field: Int?
    var isFocused = false
  }

  /// The columns of labels.
  private static let labelColumns = 11
  /// The most warnings shown.
  private static let warningLimit = 4

  func draw(on canvas: inout Canvas, in room: Rect) {
    guard room.rows > 0, room.columns > 0 else { return }
    let lines = lines(width: room.columns)
    let tail = tail(width: room.columns)
    let wanted = 1 + lines.count + (tail.isEmpty ? 0 : tail.count + 1)
    let rows = min(wanted, room.rows)
    let panel = room.splitBottom(rows).bottom
    canvas.fill(panel)
    var body = panel
    if panel.rows >= 3 {
      let parts = panel.splitTop(1)
      canvas.drawTitle(form.title, titleWords, in: parts.top, isFocused: false, glyphs)
      body = parts.rest
    }
    // The statement says what Enter does: it goes last.
    let shownTail = tail.suffix(body.rows >= 4 ? max(body.rows / 2, 1) : body.rows >= 2 ? 1 : 0)
    let parts = body.splitBottom(shownTail.count)
    draw(window(of: lines, rows: parts.rest.rows), on: &canvas, in: parts.rest)
    for (number, line) in shownTail.enumerated() {
      canvas.put(
        line, parts.bottom.column + 1, parts.bottom.row + number, edge: parts.bottom.column + parts.bottom.columns)
    }
  }

  private var titleWords: [TitleWord] {
    if form.isSaving { return [TitleWord(text: "saving\(glyphs.more)", role: .strong)] }
    return form.fields.count > 2 ? [TitleWord(text: "\(form.focus + 1) of \(form.fields.count)")] : []
  }

  // MARK: fields

  private func lines(width: Int) -> [Line] {
    var lines: [Line] = []
    for (number, field) in form.fields.enumerated() {
      let isFocused = number == form.focus
      lines.append(Line(label: field.label, field: number, isFocused: isFocused))
      let room = width - Self.labelColumns - 4
      for note in notes(of: field, isFocused: isFocused) {
        for text in wrap(note.text, columns: max(room, 10), limit: 2) {
          lines.append(Line(text: [TitleWord(text: text, role: note.role)]))
        }
      }
    }
    return lines
  }

  /// What stands below a field: what is wrong, what was understood, what could follow.
  private func notes(of field: FormField, isFocused: Bool) -> [TitleWord] {
    let review = form.review
    var notes: [TitleWord] = []
    let wasFilled = !field.value.isEmpty || form.showsProblems
    if let problem = review.problems[field.id], wasFilled || (isFocused && form.fields.count == 1) {
      notes.append(TitleWord(text: problem, role: field.value.isEmpty ? .hint : .error))
    } else if let understood = review.notes[field.id], isFocused || !field.value.isEmpty {
      notes += understood.enumerated().map { TitleWord(text: $1, role: $0 == 0 ? .quiet : .warn) }
    }
    if isFocused, !review.candidates.isEmpty {
      let shown = review.candidates.prefix(8).joined(separator: "  ")
      let more = review.candidates.count > 8 ? "  \(glyphs.more)" : ""
      notes.append(TitleWord(text: "Tab: \(shown)\(more)", role: .hint))
    }
    return notes
  }

  /// The lines that have room, with the focused field and its notes among them.
  private func window(of lines: [Line], rows: Int) -> ArraySlice<Line> {
    guard lines.count > rows, rows > 0, let focus = lines.firstIndex(where: \.isFocused) else { return lines[...] }
    let end = lines[(focus + 1)...].firstIndex { $0.field != nil } ?? lines.count
    let first = max(0, min(focus - max(rows / 3, 0), lines.count - rows))
    let start = min(max(first, end - rows), focus)
    return lines[start..<min(start + rows, lines.count)]
  }

  private func draw(_ lines: ArraySlice<Line>, on canvas: inout Canvas, in rect: Rect) {
    let left = rect.column + Self.labelColumns + 3
    let room = rect.columns - Self.labelColumns - 4
    for (offset, line) in lines.prefix(rect.rows).enumerated() {
      let row = rect.row + offset
      guard let number = line.field else {
        canvas.put(line.text, left, row, edge: rect.column + rect.columns)
        continue
      }
      let field = form.fields[number]
      if line.isFocused { canvas.write(glyphs.selection, column: rect.column, row: row, role: .strong) }
      canvas.put(
        line.label, rect.column + 1, row, Self.labelColumns, line.isFocused ? .strong : .hint, align: .right)
      draw(field, isFocused: line.isFocused, on: &canvas, column: left, row: row, columns: room)
    }
  }

  private func draw(_ field: FormField, isFocused: Bool, on canvas: inout Canvas, column: Int, row: Int, columns: Int) {
    guard columns > 0 else { return }
    if case .choice(let words) = field.kind {
      var pen = column
      for word in words {
        let isChosen = word == field.field.text
        let text = isChosen ? "[\(word)]" : " \(word) "
        guard pen - column + text.count <= columns else { break }
        pen += canvas.write(text, column: pen, row: row, role: isChosen ? (isFocused ? .input : .strong) : .hint) + 1
      }
      if isFocused, !field.hint.isEmpty, pen + field.hint.count + 2 < column + columns {
        canvas.write("  \(field.hint)", column: pen, row: row, role: .hint)
      }
      return
    }
    if field.isLong {
      let count = field.value.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).count
      let first = field.value.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
      let more = "  (\(Words.count(count, "line")))"
      canvas.put(first, column, row, max(columns - more.count, 4), .input)
      let taken = min(OpsScreen.columns(of: first), max(columns - more.count, 4))
      canvas.put(more, column + taken, row, columns - taken, .hint)
      return
    }
    let role: Role = form.review.problems[field.id] != nil && !field.value.isEmpty ? .error : .input
    let shown = isFocused ? field.hint : ""
    field.field.draw(
      on: &canvas, column: column, row: row, columns: columns, role: role, hint: shown,
      showsCursor: isFocused && !form.isSaving)
  }

  // MARK: the end

  /// Warnings, then what Enter does.
  private func tail(width: Int) -> [[TitleWord]] {
    var lines: [[TitleWord]] = []
    let review = form.review
    let sign = Standing.warn.sign(symbols)
    for warning in review.warnings.prefix(Self.warningLimit) {
      let text = truncate(warning, columns: max(width - 5, 8))
      lines.append([TitleWord(text: "\(sign) ", role: .warn), TitleWord(text: text, role: .text)])
    }
    if review.warnings.count > Self.warningLimit {
      lines.append([TitleWord(text: "  \(review.warnings.count - Self.warningLimit) more warnings", role: .warn)])
    }
    lines.append(contentsOf: enterLines(width))
    return lines
  }

  private func enterLines(_ width: Int) -> [[TitleWord]] {
    if let failure = form.attempt?.failure {
      return [
        [TitleWord(text: "Enter ", role: .key), TitleWord(text: "tries again; not saved: \(failure)", role: .error)]
      ]
    }
    guard form.review.problems.isEmpty else {
      let missing = form.fields.first { form.review.problems[$0.id] != nil }
      let words = form.current?.id == missing?.id ? "" : "goes to \"\(missing?.label ?? "")\""
      return words.isEmpty ? [] : [[TitleWord(text: "Enter ", role: .key), TitleWord(text: words, role: .hint)]]
    }
    guard !form.review.statement.isEmpty else { return [] }
    let lines = wrap(form.review.statement, columns: max(width - 8, 10), limit: 2)
    return lines.enumerated().map { number, text in
      number == 0
        ? [TitleWord(text: "Enter ", role: .key), TitleWord(text: text, role: .strong)]
        : [TitleWord(text: "      "), TitleWord(text: text, role: .strong)]
    }
  }

  /// Draws the keys of a form into the last line.
  func drawHints(on canvas: inout Canvas, in rect: Rect) {
    var hints = [("Enter", form.review.problems.isEmpty ? "do it" : "next")]
    if form.fields.count > 1 { hints.append(("Tab", "next field")) }
    if form.current?.kind == .long { hints.append(("Ctrl-X Ctrl-E", "editor")) }
    if case .choice = form.current?.kind { hints.append(("Left Right", "choose")) }
    hints.append(("Esc", form.draftContext == nil ? "leave" : "leave, keeps a draft"))
    var pen = rect.column + 1
    for (key, label) in hints {
      guard pen + key.count + label.count + 1 < rect.column + rect.columns else { break }
      pen += canvas.write(key, column: pen, row: rect.row, role: .key) + 1
      pen += canvas.write(label, column: pen, row: rect.row, role: .hint) + 3
    }
  }
}
