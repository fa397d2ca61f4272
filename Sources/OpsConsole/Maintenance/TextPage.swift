import OpsScreen

/// A line of a page: a label at the left where there is one, and words.
struct PageLine: Sendable {
  var label = ""
  var words: [TitleWord] = []
  /// Whether it goes on below a labelled line.
  var isContinued = false

  init(_ words: [TitleWord] = [], label: String = "", isContinued: Bool = false) {
    self.words = words
    self.label = label
    self.isContinued = isContinued
  }

  init(_ text: String, _ role: Role = .text, label: String = "", isContinued: Bool = false) {
    self.init([TitleWord(text: text, role: role)], label: label, isContinued: isContinued)
  }

  /// Its text, for searching and copying.
  var text: String { label + (label.isEmpty ? "" : "  ") + words.map(\.text).joined() }
}

/// A page of lines that is read and scrolled: all of one window or request.
struct TextPage: Sendable {
  private(set) var lines: [PageLine] = []
  private(set) var top = 0

  /// The columns of labels with the blank before them.
  static let labelColumns = 13
  /// The most lines of one text.
  private static let textLimit = 400

  /// Replaces what stands on it.
  mutating func show(_ lines: [PageLine]) { self.lines = lines }

  mutating func toTop() { top = 0 }

  /// Scrolls; false when the command is another.
  mutating func handle(_ command: Command, rows: Int) -> Bool {
    let page = max(rows - 1, 1)
    switch command {
    case .down: scroll(1, rows: rows)
    case .up: scroll(-1, rows: rows)
    case .pageDown: scroll(page, rows: rows)
    case .pageUp: scroll(-page, rows: rows)
    case .halfPageDown: scroll(max(page / 2, 1), rows: rows)
    case .halfPageUp: scroll(-max(page / 2, 1), rows: rows)
    case .top: top = 0
    case .bottom: scroll(lines.count, rows: rows)
    default: return false
    }
    return true
  }

  mutating func scroll(_ count: Int, rows: Int) { top = min(max(top + count, 0), max(lines.count - rows, 0)) }

  /// Goes to the next or previous line that holds the text.
  mutating func find(_ text: String, step: Int, rows: Int) -> Bool {
    let wanted = text.lowercased()
    guard !lines.isEmpty, !wanted.isEmpty else { return false }
    for distance in 1...lines.count {
      let line = ((top + step * distance) % lines.count + lines.count) % lines.count
      guard lines[line].text.lowercased().contains(wanted) else { continue }
      top = line
      scroll(0, rows: rows)
      return true
    }
    return false
  }

  func draw(on canvas: inout Canvas, in rect: Rect, symbols: Symbols) {
    let glyphs = Glyphs(symbols)
    let edge = rect.column + rect.columns
    for (offset, line) in lines.dropFirst(top).prefix(rect.rows).enumerated() {
      let row = rect.row + offset
      if offset == rect.rows - 1, top + rect.rows < lines.count, rect.rows > 2 {
        canvas.put(
          "\(glyphs.more) \(lines.count - top - rect.rows + 1) more lines", rect.column + 3, row, rect.columns - 3,
          .quiet)
        return
      }
      let isIndented = !line.label.isEmpty || line.isContinued
      canvas.put(line.label, rect.column + 1, row, Self.labelColumns - 2, .hint)
      canvas.putWhole(line.words, rect.column + 1 + (isIndented ? Self.labelColumns : 0), row, edge: edge)
    }
  }

  /// A labelled text in as many lines as it takes.
  static func wrapped(_ text: String, label: String, columns: Int, role: Role = .text) -> [PageLine] {
    let lines = wrap(text, columns: max(columns - labelColumns - 2, 10), limit: textLimit)
    return lines.enumerated().map { number, line in
      PageLine(line, role, label: number == 0 ? label : "", isContinued: number > 0)
    }
  }
}
