import OpsDomain
import OpsScreen

/// What filesystems can be sorted by.
enum FilesystemKey: TableKey {
  case mount, size, used, free, full, inodes

  var column: Int {
    switch self {
    case .mount: return 0
    case .size: return 1
    case .used: return 3
    case .free: return 4
    case .full: return 5
    case .inodes: return 6
    }
  }
  var descendsFirst: Bool { self == .used || self == .size || self == .inodes }
  var word: String {
    switch self {
    case .mount: return "by mount"
    case .size: return "by size"
    case .used: return "by use"
    case .free: return "by free space"
    case .full: return "by what fills first"
    case .inodes: return "by inodes"
    }
  }
}

/// The filesystems of a host in the order chosen; what hangs comes first when the fullest do.
struct FilesystemList {
  /// The rows.
  let rows: [Filesystem]
  /// How they are sorted.
  let order: TableOrder<FilesystemKey>

  init(_ state: HostState?, order: TableOrder<FilesystemKey>) {
    self.order = order
    let forecast = state?.forecast
    rows = (state?.filesystems?.filesystems ?? []).sorted { Self.precedes($0, $1, order, forecast) }
  }

  /// What tells the rows apart.
  var ids: [String] { rows.map(\.mount) }

  private static func precedes(
    _ left: Filesystem, _ right: Filesystem, _ order: TableOrder<FilesystemKey>, _ forecast: HostForecast?
  ) -> Bool {
    let descends = order.descends
    let answer: Bool?
    switch order.key {
    case .mount: answer = OpsConsole.precedes(left.mount, right.mount, descends: descends)
    case .size: answer = OpsConsole.precedes(size(left), size(right), descends: descends)
    case .free: answer = OpsConsole.precedes(free(left), free(right), descends: descends)
    case .full: answer = OpsConsole.precedes(days(left, forecast), days(right, forecast), descends: descends)
    case .inodes: answer = OpsConsole.precedes(left.inodesUsedShare, right.inodesUsedShare, descends: descends)
    case .used:
      if (left.failure != nil) != (right.failure != nil) { return left.failure != nil }
      answer = OpsConsole.precedes(left.usedShare, right.usedShare, descends: descends)
    }
    return answer ?? (left.mount < right.mount)
  }

  private static func size(_ one: Filesystem) -> UInt64? { one.failure == nil ? one.sizeBytes : nil }
  private static func days(_ one: Filesystem, _ forecast: HostForecast?) -> Double? {
    forecast?[one.mount]?.soonest?.forecast.middle
  }
  private static func free(_ one: Filesystem) -> UInt64? { one.failure == nil ? one.availableBytes : nil }
}

/// The filesystems as a table.
struct FilesystemTab {
  /// After this long a reading says in its own role that it is old.
  private static let oldAfter = Duration.seconds(300)

  private let state: HostState
  private let list: FilesystemList
  private let context: DrawContext
  private let glyphs: HostGlyphs

  init(_ state: HostState, _ list: FilesystemList, _ context: DrawContext) {
    self.state = state
    self.list = list
    self.context = context
    self.glyphs = HostGlyphs(context.symbols)
  }

  /// The table at this place.
  static func table(_ rect: Rect) -> HostTable {
    HostTable(
      [
        .init("MOUNT", .left, weight: 9, minimum: 10, ideal: 28, stretches: true),
        .init("SIZE", .right, weight: 5, minimum: 7), .init("", .left, weight: 4, minimum: 8, ideal: 24),
        .init("USED", .right, weight: 8, minimum: 6),
        .init("FREE", .right, weight: 7, minimum: 7), .init("FULL IN", .right, weight: 8, minimum: 8),
        .init("INODES", .right, weight: 5, minimum: 7),
        .init("TYPE", .left, weight: 6, minimum: 14, ideal: 40),
      ], in: rect)
  }

  /// How many notes stand below the table.
  static func noteCount(_ state: HostState?) -> Int {
    (state?.filesystems?.failures.count ?? 0) + (state?.sectionFailures[.disk] == nil ? 0 : 1)
  }

