import OpsDomain
import OpsScreen

/// The lines of the tab that says what holds a host back.
struct LimitLines {
  /// A piece of a line.
  struct Cell {
    let column: Int
    let phrase: Phrase
    /// The room it has; nil for the rest of the line.
    var columns: Int?
  }

  /// A line; with a title it is the heading of a section, and its cells are the notes.
  struct Line {
    var title: String?
    var cells: [Cell] = []
  }

  /// The lines, in order.
  private(set) var all: [Line] = []

  private let state: HostState
  private let context: DrawContext
  private let columns: Int
  private let glyphs: HostGlyphs

  /// The columns of one number of the walk: name, value, limit.
  private static let readingColumns = 38
  private static let nameColumns = 17
  private static let valueColumns = 10
  /// Where the numbers of a question begin.
  private static let indent = 5
  private static let deviceLimit = 4
  private static let processLimit = 5

  init(_ state: HostState, _ context: DrawContext, columns: Int) {
    self.state = state
    self.context = context
    self.columns = columns
    glyphs = HostGlyphs(context.symbols)
    guard let walk = state.bottleneckWalk else {
      add(Phrase(state.isReadNow ? "not known yet" : "what was read is old", .unknown))
      return
    }
    addConclusion(walk)
    addWhatIsBehind(walk)
    addWalk(walk)
  }

  // MARK: conclusion

  private mutating func addConclusion(_ walk: Bottleneck) {
    let standing = state.bottleneck
    var cells: [Phrase] = []
    if let standing {
      cells.append(Phrase(standing.letter.sign(context.symbols), .strong))
      cells.append(Phrase(standing.letter.word, .strong))
      cells.append(Phrase(Figures.since(standing.since, context), .quiet))
      if let earlier = standing.earlier { cells.append(Phrase("before: \(earlier.word)", .quiet)) }
    }
    if let letter = walk.letter, letter != standing?.letter {
      cells.append(Phrase("the last reading says \(letter.word), and must hold", .unknown))
    }
    add(cells)
    for text in wrap(walk.conclusion, columns: max(columns - 4, 8), limit: 3) { add(Phrase(text), at: 3) }
    if let advice = walk.advice {
      for text in wrap(advice, columns: max(columns - 4, 8), limit: 2) { add(Phrase(text, .quiet), at: 3) }
    }
  }

  // MARK: what is behind it

  private mutating func addWhatIsBehind(_ walk: Bottleneck) {
    let devices = walk.letter == .disk ? (state.vitals?.disks ?? []).filter { $0.busy >= 0.01 } : []
    if !devices.isEmpty {
      addTitle("Devices", note: "busiest first")
      for device in devices.prefix(Self.deviceLimit) { add(device) }
    }
    let (processes, note) = suspects(walk)
    guard !processes.isEmpty else { return }
    addTitle("Processes", note: note)
    for process in processes { add(process) }
  }

  private mutating func add(_ device: DiskActivity) {
    let wait = device.awaitMilliseconds.map { "\(Figures.short($0)) ms" } ?? absentMark
    let texts = [
      "\(Figures.percent(device.busy)) busy", "queue \(Figures.short(device.queue))", "await \(wait)",
      "reads \(Figures.rate(device.readBytesPerSecond))", "writes \(Figures.rate(device.writtenBytesPerSecond))",
    ]
    var cells = [Cell(column: 3, phrase: Phrase(device.name, .strong), columns: 10)]
    for (index, text) in texts.enumerated() { cells.append(Cell(column: 14 + index * 16, phrase: Phrase(text))) }
    all.append(Line(cells: cells.filter { $0.column + $0.phrase.width < columns }))
  }

