import OpsDomain
import OpsScreen

/// What a director of LVS does: its virtual routers, then services with the servers behind them.
struct BalancingTab {
  /// A share this far from what the weight promises is marked.
  private static let unfairness = 0.15
  /// Fewer connections say nothing of shares.
  private static let leastConnections = 20

  private let state: HostState
  private let list: BalancingList
  private let context: DrawContext
  private let glyphs: HostGlyphs
  private let fleet: Fleet?

  init(_ state: HostState, _ list: BalancingList, _ context: DrawContext, _ fleet: Fleet?) {
    self.state = state
    self.list = list
    self.context = context
    self.fleet = fleet
    self.glyphs = HostGlyphs(context.symbols)
  }

  /// The parts of the tab: lines about VRRP, then the table.
  static func parts(_ rect: Rect, _ state: HostState?) -> (routers: Rect, frame: TableFrame) {
    let lines = routerLines(state)
    let rows = lines == 0 ? 0 : min(lines + 1, max(rect.rows / 3, 2))
    let (top, rest) = rect.splitTop(rows)
    return (top, TableFrame(rest))
  }

  private static func routerLines(_ state: HostState?) -> Int {
    guard let facts = state?.facts else { return 0 }
    return (facts.virtualRouters?.count ?? 0) + (facts.unknowns[.virtualRouters] == nil ? 0 : 1)
  }

  /// The line for the clipboard.
  static func copyText(_ row: BalancingList.Row) -> String { row.server?.address ?? row.service.description }

  /// Draws the tab.
  func draw(on canvas: inout Canvas, in rect: Rect, choice: ListChoice<String>) {
    let (routers, frame) = Self.parts(rect, state)
    drawRouters(on: &canvas, in: routers)
    let ids = list.ids
    canvas.section("LVS", notes: notes, in: frame.section, glyphs: glyphs)
    guard !list.rows.isEmpty else {
      return HostTable.draw(
        [Phrase(emptyWords, .quiet)], on: &canvas, in: frame.header.rows > 0 ? frame.header : frame.rows,
        below: frame.rows)
    }
    let table = HostTable(
      [
        .init("SERVICE / SERVER", .left, weight: 9, minimum: 18, ideal: 28),
        .init("HOST", .left, weight: 8, minimum: 10, ideal: 18),
        .init("WEIGHT", .right, weight: 8, minimum: 6), .init("ACTIVE", .right, weight: 7, minimum: 7),
        .init("INACT", .right, weight: 4, minimum: 7), .init("SHARE", .right, weight: 6, minimum: 6),
        .init("", .left, weight: 3, minimum: 8, ideal: 20), .init("FORWARD", .left, weight: 2, minimum: 8),
        .init("REMARK", .left, weight: 5, minimum: 14, ideal: 34, stretches: true),
      ], in: rect)
    if frame.header.rows > 0 {
      table.drawHeader(on: &canvas, row: frame.header.row, active: nil, descends: false, glyphs: glyphs)
    }
    let window = choice.window(of: ids, visible: frame.rows.rows)
    let selected = choice.index(in: ids)
    for index in window {
      let row = frame.rows.row + index - window.lowerBound
      draw(list.rows[index], table, on: &canvas, in: rect, row: row)
      if index == selected { HostTable.select(on: &canvas, in: rect, row: row, glyphs: glyphs) }
    }
  }

  private func draw(_ row: BalancingList.Row, _ table: HostTable, on canvas: inout Canvas, in rect: Rect, row line: Int)
  {
    guard let server = row.server else {
      table.drawRow(on: &canvas, row: line) { column in
        switch column {
        case 0: return Phrase(row.service.description, .strong)
        case 1: return Phrase(row.service.scheduler, .quiet)
        case 3: return Phrase("\(row.service.activeConnections)", .strong)
        case 8: return Phrase(row.service.flags, .quiet)
        default: return nil
        }
      }
      return
    }
    let share = row.service.share(of: server)
    let remark = remark(server, in: row.service)
    if remark?.role == .warn {
      canvas.write(glyphs.sign(.warn), column: rect.column + 1, row: line, limit: max(rect.columns - 1, 0), role: .warn)
    }
    table.drawRow(on: &canvas, row: line) { cell($0, server, share, remark) }
    if let bar = table.rect(of: 6, row: line) {
      canvas.bar(
        share, column: bar.column, row: line, columns: bar.columns, symbols: context.symbols, role: .barLow)
    }
  }

