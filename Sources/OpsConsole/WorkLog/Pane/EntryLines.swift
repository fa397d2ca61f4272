import OpsDomain
import OpsScreen

/// How entries are laid out at one width.
struct EntryShape: Hashable, Sendable {
  enum Style: Hashable, Sendable {
    /// In columns, the text at the right.
    case columns
    /// Head first, the text behind it where it fits, else below.
    case flow
    /// One line each.
    case single
  }

  let style: Style
  /// The columns there are.
  let width: Int
  /// The columns of authors' names.
  let author: Int
  /// Where the thread that is shown began; offsets are counted from there.
  var threadStart: Timestamp?

  /// From this width on entries stand in columns.
  static let columnsLeast = 110
  /// Columns before an entry: the mark of the selection and a blank.
  static let margin = 2
  /// How far text below its head is set in.
  static let indent = 8
  /// The most lines of one entry in a list; the rest is told.
  static let textLines = 12

  init(_ rect: Rect, authors: Int, threadStart: Timestamp? = nil) {
    width = rect.columns
    style = rect.columns >= Self.columnsLeast ? .columns : rect.rows < 6 ? .single : .flow
    author = min(max(authors, 4), 12)
    self.threadStart = threadStart
  }

  /// The columns that targets may take.
  var targets: Int { style == .columns ? (width >= 150 ? 24 : 18) : max(min(width / 3, 30), 8) }
}

/// An entry as lines of a list.
struct EntryLines: Sendable {
  /// A piece of a line with its place from the left edge of the pane.
  struct Piece: Hashable, Sendable {
    let column: Int
    let text: String
    let role: Role
    /// Whether it is text of the entry, in which hits of a search are marked.
    var isText = false
  }

  /// The entry that was laid out.
  let record: EntryRecord
  /// Its lines.
  private(set) var lines: [[Piece]] = []

  init(_ record: EntryRecord, _ shape: EntryShape, clock: LogClock, team: TeamState, glyphs: Glyphs) {
    self.record = record
    let words = EntryWords(record, clock: clock, team: team, glyphs: glyphs)
    switch shape.style {
    case .columns: lines = Self.inColumns(words, shape)
    case .flow: lines = Self.flowing(words, shape, glyphs)
    case .single: lines = Array(Self.flowing(words, shape, glyphs, isSingle: true).prefix(1))
    }
  }

  private static func inColumns(_ words: EntryWords, _ shape: EntryShape) -> [[Piece]] {
    var column = EntryShape.margin
    var first: [Piece] = []
    func put(_ text: String, _ role: Role, _ width: Int) {
      if !text.isEmpty { first.append(Piece(column: column, text: truncate(text, columns: width), role: role)) }
      column += width + 2
    }
    put(words.time, words.calm(.text), 5)
    if let start = shape.threadStart { put(words.offset(from: start), words.calm(.hint), 8) }
    put(words.author, words.calm(.strong), shape.author)
    put(words.targets, words.calm(.text), shape.targets)
    put(words.kind, words.kindRole, 11)
    let room = max(shape.width - column - 1 - EntryWords.statusColumns, 8)
    var lines = [first]
    var left = column
    for phrase in words.lead {
      lines[0].append(Piece(column: left, text: truncate(phrase.text, columns: room), role: phrase.role))
      left += min(phrase.width, room) + 2
    }
    // What leads stands before the text as a word of it would; where it takes too much, the text begins below.
    let wrapped = words.textLines(columns: room, shift: left - column)
    for (number, line) in wrapped.enumerated() {
      if number > 0 { lines.append([]) }
      let start = number == 0 ? left : column
      lines[lines.count - 1].append(Piece(column: start, text: line, role: words.textRole, isText: true))
    }
    return lines
  }

  private static func flowing(_ words: EntryWords, _ shape: EntryShape, _ glyphs: Glyphs, isSingle: Bool = false)
    -> [[Piece]]
  {
    var column = EntryShape.margin
    var head: [Piece] = []
    let edge = shape.width - 1
    func put(_ text: String, _ role: Role, atLeast width: Int = 0, limit: Int = .max) {
      guard !text.isEmpty || width > 0, column < edge else { return }
      let shown = truncate(text, columns: min(edge - column, limit))
      head.append(Piece(column: column, text: shown, role: role))
      column += max(columns(of: shown), width) + 2
    }
    put(words.time, words.calm(.text))
    if let start = shape.threadStart { put(words.offset(from: start), words.calm(.hint)) }
    put(words.author, words.calm(.strong), atLeast: shape.width >= 60 ? shape.author : 0, limit: 16)
    put(words.targets, words.calm(.text), limit: shape.targets)
    put(words.kind, words.kindRole)
    for phrase in words.lead { put(phrase.text, phrase.role) }
    let room = edge - column
    if isSingle || (words.isOneLine && columns(of: words.text) + EntryWords.statusColumns <= room) {
      if room > 3 {
        let text = truncate(words.text.firstLine, columns: room)
        head.append(Piece(column: column, text: text, role: words.textRole, isText: true))
      }
      return [head]
    }
    let indent = shape.width >= 40 ? EntryShape.indent : EntryShape.margin + 2
    let below = words.textLines(columns: max(edge - indent, 4))
    return [head] + below.map { [Piece(column: indent, text: $0, role: words.textRole, isText: true)] }
  }
}

