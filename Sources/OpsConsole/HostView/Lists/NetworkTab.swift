import OpsDomain
import OpsScreen

/// What interfaces can be sorted by.
enum InterfaceKey: TableKey {
  case host, name, received, sent, errors

  var column: Int {
    switch self {
    case .host: return -1
    case .name: return 0
    case .received: return 1
    case .sent: return 2
    case .errors: return 5
    }
  }
  var descendsFirst: Bool { self == .received || self == .sent || self == .errors }
  var word: String {
    switch self {
    case .host: return "as the host lists them"
    case .name: return "by name"
    case .received: return "by bytes in"
    case .sent: return "by bytes out"
    case .errors: return "by errors"
    }
  }
}

/// The interfaces of a host in the order chosen.
struct InterfaceList {
  /// A row: what was counted, what it means, and its addresses.
  struct Row {
    let counters: InterfaceCounters
    let activity: InterfaceActivity?
    let addresses: String
  }

  /// The rows.
  let rows: [Row]
  /// How they are sorted.
  let order: TableOrder<InterfaceKey>

  init(_ state: HostState?, order: TableOrder<InterfaceKey>) {
    self.order = order
    let activity = Dictionary(
      (state?.vitals?.interfaces ?? []).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let addresses = Self.addresses(state?.facts)
    let rows = (state?.sample?.interfaces ?? []).map {
      Row(counters: $0, activity: activity[$0.name], addresses: addresses[$0.name] ?? "")
    }
    let keyed = rows.enumerated().sorted { Self.precedes($0, $1, order) }
    self.rows = keyed.map(\.element)
  }

  /// What tells the rows apart.
  var ids: [String] { rows.map(\.counters.name) }

  private typealias Keyed = EnumeratedSequence<[Row]>.Element

  private static func precedes(_ left: Keyed, _ right: Keyed, _ order: TableOrder<InterfaceKey>) -> Bool {
    let descends = order.descends
    let (one, other) = (left.element.activity, right.element.activity)
    let answer: Bool?
    switch order.key {
    case .host: answer = nil
    case .name:
      answer = OpsConsole.precedes(left.element.counters.name, right.element.counters.name, descends: descends)
    case .received:
      answer = OpsConsole.precedes(one?.receivedBytesPerSecond, other?.receivedBytesPerSecond, descends: descends)
    case .sent: answer = OpsConsole.precedes(one?.sentBytesPerSecond, other?.sentBytesPerSecond, descends: descends)
    case .errors: answer = OpsConsole.precedes(one?.errorsPerSecond, other?.errorsPerSecond, descends: descends)
    }
    return answer ?? (order.key == .host && order.isInverted ? left.offset > right.offset : left.offset < right.offset)
  }

  /// Addresses by interface: `eth0 10.0.0.7/24` names it first.
  private static func addresses(_ facts: FactsReading?) -> [String: String] {
    var found: [String: String] = [:]
    for line in facts?.addresses ?? [] {
      guard let space = line.firstIndex(of: " ") else { continue }
      let (name, address) = (String(line[..<space]), line[line.index(after: space)...])
      found[name] = found[name].map { "\($0) \(address)" } ?? String(address)
    }
    return found
  }
}

/// The network: the hour's traffic, the interfaces, and what listens.
struct NetworkTab {
  private let state: HostState
  private let list: InterfaceList
  private let context: DrawContext
  private let glyphs: HostGlyphs

  init(_ state: HostState, _ list: InterfaceList, _ context: DrawContext) {
    self.state = state
    self.list = list
    self.context = context
    self.glyphs = HostGlyphs(context.symbols)
  }

  /// The table at this place.
  static func table(_ rect: Rect) -> HostTable {
    HostTable(
      [
        .init("INTERFACE", .left, weight: 9, minimum: 9, ideal: 15), .init("IN", .right, weight: 8, minimum: 10),
        .init("OUT", .right, weight: 8, minimum: 10), .init("PKT/S IN", .right, weight: 4, minimum: 8),
        .init("PKT/S OUT", .right, weight: 4, minimum: 9), .init("ERR/S", .right, weight: 7, minimum: 6),
        .init("IN TOTAL", .right, weight: 2, minimum: 8), .init("OUT TOTAL", .right, weight: 2, minimum: 9),
        .init("ADDRESSES", .left, weight: 5, minimum: 12, ideal: 30, stretches: true),
      ], in: rect)
  }

  /// The parts of the tab.
  struct Parts {
    /// The graph with its axis, and the row of its times; nil when there is no room.
    let graph: (place: Rect, times: Int)?
    /// The table.
    let frame: TableFrame
    /// Addresses and ports.
    let facts: Rect