  private func cell(_ column: Int, _ server: RealServer, _ share: Double?, _ remark: Phrase?) -> Phrase? {
    switch column {
    case 0: return Phrase("  \(server.description)")
    case 1: return host(of: server).map { Phrase($0.host.id.name, .strong) } ?? Phrase(absentMark, .quiet)
    case 2: return Phrase("\(server.weight)", server.weight == 0 ? .strong : .text)
    case 3: return Phrase("\(server.activeConnections)")
    case 4: return Phrase("\(server.inactiveConnections)", .quiet)
    case 5: return Phrase(Figures.percent(share))
    case 7: return Phrase(server.forwarding, .quiet)
    case 8: return remark
    default: return nil
    }
  }

  /// What does not agree: a working host without weight, one that is set aside with weight, a share unlike the weight.
  private func remark(_ server: RealServer, in service: VirtualService) -> Phrase? {
    let host = host(of: server)
    let status = host?.host.status
    if server.weight == 0 {
      return status == .working ? Phrase("working, but weight 0", .warn) : Phrase("weight 0", .quiet)
    }
    if let status, status == .maintenance || status == .poweroff {
      return Phrase("\(status.rawValue), but weight \(server.weight)", .warn)
    }
    if let host, host.health == .down { return Phrase("down, but weight \(server.weight)", .warn) }
    guard service.activeConnections >= Self.leastConnections, let share = service.share(of: server),
      let fair = service.fairShare(of: server), (share - fair).magnitude > Self.unfairness
    else { return nil }
    return Phrase("by weight \(Figures.percent(fair))", .quiet)
  }

  private func host(of server: RealServer) -> HostState? {
    fleet.flatMap { fleet in fleet.index(ofAddress: server.address).map { fleet.hosts[$0] } }
  }

  private func drawRouters(on canvas: inout Canvas, in rect: Rect) {
    guard rect.rows > 0 else { return }
    canvas.section("VRRP", notes: [], in: rect.splitTop(1).top, glyphs: glyphs)
    var lines = (state.facts?.virtualRouters ?? []).map(words)
    if let reason = state.facts?.unknowns[.virtualRouters] { lines.append([Phrase("unknown: \(reason)", .unknown)]) }
    for (index, line) in lines.prefix(rect.rows - 1).enumerated() {
      canvas.write(
        line, column: rect.column + HostTable.margin, row: rect.row + 1 + index, limit: rect.columns - 4, gap: 2)
    }
  }

  private func words(_ router: VirtualRouter) -> [Phrase] {
    let number = router.number.map { "router \($0)" } ?? "router ?"
    let role: Role = router.state == .fault ? .warn : router.state == .unknown ? .unknown : .strong
    var words = [Phrase(router.state.rawValue, role), Phrase(router.name), Phrase(number, .quiet)]
    if let interface = router.interface { words.append(Phrase(interface, .quiet)) }
    if !router.evidence.isEmpty { words.append(Phrase(router.evidence)) }
    if let priority = router.priority { words.append(Phrase("priority \(priority)", .quiet)) }
    return words
  }

  private var notes: [Phrase] {
    guard let facts = state.facts else { return [] }
    var notes: [Phrase] = []
    if let rates = facts.balancingRates {
      notes.append(
        Phrase("\(rates.connections) connections/s, \(formatByteRate(Double(rates.receivedBytes))) in", .hint))
    }
    notes.append(Phrase("read \(formatSpan(context.now.since(facts.takenAt))) ago", .hint))
    return notes
  }

  private var emptyWords: String {
    if let reason = state.facts?.unknowns[.virtualServices] { return "The table cannot be read: \(reason)." }
    return state.facts?.virtualServices == nil ? "This kernel has no LVS." : "Nothing is balanced."
  }
}
