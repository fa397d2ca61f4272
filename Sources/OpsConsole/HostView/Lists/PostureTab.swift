import OpsDomain
import OpsScreen

/// The posture of a host: each topic with what was found, by what it is known, what to do, and what has changed.
struct PostureTab {
  /// After this long a reading says in its own role that it is old.
  private static let oldAfter = Duration.seconds(2 * 3600)
  /// Evidence and remedy of the selected topic.
  private static let noteRows = 4

  private let state: HostState
  private let context: DrawContext
  private let glyphs: HostGlyphs

  init(_ state: HostState, _ context: DrawContext) {
    self.state = state
    self.context = context
    self.glyphs = HostGlyphs(context.symbols)
  }

  /// The topics, what is bad first, then what is unknown; within that in their usual order.
  static func checks(_ state: HostState?) -> [JudgedCheck] {
    let order: [PostureVerdict] = [.bad, .unknown, .good, .none]
    let checks = state?.posture?.checks ?? []
    return order.flatMap { verdict in checks.filter { $0.verdict == verdict } }
  }

  /// What tells the rows apart.
  static func ids(_ state: HostState?) -> [PostureTopic] { checks(state).map(\.topic) }

  /// The parts of the tab.
  static func frame(_ rect: Rect) -> TableFrame { TableFrame(rect, notes: noteRows) }

  /// The line of a topic for the clipboard.
  static func copyText(_ check: JudgedCheck) -> String {
    harmless(
      "\(check.topic.title): \(check.words)" + (check.check.evidence.isEmpty ? "" : " (\(check.check.evidence))"))
  }

  /// Draws the tab.
  func draw(on canvas: inout Canvas, in rect: Rect, choice: ListChoice<PostureTopic>) {
    let frame = Self.frame(rect)
    let checks = Self.checks(state)
    let ids = checks.map(\.topic)
    canvas.section("Posture", notes: notes, in: frame.section, glyphs: glyphs)
    guard !checks.isEmpty else {
      return HostTable.draw(
        emptyWords, on: &canvas, in: frame.header.rows > 0 ? frame.header : frame.rows, below: frame.rows)
    }
    let table = HostTable(
      [
        .init("CHECK", .left, weight: 9, minimum: 14, ideal: 25),
        .init("STATE", .left, weight: 8, minimum: 18, ideal: 46),
        .init("YESTERDAY", .left, weight: 5, minimum: 12, ideal: 24),
        .init("EVIDENCE", .left, weight: 4, minimum: 20, ideal: 60, stretches: true),
      ], in: rect)
    if frame.header.rows > 0 {
      table.drawHeader(on: &canvas, row: frame.header.row, active: nil, descends: false, glyphs: glyphs)
    }
    let window = choice.window(of: ids, visible: frame.rows.rows)
    let selected = choice.index(in: ids)
    for index in window {
      let row = frame.rows.row + index - window.lowerBound
      draw(checks[index], table, on: &canvas, in: rect, row: row)
      if index == selected { HostTable.select(on: &canvas, in: rect, row: row, glyphs: glyphs) }
    }
    if let selected { drawNotes(checks[selected], on: &canvas, in: frame.notes) }
  }

  private func draw(_ check: JudgedCheck, _ table: HostTable, on canvas: inout Canvas, in rect: Rect, row: Int) {
    let (sign, role) = sign(check.verdict)
    canvas.write(sign, column: rect.column + 1, row: row, limit: max(rect.columns - 1, 0), role: role)
    let isCalm = check.verdict == .good || check.verdict == .none
    table.drawRow(on: &canvas, row: row) { column in
      switch column {
      case 0: return Phrase(check.topic.title, isCalm ? .text : .strong)
      case 1: return Phrase(check.words, isCalm ? .quiet : check.verdict == .unknown ? .unknown : .text)
      case 2: return state.posture?.change(of: check.topic).map { Phrase("* \($0.words)", .strong) }
      case 3: return Phrase(check.check.evidence, .quiet)
      default: return nil
      }
    }
  }

  private func sign(_ verdict: PostureVerdict) -> (String, Role) {
    switch verdict {
    case .good: return (Standing.well.sign(context.symbols), .quiet)
    case .bad: return (glyphs.sign(.warn), .warn)
    case .unknown: return ("?", .unknown)
    case .none: return (glyphs.chrome.dash, .quiet)
    }
  }

  /// Evidence, change and remedy of the selected topic, below the table.
  private func drawNotes(_ check: JudgedCheck, on canvas: inout Canvas, in rect: Rect) {
    var lines: [Phrase] = []
    let width = max(rect.columns - 4, 8)
    if check.verdict == .bad { lines.append(Phrase("\(glyphs.chrome.arrow) \(check.topic.remedy)", .strong)) }
    if let before = state.posture?.change(of: check.topic) {
      lines.append(Phrase("* \(sinceWords): \(before.words) \(glyphs.chrome.arrow) \(check.words)"))
    }
    let evidence = wrap(harmless(check.check.evidence), columns: width, limit: Self.noteRows)
    if !check.check.evidence.isEmpty { lines += evidence.map { Phrase($0, .quiet) } }
    for (index, line) in lines.prefix(rect.rows).enumerated() {
      canvas.put(line.text, rect.column + 3, rect.row + index, width, line.role)
    }
  }

  /// Against what changes are told: `since yesterday`, or since the first reading.
  private var sinceWords: String {
    guard let posture = state.posture else { return "changed" }
    let age = context.now.since(posture.beforeTakenAt)
    return age >= .seconds(86_400) ? "since yesterday" : "since \(Figures.clock(posture.beforeTakenAt, context.zone))"
  }

  private var notes: [Phrase] {
    guard let posture = state.posture else { return [] }
    var notes: [Phrase] = []
    let (bad, unknown) = (posture.topics(.bad).count, posture.topics(.unknown).count)
    if bad > 0 { notes.append(Phrase("\(bad) to mend", .warn)) }
    if unknown > 0 { notes.append(Phrase("\(unknown) unknown", .unknown)) }
    if posture.changeCount > 0 { notes.append(Phrase("* \(posture.changeCount) changed", .strong)) }
    let age = context.now.since(posture.reading.takenAt)
    notes.append(Phrase("read \(formatSpan(age)) ago", age > Self.oldAfter ? .stale : .hint))
    return notes
  }

  private var emptyWords: [Phrase] {
    if let failure = state.sectionFailures[.posture] {
      return [
        Phrase("Posture cannot be read, \(Figures.since(failure.since, context)):", .strong), Phrase(failure.reason),
      ]
    }
    if state.host.sources.allSatisfy({ $0 == .nodeExporter }) {
      return [
        Phrase("Posture is not read through node_exporter.", .strong),
        Phrase("With ssh among its sources it would be.", .quiet),
      ]
    }
    return [Phrase("Reading posture\u{2026}", .quiet), Phrase("It is asked hourly, and takes some seconds.", .quiet)]
  }
}