  /// Draws the table; without a choice as a summary, nothing selected.
  func draw(on canvas: inout Canvas, in rect: Rect, choice: ListChoice<String>?) {
    let frame = TableFrame(rect, notes: choice == nil ? 0 : Self.noteCount(state))
    let ids = list.ids
    let window = choice?.window(of: ids, visible: frame.rows.rows) ?? 0..<min(frame.rows.rows, ids.count)
    canvas.section("Filesystems", notes: sectionNotes(window), in: frame.section, glyphs: glyphs)
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
      draw(list.rows[index], table, on: &canvas, in: rect, row: row)
      if index == selected { HostTable.select(on: &canvas, in: rect, row: row, glyphs: glyphs) }
    }
    drawNotes(on: &canvas, in: frame.notes)
  }

  private func draw(_ one: Filesystem, _ table: HostTable, on canvas: inout Canvas, in rect: Rect, row: Int) {
    let finding = state.findings.first { $0.isAboutSpace && $0.subject == one.mount }
    if let severity = one.failure != nil ? .crit : finding?.severity {
      canvas.write(
        glyphs.sign(severity), column: rect.column + 1, row: row, limit: max(rect.columns - 1, 0), role: severity.role)
    }
    if let failure = one.failure, let rest = table.rest(after: 0, row: row, in: rect) {
      // It has no numbers: the reason stands in their place.
      table.drawRow(on: &canvas, row: row) { $0 == 0 ? Phrase(one.mount, .strong) : nil }
      canvas.write([Phrase("hung: \(failure)", .error)], column: rest.column, row: row, limit: rest.columns, gap: 0)
      return
    }
    table.drawRow(on: &canvas, row: row) { cell(of: one, $0, finding: finding) }
    if let bar = table.rect(of: 2, row: row) {
      canvas.bar(
        one.usedShare, column: bar.column, row: row, columns: bar.columns, symbols: context.symbols,
        role: finding?.rule == .disk ? finding?.severity.role : .barLow)
    }
  }

  private func cell(of one: Filesystem, _ column: Int, finding: Finding?) -> Phrase? {
    switch column {
    case 0: return Phrase(one.mount, finding == nil ? .text : .strong)
    case 1: return Phrase(formatBytes(one.sizeBytes))
    case 3: return Phrase(Figures.percentUsed(one.usedShare), finding?.rule == .disk ? .strong : .text)
    case 4: return Phrase(formatBytes(one.availableBytes))
    case 5: return full(one, finding: finding)
    case 6: return Phrase(Figures.percentUsed(one.inodesUsedShare), finding?.rule == .inodes ? .strong : .quiet)
    case 7: return kind(one)
    default: return nil
    }
  }

  /// When it will be full, or in a word why that cannot be said.
  private func full(_ one: Filesystem, finding: Finding?) -> Phrase? {
    guard let forecast = state.forecast(at: context.now)?[one.mount] else { return nil }
    guard let soonest = forecast.soonest else { return Phrase(forecast.space.words, .quiet) }
    let isSoon = finding != nil || soonest.forecast.middle < HostForecast.planningDays
    return Phrase(soonest.forecast.words, isSoon ? .strong : .quiet)
  }

  /// The type, and what is unusual about it.
  private func kind(_ one: Filesystem) -> Phrase {
    let remote = one.isNetwork ? (one.device.isEmpty ? "network" : "from \(one.device)") : nil
    let words = [one.type ?? absentMark, one.isReadOnly == true ? "read-only" : nil, remote]
    return Phrase(words.compactMap { $0 }.joined(separator: "  "), .quiet)
  }

  private func sectionNotes(_ window: Range<Int>) -> [Phrase] {
    guard let reading = state.filesystems else { return [] }
    var notes: [Phrase] = []
    if window.count < list.rows.count {
      notes.append(Phrase("\(window.lowerBound + 1)–\(window.upperBound) of \(list.rows.count)", .hint))
    }
    let arrow = list.order.descends ? glyphs.chrome.descending : glyphs.chrome.ascending
    notes.append(Phrase("\(list.order.key.word) \(arrow)", .hint))
    let age = context.now.since(reading.takenAt)
    notes.append(Phrase("read \(formatSpan(age)) ago", age > Self.oldAfter ? .stale : .hint))
    return notes
  }

  private func drawNotes(on canvas: inout Canvas, in rect: Rect) {
    var notes = state.filesystems?.failures ?? []
    if let failure = state.sectionFailures[.disk] {
      notes.insert("not read \(Figures.since(failure.since, context)): \(failure.reason)", at: 0)
    }
    for (index, note) in notes.prefix(rect.rows).enumerated() {
      canvas.write(
        [Phrase("?", .unknown), Phrase(note, .unknown)], column: rect.column + 1, row: rect.row + index,
        limit: rect.columns - 2, gap: 1)
    }
  }

  private var emptyWords: [Phrase] {
    if let failure = state.sectionFailures[.disk] {
      return [
        Phrase("Filesystems cannot be read, \(Figures.since(failure.since, context)):", .strong),
        Phrase(failure.reason), Phrase(":\(Command.recheck.rawValue) asks now.", .quiet),
      ]
    }
    if state.filesystems != nil { return [Phrase("No filesystem is mounted that counts.", .quiet)] }
    return [Phrase("Reading filesystems\u{2026}", .quiet)]
  }
}
