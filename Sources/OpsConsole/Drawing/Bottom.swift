import OpsDomain
import OpsScreen

extension ConsoleState {
  /// Draws the last line: what is typed, else a message, else hints; above it candidates and menus.
  func drawBottom(on canvas: inout Canvas, _ layout: ScreenLayout) {
    let last = Rect(column: 0, row: size.rows - 1, columns: size.columns, rows: 1)
    if let menu { draw(menu, on: &canvas, layout) }
    if let entry {
      draw(entry, on: &canvas, in: last)
    } else if let message {
      guard layout.bottom != nil || message.isError else { return }
      canvas.fill(last)
      let text = truncate(message.text, columns: max(last.columns - 2, 0))
      canvas.put(text, 1, last.row, last.columns - 1, message.isError ? .error : .strong)
    } else if let form, let bottom = layout.bottom {
      FormDrawing(form, settings.symbols).drawHints(on: &canvas, in: bottom)
    } else if judging.sheet != nil, let bottom = layout.bottom {
      drawHints(sheetHints, on: &canvas, in: bottom)
    } else if let composer, let bottom = layout.bottom {
      drawHints(composerHints(composer), on: &canvas, in: bottom)
    } else if isTypingInChat, let bottom = layout.bottom {
      drawHints(chatHints, on: &canvas, in: bottom)
    } else if let bottom = layout.bottom {
      HintBar(self).draw(on: &canvas, in: bottom)
    }
  }

  /// Draws keys and what they do, as many as fit.
  private func drawHints(_ hints: [(key: String, label: String)], on canvas: inout Canvas, in rect: Rect) {
    var pen = rect.column + 1
    for hint in hints {
      guard pen + columns(of: hint.key) + 1 + columns(of: hint.label) < rect.column + rect.columns else { return }
      pen += canvas.write(hint.key, column: pen, row: rect.row, role: .key) + 1
      pen += canvas.write(hint.label, column: pen, row: rect.row, role: .hint) + 3
    }
  }

  private func draw(_ entry: LineEntry, on canvas: inout Canvas, in rect: Rect) {
    guard rect.row >= 0 else { return }
    canvas.fill(rect)
    let left =
      canvas.write(entry.kind.prompt, column: 1, row: rect.row, limit: max(rect.columns - 1, 0), role: .key) + 1
    var room = rect.columns - left
    if let problem = entry.problem {
      let place = problem.offset.map { "  (at character \($0 + 1))" } ?? ""
      let text = problem.message + place
      let typed = columns(of: entry.field.text) + 2
      // Beside the line where both have room, else above it.
      if typed + columns(of: text) + 2 <= room {
        room -= columns(of: text) + 2
        canvas.put(text, rect.columns - columns(of: text) - 1, rect.row, columns(of: text), .error)
      } else if rect.row > 0 {
        canvas.fill(Rect(column: 0, row: rect.row - 1, columns: rect.columns, rows: 1))
        canvas.put(text, 1, rect.row - 1, rect.columns - 2, .error)
      }
    }
    entry.field.draw(on: &canvas, column: left, row: rect.row, columns: room, hint: entry.kind.hint)
    if let offset = entry.problem?.offset, let wrong = wrongPlace(entry, offset), wrong < room {
      canvas.paint(Rect(column: left + wrong, row: rect.row, columns: 1, rows: 1), role: .error)
    }
    if entry.problem == nil { drawCandidates(entry, on: &canvas, row: rect.row - 1, from: left) }
  }

  private func wrongPlace(_ entry: LineEntry, _ offset: Int) -> Int? {
    let characters = Array(entry.field.text)
    return offset >= 0 && offset < characters.count ? columns(of: String(characters[..<offset])) : nil
  }

  /// Draws what could stand at the end of the line, in one row, scrolled to the chosen one.
  private func drawCandidates(_ entry: LineEntry, on canvas: inout Canvas, row: Int, from left: Int) {
    guard row >= 1, !entry.candidates.isEmpty, !entry.field.isEmpty || entry.chosen != nil else { return }
    canvas.fill(Rect(column: 0, row: row, columns: size.columns, rows: 1))
    var first = 0
    if let chosen = entry.chosen {
      var used = 0
      for place in stride(from: chosen, through: 0, by: -1) {
        used += columns(of: entry.candidates[place]) + 2
        if used > size.columns - left - 4 { break }
        first = place
      }
    }
    var pen = left
    for place in first..<entry.candidates.count {
      let name = entry.candidates[place]
      guard pen + columns(of: name) + 2 < size.columns else {
        canvas.put(Glyphs(settings.symbols).more, pen, row, size.columns - pen, .quiet)
        return
      }
      pen += canvas.write(name, column: pen, row: row, role: place == entry.chosen ? .match : .hint) + 2
    }
  }

  // MARK: menus

  /// Where a menu stands: at the left, above the last line.
  func menuRect(_ menu: Menu, _ layout: ScreenLayout) -> Rect {
    let rows = min(menu.items.count + 1, max(size.rows - 1, 0))
    let widest = menu.items.map { columns(of: $0.text) + 8 }.max() ?? 0
    let width = min(max(columns(of: menu.title) + 8, widest, 24), size.columns)
    return Rect(column: 0, row: max(size.rows - 1 - rows, 0), columns: width, rows: rows)
  }

  private func draw(_ menu: Menu, on canvas: inout Canvas, _ layout: ScreenLayout) {
    let rect = menuRect(menu, layout)
    canvas.fill(rect)
    let glyphs = Glyphs(settings.symbols)
    canvas.rule(rect, glyphs)
    canvas.put(
      " \(truncate(menu.title, columns: max(rect.columns - 6, 0))) ", rect.column + 2, rect.row, rect.columns - 4,
      .title)
    let first = menu.firstShown(rows: rect.rows - 1)
    for (number, item) in menu.items.enumerated().dropFirst(first).prefix(max(rect.rows - 1, 0)) {
      let row = rect.row + 1 + number - first
      canvas.write(glyphs.wall, column: rect.column + rect.columns - 1, row: row, role: .rule)
      canvas.put(String(item.key), rect.column + 3, row, 1, .key)
      canvas.put(item.text, rect.column + 6, row, rect.columns - 7, .text)
      guard number == menu.selected else { continue }
      canvas.write(glyphs.selection, column: rect.column, row: row, role: .strong)
      canvas.cover(Rect(column: rect.column, row: row, columns: rect.columns, rows: 1), with: .selected)
    }
  }
}
