import OpsDomain
import OpsScreen

/// The processes as a table.
struct ProcessTab {
  /// After this long a reading says in its own role that it is old: it is read every few seconds while looked at.
  private static let oldAfter = Duration.seconds(30)

  private let state: HostState
  private let list: ProcessList
  private let context: DrawContext
  private let glyphs: HostGlyphs

  init(_ state: HostState, _ list: ProcessList, _ context: DrawContext) {
    self.state = state
    self.list = list
    self.context = context
    self.glyphs = HostGlyphs(context.symbols)
  }

  /// The table at this place.
  static func table(_ rect: Rect) -> HostTable {
    HostTable(
      [
        .init("PID", .right, weight: 8, minimum: 7), .init("USER", .left, weight: 5, minimum: 8, ideal: 12),
        .init("S", .left, weight: 4, minimum: 1), .init("CPU %", .right, weight: 9, minimum: 6),
        .init("MEM", .right, weight: 7, minimum: 7), .init("THR", .right, weight: 2, minimum: 4),
        .init("TIME", .right, weight: 3, minimum: 8),
        .init("COMMAND", .left, weight: 10, minimum: rect.columns < 60 ? 12 : 22, stretches: true),
      ], in: rect)
  }

  /// How many notes stand below the table.
  static func noteCount(_ state: HostState?) -> Int {
    state?.processes != nil && state?.sectionFailures[.processes] != nil ? 1 : 0
  }

  /// Draws the table; without a choice as a summary, nothing selected.
  func draw(on canvas: inout Canvas, in rect: Rect, choice: ListChoice<Int>?) {
    let frame = TableFrame(rect, notes: choice == nil ? 0 : Self.noteCount(state))
    let ids = choice == nil ? [] : list.ids
    let window = choice?.window(of: ids, visible: frame.rows.rows) ?? 0..<min(frame.rows.rows, list.rows.count)
    let notes = sectionNotes(window, isSummary: choice == nil)
    canvas.section(choice == nil ? "Top processes" : "Processes", notes: notes, in: frame.section, glyphs: glyphs)
    guard !list.rows.isEmpty else {
      HostTable.draw(emptyWords, on: &canvas, in: frame.header.rows > 0 ? frame.header : frame.rows, below: frame.rows)
      return
    }
    let table = Self.table(rect)
    if frame.header.rows > 0 {
      table.drawHeader(
        on: &canvas, row: frame.header.row, active: list.order.key.column, descends: list.order.descends, glyphs: glyphs
      )
    }
    let selected = choice?.index(in: ids)
    for index in window {
      let row = frame.rows.row + index - window.lowerBound
      draw(list.rows[index], table, on: &canvas, row: row)
      if index == selected { HostTable.select(on: &canvas, in: rect, row: row, glyphs: glyphs) }
    }
    if let failure = state.sectionFailures[.processes], frame.notes.rows > 0 {
      let words = "not read \(Figures.since(failure.since, context)): \(failure.reason)"
      canvas.write(
        [Phrase("?", .unknown), Phrase(words, .unknown)], column: rect.column + 1, row: frame.notes.row,
        limit: rect.columns - 2, gap: 1)
    }
  }

  private func draw(_ entry: ProcessList.Row, _ table: HostTable, on canvas: inout Canvas, row: Int) {
    table.drawRow(on: &canvas, row: row) { $0 == 7 ? nil : cell(of: entry.process, $0) }
    guard let place = table.rect(of: 7, row: row) else { return }
    // The tree may take half of the column, so that the deepest command is still told.
    let branches = truncate(self.branches(entry.lineage), columns: place.columns / 2)
    let taken = canvas.write(branches, column: place.column, row: row, role: .rule)
    let process = entry.process
    canvas.field(
      process.command.isEmpty ? process.name : process.command, column: place.column + taken, row: row,
      columns: place.columns - taken, role: isKernelThread(process) ? .quiet : .text)
  }

  private func cell(of process: ProcessEntry, _ column: Int) -> Phrase? {
    switch column {
    case 0: return Phrase("\(process.pid)", .quiet)
    case 1: return Phrase(process.user)
    case 2: return Phrase(process.state, process.state == "D" || process.state == "Z" ? .warn : .quiet)
    case 3: return Phrase(cpu(process.cpuShare), (process.cpuShare ?? 0) >= 0.5 ? .strong : .text)
    case 4: return Phrase(process.residentBytes.map { $0 == 0 ? "0" : formatBytes($0) } ?? absentMark)
    case 5: return Phrase(process.threads.map { "\($0)" } ?? absentMark, .quiet)
    case 6: return Phrase(Figures.cpuTime(process.cpuSeconds), .quiet)
    default: return nil
    }
  }

  /// Per cent of one core: `0.3`, `41.2`, `612`.
  private func cpu(_ share: Double?) -> String {
    guard let share else { return absentMark }
    return formatDecimal(min(max(share, 0), 9_999) * 100, places: share < 0.9995 ? 1 : 0)
  }

  private func isKernelThread(_ process: ProcessEntry) -> Bool {
    process.command.hasPrefix("[") && process.residentBytes ?? 0 == 0
  }

  private func branches(_ lineage: [Bool]) -> String {
    guard let last = lineage.last else { return "" }
    let above = lineage.dropLast().map { $0 ? glyphs.trunk : "   " }.joined()
    return above + (last ? glyphs.branch : glyphs.lastBranch)
  }

  private func sectionNotes(_ window: Range<Int>, isSummary: Bool) -> [Phrase] {
    guard let reading = state.processes else { return [] }
    var notes: [Phrase] = []
    if let total = reading.totalCount, total > reading.processes.count {
      notes.append(Phrase("cut to \(reading.processes.count) of \(total)", .warn))
    }
    if !isSummary, window.count < list.rows.count {
      notes.append(Phrase("\(window.lowerBound + 1)–\(window.upperBound) of \(list.rows.count)", .hint))
    }
    let arrow = list.order.descends ? glyphs.chrome.descending : glyphs.chrome.ascending
    notes.append(Phrase("\(list.isTree ? "tree " : "")\(list.order.key.word) \(arrow)", .hint))
    let age = context.now.since(reading.takenAt)
    notes.append(Phrase("read \(formatSpan(age)) ago", age > Self.oldAfter ? .stale : .hint))
    return notes
  }

  private var emptyWords: [Phrase] {
    if let failure = state.sectionFailures[.processes] {
      return [
        Phrase("Processes cannot be read, \(Figures.since(failure.since, context)):", .strong), Phrase(failure.reason),
        Phrase("A host with ssh among its sources tells its processes.", .quiet),
      ]
    }
    if state.processes != nil { return [Phrase("No process was told.", .quiet)] }
    if let failure = state.failure {
      return [Phrase("Processes cannot be read: \(failure.failure.kind.words).", .strong)]
    }
    return [Phrase("Reading processes\u{2026}", .quiet)]
  }
}
