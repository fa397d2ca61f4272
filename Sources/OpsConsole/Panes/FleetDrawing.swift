import OpsDomain
import OpsScreen

extension FleetPane {
  /// The rows; below them, where reasons have no column, the reason of the selected host.
  func body(in rect: Rect, _ world: World) -> Rect {
    let body = ListParts(rect).body
    return hasReasonLine(in: rect, world) ? body.splitBottom(1).rest : body
  }

  private func hasReasonLine(in rect: Rect, _ world: World) -> Bool {
    rect.rows >= 8 && FleetColumns(width: rect.columns, world.index)[.why] == nil
  }

  func draw(on canvas: inout Canvas, in rect: Rect, _ world: World, isFocused: Bool) {
    guard count > 0 else { return drawEmpty(on: &canvas, in: rect, world) }
    drawList(on: &canvas, in: rect, world, isFocused: isFocused)
    guard hasReasonLine(in: rect, world), let place = place(at: cursor.row), place < world.fleet.hosts.count else {
      return
    }
    let state = world.fleet.hosts[place]
    guard let reason = state.reason(at: world.now) else { return }
    let standing = world.standings[place]
    let row = rect.row + rect.rows - 1
    let left = rect.column + 1
    let words = [
      TitleWord(text: standing.sign(world.context.symbols), role: standing.role),
      TitleWord(text: " \(state.host.id.name)  ", role: .strong),
      TitleWord(text: truncate(reason, columns: max(rect.columns - columns(of: state.host.id.name) - 6, 0))),
    ]
    canvas.put(words, left, row, edge: rect.column + rect.columns - 1)
  }

  private func drawEmpty(on canvas: inout Canvas, in rect: Rect, _ world: World) {
    let lines: [String]
    if world.fleet.hosts.isEmpty {
      lines = ["No hosts yet.", ""] + world.emptyAdvice
    } else {
      lines = ["No host fulfils  \(world.filter.words ?? "")", "Esc shows all \(world.fleet.hosts.count) again."]
    }
    for (number, line) in lines.enumerated() where number + 1 < rect.rows || number == 0 {
      let row = rect.row + min(1, rect.rows - 1) + number
      guard row < rect.row + rect.rows else { break }
      canvas.put(line, rect.column + 3, row, rect.columns - 3, number == 0 ? .strong : .text)
    }
  }

  func drawHeading(on canvas: inout Canvas, in rect: Rect, _ world: World) {
    let columns = FleetColumns(width: rect.columns, world.index)
    for place in columns.placed {
      let (text, align) = columns.heading(place.column)
      let isActive = FleetColumns.sort(place.column) == sort && place.column != .service && place.column != .spark
      canvas.put(
        text, rect.column + place.left, rect.row, place.columns, isActive ? .headingActive : .heading, align: align)
    }
  }

  func drawRow(_ row: Int, at line: Int, on canvas: inout Canvas, in rect: Rect, _ world: World) {
    guard let place = place(at: row), place < world.fleet.hosts.count else { return }
    let drawing = FleetRowDrawing(
      state: world.fleet.hosts[place], standing: world.standings[place], world: world,
      columns: FleetColumns(width: rect.columns, world.index), left: rect.column, row: line, width: rect.columns)
    drawing.draw(on: &canvas)
  }
}

/// Draws one host as a line.
private struct FleetRowDrawing {
  let state: HostState
  let standing: Standing
  let world: World
  let columns: FleetColumns
  let left: Int
  let row: Int
  let width: Int

  /// What is well recedes.
  private var role: Role { standing.needsLook ? .text : .quiet }
  /// Readings that are old are not shown as current.
  private var vitals: Vitals? { standing.isCurrent ? state.vitals : nil }

  func draw(on canvas: inout Canvas) {
    let symbols = world.context.symbols
    canvas.write(standing.sign(symbols), column: left + 1, row: row, role: standing.role)
    if world.context.marked.contains(state.host.id) {
      canvas.write("*", column: left + 2, row: row, role: .strong)
      canvas.cover(Rect(column: left, row: row, columns: width, rows: 1), with: .marked)
    }
    // What was never read has no numbers: words take their place.
    let isUnread = state.sample == nil
    for place in columns.placed {
      if isUnread && place.column.rawValue > FleetColumns.Column.role.rawValue {
        let words = state.reason(at: world.now) ?? standing.word
        return canvas.put(words, left + place.left, row, width - place.left, isLoud ? .text : .quiet)
      }
      if isSilent, columns[.why] == nil, place.column.rawValue >= FleetColumns.Column.cpu.rawValue {
        let end = columns[.age].map(\.left) ?? width
        canvas.put(state.reason(at: world.now) ?? "", left + place.left, row, end - place.left - 1, .text)
        if let age = columns[.age] { draw(age, on: &canvas) }
        return
      }
      draw(place, on: &canvas)
    }
  }

  private var isLoud: Bool { standing.needsLook }
  /// Whether the host does not answer, so that its columns have room for words.
  private var isSilent: Bool { standing == .down || standing == .failing }