    init(_ rect: Rect, interfaces: Int) {
      let factRows = rect.rows >= 12 ? min(rect.rows / 4, 5) : rect.rows >= 8 ? 2 : 0
      let (upper, facts) = rect.splitBottom(factRows)
      self.facts = facts
      let tableRows = min(max(interfaces, 3), max(upper.rows / 2, 3)) + 2
      let graphRows = min(upper.rows - tableRows - 1, 12)
      guard graphRows >= 5 else {
        graph = nil
        frame = TableFrame(upper)
        return
      }
      graph = (upper.splitTop(graphRows - 1).top, upper.row + graphRows - 1)
      frame = TableFrame(upper.splitTop(graphRows + 1).rest)
    }
  }

  /// Draws it.
  func draw(on canvas: inout Canvas, in rect: Rect, choice: ListChoice<String>) {
    let parts = Parts(rect, interfaces: list.rows.count)
    if let (place, times) = parts.graph {
      let drawing = PanelDrawing(state, context)
      drawing.draw(HostPanels(state).network, on: &canvas, in: place)
      drawing.drawTimes(on: &canvas, below: place, row: times)
    }
    drawTable(on: &canvas, in: rect, parts.frame, choice)
    drawFacts(on: &canvas, in: parts.facts)
  }

  private func drawTable(on canvas: inout Canvas, in rect: Rect, _ frame: TableFrame, _ choice: ListChoice<String>) {
    let ids = list.ids
    let window = choice.window(of: ids, visible: frame.rows.rows)
    var notes = [Phrase(list.order.key.word, .hint)]
    if window.count < ids.count {
      notes.insert(Phrase("\(window.lowerBound + 1)–\(window.upperBound) of \(ids.count)", .hint), at: 0)
    }
    canvas.section("Interfaces", notes: ids.count > 1 ? notes : [], in: frame.section, glyphs: glyphs)
    guard !ids.isEmpty else {
      let words =
        state.sample?.interfaces == nil ? "This source does not tell interfaces." : "No interface but loopback."
      HostTable.draw([Phrase(words, .quiet)], on: &canvas, in: frame.header, below: frame.rows)
      return
    }
    let table = Self.table(rect)
    if frame.header.rows > 0 {
      table.drawHeader(
        on: &canvas, row: frame.header.row, active: list.order.key.column, descends: list.order.descends, glyphs: glyphs
      )
    }
    let selected = choice.index(in: ids)
    for index in window {
      let row = frame.rows.row + index - window.lowerBound
      table.drawRow(on: &canvas, row: row) { cell(of: list.rows[index], $0) }
      if index == selected { HostTable.select(on: &canvas, in: rect, row: row, glyphs: glyphs) }
    }
  }

  private func cell(of row: InterfaceList.Row, _ column: Int) -> Phrase? {
    let activity = row.activity
    switch column {
    case 0: return Phrase(row.counters.name)
    case 1: return Phrase(Figures.rate(activity?.receivedBytesPerSecond))
    case 2: return Phrase(Figures.rate(activity?.sentBytesPerSecond))
    case 3: return Phrase(Figures.frequency(activity?.receivedPacketsPerSecond), .quiet)
    case 4: return Phrase(Figures.frequency(activity?.sentPacketsPerSecond), .quiet)
    case 5:
      let errors = activity?.errorsPerSecond
      return Phrase(Figures.frequency(errors), (errors ?? 0) > 0 ? .warn : .quiet)
    case 6: return Phrase(formatBytes(row.counters.receivedBytes), .quiet)
    case 7: return Phrase(formatBytes(row.counters.sentBytes), .quiet)
    case 8: return Phrase(row.addresses, .quiet)
    default: return nil
    }
  }

  private func drawFacts(on canvas: inout Canvas, in rect: Rect) {
    guard rect.rows > 0 else { return }
    let ports = portWords
    let indent = 15
    canvas.section("Listening", notes: factNotes, in: rect, glyphs: glyphs)
    let lines = wrap(ports.text, columns: max(rect.columns - indent - 2, 8), limit: max(rect.rows - 1, 1))
    for (index, line) in lines.enumerated() where index + 1 < rect.rows {
      if index == 0 {
        canvas.write("TCP ports", column: rect.column + 3, row: rect.row + 1, limit: rect.columns, role: .hint)
      }
      canvas.write(
        line, column: rect.column + indent, row: rect.row + 1 + index, limit: rect.columns - indent, role: ports.role)
    }
  }

  private var portWords: Phrase {
    guard let facts = state.facts else {
      return state.sectionFailures[.facts].map { Phrase(harmless($0.reason), .unknown) }
        ?? Phrase("not read yet", .quiet)
    }
    guard let ports = facts.listeningPorts else { return Phrase("not told by \(facts.source.rawValue)", .unknown) }
    return ports.isEmpty ? Phrase("none", .quiet) : Phrase(ports.map { "\($0)" }.joined(separator: "  "))
  }

  private var factNotes: [Phrase] {
    guard let facts = state.facts else { return [] }
    return [Phrase("read \(formatSpan(context.now.since(facts.takenAt))) ago", .hint)]
  }
}