/// The words of an entry.
struct EntryWords {
  private let record: EntryRecord
  private let clock: LogClock
  private let team: TeamState
  private let glyphs: Glyphs

  /// The columns at the right that say how saving goes.
  static let statusColumns = 7

  init(_ record: EntryRecord, clock: LogClock, team: TeamState, glyphs: Glyphs) {
    self.record = record
    self.clock = clock
    self.team = team
    self.glyphs = glyphs
  }

  private var entry: Entry { record.entry }
  /// Whether it was taken back or its text removed.
  private var isStruck: Bool { record.retracted != nil || record.redacted != nil }

  var time: String { entry.precision == .day ? "all day" : clock.time(entry.at) }
  var author: String { record.author.onBehalfOf ?? record.author.display }
  var targets: String { entry.targets.folded }
  var kind: String { entry.kind == .note ? "" : entry.kind.rawValue }

  func offset(from start: Timestamp) -> String { LogClock.offset(entry.at, from: start) }

  /// A role, quiet where the entry is struck.
  func calm(_ role: Role) -> Role { isStruck ? .quiet : role }

  var kindRole: Role {
    guard !isStruck else { return .quiet }
    switch entry.kind {
    case .start, .end: return .maintenance
    case .decision, .handoff: return .strong
    default: return .hint
    }
  }

  var textRole: Role { calm(.text) }

  /// What stands before the text: thread, result, exit status, that it answers or was amended.
  var lead: [Phrase] {
    var lead: [Phrase] = []
    if let strike = record.redacted { lead.append(Phrase("text removed: \(strike.reason.firstLine)", .unknown)) }
    if let strike = record.retracted { lead.append(Phrase("taken back: \(strike.reason.firstLine)", .stale)) }
    if let thread = entry.thread, let name = team.window(thread)?.reference,
      entry.kind == .start || entry.kind == .end
    {
      lead.append(Phrase(name, calm(.maintenance)))
    }
    if entry.replyTo != nil { lead.append(Phrase(glyphs.arrow, calm(.hint))) }
    if let result = entry.result { lead.append(Phrase(result.rawValue, calm(result.role))) }
    if let exit = entry.command?.exit { lead.append(Phrase("exit \(exit)", calm(exit == 0 ? .ok : .crit))) }
    if let start = entry.command?.started, let end = entry.command?.ended {
      lead.append(Phrase(formatSpan(end.since(start)), calm(.hint)))
    }
    if !record.revisions.isEmpty { lead.append(Phrase("amended", calm(.hint))) }
    return lead
  }

  /// The text: the title of a report, the command, what is said.
  var text: String {
    if let title = entry.title, entry.kind == .report { return title }
    if let command = entry.command, entry.text.isEmpty { return command.text }
    return entry.text
  }

  /// Whether the text is one line.
  var isOneLine: Bool { !text.contains { $0.isNewline } }

  /// The text wrapped, at most so many lines as a list shows of an entry; the first line is shorter by `shift`.
  func textLines(columns: Int, shift: Int = 0) -> [String] {
    let text = text
    guard !text.isEmpty else { return [] }
    let limit = EntryShape.textLines
    var lines: [String]
    if shift <= 0 {
      lines = wrap(text, columns: columns, limit: limit + 1)
    } else if shift + 8 > columns {
      lines = [""] + wrap(text, columns: columns, limit: limit)
    } else {
      // A word of ours holds the place of what leads.
      let holder = String(repeating: "x", count: max(shift - 2, 1)) + "  "
      lines = wrap(holder + text, columns: columns, limit: limit + 1)
      lines[0] = String(lines[0].dropFirst(holder.count))
    }
    guard lines.count > limit else { return lines }
    return lines.prefix(limit - 1) + ["\(glyphs.more) more, Enter shows all"]
  }
}

extension WorkResult {
  /// How it looks.
  var role: Role {
    switch self {
    case .ok: return .ok
    case .failed: return .crit
    case .aborted: return .warn
    case .unknown: return .unknown
    }
  }
}