  private func draw(_ place: FleetColumns.Placed, on canvas: inout Canvas) {
    let column = left + place.left
    switch place.column {
    case .service: canvas.put(state.host.role?.service ?? "", column, row, place.columns, .quiet)
    case .host: canvas.put(state.host.id.name, column, row, place.columns, standing.needsLook ? .strong : .text)
    case .role: canvas.put(state.host.role?.role ?? "", column, row, place.columns, role)
    case .spark: spark(place, on: &canvas)
    case .load: number(Words.load(vitals?.loadPerCore), place, rule: .load, on: &canvas)
    case .limit: limit(place, on: &canvas)
    case .cpu: meter(vitals?.cpu?.busy, place, rule: .cpu, on: &canvas)
    case .memory: meter(vitals?.memoryUsed, place, rule: .memory, on: &canvas)
    case .disk: disk(place, on: &canvas)
    case .full: full(place, on: &canvas)
    case .network: number(Words.compactBytes(vitals.flatMap(totalTraffic)), place, rule: nil, on: &canvas)
    case .uptime: number(Words.uptime(vitals == nil ? nil : state.sample?.uptimeSeconds), place, rule: nil, on: &canvas)
    case .age: age(place, on: &canvas)
    case .why: why(place, on: &canvas)
    }
  }

  private func number(_ text: String, _ place: FleetColumns.Placed, rule: RuleID?, on canvas: inout Canvas) {
    canvas.put(text, left + place.left, row, place.columns, role(for: rule), align: .right)
  }

  /// What holds the host back.
  private func limit(_ place: FleetColumns.Placed, on canvas: inout Canvas) {
    guard let limit = state.bottleneck else {
      return canvas.put(absentMark, left + place.left, row, place.columns, role(for: nil))
    }
    let words = limit.words(at: world.now, columns: place.columns, world.context.symbols)
    canvas.write(words, column: left + place.left, row: row, limit: place.columns, gap: 0)
  }

  /// A bar where there is room, and the number behind it.
  private func meter(_ share: Double?, _ place: FleetColumns.Placed, rule: RuleID, on canvas: inout Canvas) {
    let bar = place.columns - 4
    if bar >= 4 {
      canvas.bar(
        share, column: left + place.left, row: row, columns: bar, symbols: world.context.symbols, role: barRole(rule))
    }
    number(Words.percent(share), place, rule: rule, on: &canvas)
  }

  private func spark(_ place: FleetColumns.Placed, on canvas: inout Canvas) {
    let values = state.history.values(.loadPerCore, last: History.capacity, endingAt: world.now)
    let count = Graph.valueCount(columns: place.columns, symbols: world.context.symbols)
    canvas.sparkline(
      Graph.resample(values, to: count), column: left + place.left, row: row, columns: place.columns,
      ceiling: state.host.thresholds.loadWarn.raise * 4 / 3, symbols: world.context.symbols,
      role: standing.isCurrent ? severity(of: .load).map(\.standing.role) ?? .series1 : .stale)
  }

  private func disk(_ place: FleetColumns.Placed, on canvas: inout Canvas) {
    guard let fullest = state.fullestFilesystem, standing.isCurrent || standing == .stale else {
      return number(absentMark, place, rule: nil, on: &canvas)
    }
    // The mount point, then a bar, then the number: the bar goes first when it is narrow.
    let bar = place.columns >= 15 ? 6 : 0
    let mount = place.columns - 4 - (bar > 0 ? bar + 1 : 0)
    canvas.put(fullest.mount, left + place.left, row, mount, role(for: .disk))
    if bar > 0 {
      canvas.bar(
        fullest.usedShare, column: left + place.left + mount + 1, row: row, columns: bar,
        symbols: world.context.symbols,
        role: barRole(.disk))
    }
    number(Words.percentUsed(fullest.usedShare), place, rule: .disk, on: &canvas)
  }

  /// When the first of its filesystems will be full; blank where there is nothing to fear within the year.
  private func full(_ place: FleetColumns.Placed, on canvas: inout Canvas) {
    guard standing.isCurrent || standing == .stale, let soonest = state.forecast(at: world.now)?.soonest else { return }
    let isSoon = soonest.forecast.middle < HostForecast.planningDays
    let role = severity(of: .forecast) ?? severity(of: .inodesForecast)
    canvas.put(
      soonest.forecast.words, left + place.left, row, place.columns,
      !standing.isCurrent ? .stale : role?.standing.role ?? (isSoon ? .text : .quiet), align: .right)
  }

  private func age(_ place: FleetColumns.Placed, on canvas: inout Canvas) {
    guard standing == .stale || standing == .down, let age = state.age(at: world.now) else { return }
    canvas.put(formatAge(age), left + place.left, row, place.columns, .stale, align: .right)
  }

  private func why(_ place: FleetColumns.Placed, on canvas: inout Canvas) {
    guard let reason = state.reason(at: world.now) else { return }
    let edge = min(place.columns, width - place.left)
    canvas.put(
      reason, left + place.left, row, edge, standing == .aside ? .maintenance : standing.needsLook ? .text : .quiet)
  }

  private func severity(of rule: RuleID?) -> Severity? {
    guard standing.needsLook, let rule else { return nil }
    return state.findings.lazy.filter { $0.rule == rule }.map(\.severity).max()
  }

  /// The role of a number: that of the finding on it, old where it is old, quiet where all is well.
  private func role(for rule: RuleID?) -> Role {
    if !standing.isCurrent { return .stale }
    return severity(of: rule)?.standing.role ?? role
  }

  private func barRole(_ rule: RuleID) -> Role? {
    guard let severity = severity(of: rule) else { return standing.isCurrent ? .barLow : .stale }
    return severity == .crit ? .barHigh : .barMedium
  }
}
