import OpsDomain
import OpsScreen

/// An answer shown over the panes: lines, each of which may lead to what it is about.
struct Sheet: Sendable {
  /// What was asked.
  enum Matter: Hashable, Sendable {
    case verdict(VerdictSubject, VerdictAction)
    case whatIf([HostID])
    case next([RoleID], VerdictAction)
  }

  /// Where a line leads.
  enum Lead: Hashable, Sendable {
    case source(VerdictSource)
    case mark([HostID])
  }

  /// A line, or the rest of the line before it.
  struct Line: Sendable {
    var sign = TitleWord(text: " ")
    var words: [TitleWord]
    /// What stands at its right end where there is room.
    var note = ""
    var lead: Lead?
    /// Whether it goes on what stands above, and is not selected.
    var isContinued = false
  }

  let matter: Matter
  /// The answer in its title.
  var title: [TitleWord] = []
  var lines: [Line] = []
  private(set) var selected = 0
  private(set) var top = 0

  init(_ matter: Matter) { self.matter = matter }

  /// The widest that it is drawn.
  static let columnsMax = 130
  /// The columns before the words of a line.
  static let indent = 4

  /// The place of a sheet: at the left, above the last line, as large as its lines.
  func rect(in middle: Rect) -> Rect {
    let rows = min(lines.count + 1, middle.rows)
    let columns = min(middle.columns, Self.columnsMax)
    return Rect(column: middle.column, row: middle.row + middle.rows - rows, columns: columns, rows: rows)
  }

  /// Where the selected line leads; nil when it leads nowhere.
  var lead: Lead? { lines.indices.contains(selected) ? lines[selected].lead : nil }

  /// Takes new lines; what was selected stays selected as far as it is still there.
  mutating func take(_ other: Sheet) {
    let before = lead
    (title, lines) = (other.title, other.lines)
    if let before, let same = lines.firstIndex(where: { $0.lead == before }) { selected = same }
    selected = min(selected, max(lines.count - 1, 0))
    skipContinued(-1)
  }

  /// Moves the selection; false when the command does not move.
  mutating func move(_ command: Command, rows: Int) -> Bool {
    let page = max(rows - 2, 1)
    switch command {
    case .down: step(1)
    case .up: step(-1)
    case .pageDown, .halfPageDown: jump(page)
    case .pageUp, .halfPageUp: jump(0 - page)
    case .top: jump(0 - lines.count)
    case .bottom: jump(lines.count)
    default: return false
    }
    reveal(rows: rows)
    return true
  }

  /// Selects a line.
  mutating func select(_ line: Int, rows: Int) {
    guard lines.indices.contains(line) else { return }
    selected = line
    skipContinued(-1)
    reveal(rows: rows)
  }

  /// Scrolls as far as needed to show the selected line, with what goes on below it.
  mutating func reveal(rows: Int) {
    let room = max(rows - 1, 1)
    var last = selected
    while last + 1 < lines.count, lines[last + 1].isContinued { last += 1 }
    top = min(max(top, min(last, selected + room - 1) - room + 1), selected)
    top = min(max(top, 0), max(lines.count - room, 0))
  }

  private mutating func step(_ by: Int) {
    var place = selected + by
    while lines.indices.contains(place), lines[place].isContinued { place += by }
    if lines.indices.contains(place) { selected = place }
  }

  private mutating func jump(_ by: Int) {
    selected = min(max(selected + by, 0), max(lines.count - 1, 0))
    skipContinued(-1)
  }

  private mutating func skipContinued(_ by: Int) {
    while lines.indices.contains(selected), lines[selected].isContinued, selected > 0 { selected += by }
  }

  /// All of it as text, for copying.
  var text: String {
    let head = title.map(\.text).joined()
    return ([head] + lines.map { String(repeating: " ", count: 2) + $0.words.map(\.text).joined() })
      .joined(separator: "\n") + "\n"
  }
}

extension Sheet {
  /// A sentence as lines of a width, the first with its sign.
  static func wrapped(
    _ sentence: String, sign: TitleWord, role: Role = .text, note: String = "", lead: Lead? = nil, columns: Int
  ) -> [Line] {
    let room = max(columns - indent - (note.isEmpty ? 1 : note.utf8.count + 3), 20)
    return wrap(sentence, columns: room, limit: wrapLimit).enumerated().map { number, text in
      Line(
        sign: number == 0 ? sign : TitleWord(text: " "), words: [TitleWord(text: text, role: role)],
        note: number == 0 ? note : "", lead: number == 0 ? lead : nil, isContinued: number > 0)
    }
  }

  /// The most lines of one sentence.
  private static let wrapLimit = 6
}