  /// The processes that are likely behind it: for I/O those that are blocked, for memory the largest, else the busiest.
  private func suspects(_ walk: Bottleneck) -> (processes: [ProcessEntry], note: String) {
    let all = state.processes?.processes ?? []
    func top(_ key: ProcessKey) -> [ProcessEntry] {
      ProcessList(state, order: TableOrder(key), isTree: false, limit: Self.processLimit).rows.map(\.process)
    }
    switch walk.letter {
    case .disk:
      let blocked = all.filter { $0.state == "D" }.prefix(Self.processLimit)
      return blocked.isEmpty ? (top(.cpu), "none is blocked now; by CPU") : (Array(blocked), "blocked now")
    case .memory: return (top(.memory), "by memory")
    case .cpu, .network, .unclear: return (top(.cpu), "by CPU")
    case .idle, nil: return ([], "")
    }
  }

  private mutating func add(_ process: ProcessEntry) {
    let share = process.cpuShare.map { "\(Figures.short($0 * 100)) %" } ?? absentMark
    all.append(
      Line(cells: [
        Cell(column: 3, phrase: Phrase("\(process.pid)"), columns: 8),
        Cell(column: 12, phrase: Phrase(process.user, .quiet), columns: 10),
        Cell(column: 23, phrase: Phrase(process.state), columns: 2),
        Cell(column: 26, phrase: Phrase(share), columns: 8),
        Cell(column: 35, phrase: Phrase(Figures.bytes(process.residentBytes)), columns: 9),
        Cell(column: 45, phrase: Phrase(truncate(harmless(process.command), columns: max(columns - 47, 1)))),
      ]))
  }

  // MARK: the walk

  private mutating func addWalk(_ walk: Bottleneck) {
    addTitle("How it was found", note: "the first yes decides")
    for (number, step) in walk.steps.enumerated() {
      let isLast = number == walk.steps.count - 1
      let answer = Phrase(step.answer.rawValue, step.answer == .unknown ? .unknown : isLast ? .strong : .text)
      var cells = [
        Cell(column: 1, phrase: Phrase("\(number + 1)", .quiet)),
        Cell(column: 3, phrase: Phrase(step.question.sentence, .strong)), Cell(column: 27, phrase: answer),
      ]
      if let note = step.note {
        cells.append(Cell(column: 36, phrase: Phrase(truncate(note, columns: max(columns - 38, 1)), .quiet)))
      }
      all.append(Line(cells: cells))
      add(step.readings)
    }
  }

  /// Numbers beside each other, as many as fit.
  private mutating func add(_ readings: [Bottleneck.Reading]) {
    let across = max((columns - Self.indent) / Self.readingColumns, 1)
    var rest = readings[...]
    while !rest.isEmpty {
      var cells: [Cell] = []
      for (place, reading) in rest.prefix(across).enumerated() {
        let left = Self.indent + place * Self.readingColumns
        let isBeyond = reading.isBeyond == true
        let value = reading.valueText
        let right = left + Self.nameColumns + Self.valueColumns - width(value)
        cells.append(Cell(column: left, phrase: Phrase(reading.name, .hint), columns: Self.nameColumns))
        cells.append(Cell(column: right, phrase: Phrase(value, isBeyond ? .strong : .text)))
        guard let limit = reading.limitText else { continue }
        let sign = context.symbols == .ascii ? (isBeyond ? ">=" : "<") : (isBeyond ? "≥" : "<")
        let text = reading.value == nil ? limit : "\(sign) \(limit)"
        cells.append(Cell(column: left + Self.nameColumns + Self.valueColumns + 1, phrase: Phrase(text, .quiet)))
      }
      all.append(Line(cells: cells))
      rest = rest.dropFirst(across)
    }
  }

  // MARK: pieces

  private mutating func addTitle(_ title: String, note: String) {
    all.append(Line())
    all.append(Line(title: title, cells: [Cell(column: 0, phrase: Phrase(note, .hint))]))
  }

  private mutating func add(_ phrase: Phrase, at column: Int = 1) {
    all.append(Line(cells: [Cell(column: column, phrase: phrase)]))
  }

  private mutating func add(_ phrases: [Phrase]) {
    var left = 1
    var cells: [Cell] = []
    for phrase in phrases where left + phrase.width < columns {
      cells.append(Cell(column: left, phrase: phrase))
      left += phrase.width + 2
    }
    all.append(Line(cells: cells))
  }

  private func width(_ text: String) -> Int { OpsScreen.columns(of: text) }
}
