import OpsDomain
import OpsScreen

/// The columns of the disks at one width, and how they are drawn.
struct DisksColumns: Sendable {
  enum Column: Int, CaseIterable, Sendable { case host, mount, type, size, bar, used, free, full, inodes, flags }

  private let places: [ColumnLayout.Place]

  init(width: Int, _ index: FleetIndex) {
    let wishes: [ColumnLayout.Column] = [
      .init(weight: 100, minimum: min(8, index.hostColumns), ideal: index.hostColumns),
      .init(weight: 95, minimum: 8, ideal: 24), .init(weight: 20, minimum: 5, ideal: 8), .init(weight: 40, minimum: 7),
      .init(weight: 50, minimum: 6, ideal: 16), .init(weight: 90, minimum: 4), .init(weight: 80, minimum: 7),
      .init(weight: 85, minimum: 8), .init(weight: 60, minimum: 6),
      .init(weight: 70, minimum: 9, ideal: 20, stretches: true),
    ]
    places = ColumnLayout(wishes, width: width - FleetColumns.prefix, gap: 2).places
  }

  /// The column at a place from the left edge of the list.
  func column(at column: Int) -> Column? {
    let column = column - FleetColumns.prefix
    let hit = places.last { $0.column <= column && column < $0.column + $0.columns + 2 }
    return hit.flatMap { Column(rawValue: $0.index) }
  }

  func drawHeading(on canvas: inout Canvas, in rect: Rect, sortedBy sort: DisksPane.Sort) {
    let headings = ["HOST", "MOUNT", "TYPE", "SIZE", "", "USED", "FREE", "FULL IN", "INODES", ""]
    let active: [DisksPane.Sort: Column] = [
      .used: .used, .free: .free, .full: .full, .size: .size, .inodes: .inodes, .host: .host,
    ]
    for place in places {
      let isNumber = (3...8).contains(place.index)
      canvas.put(
        headings[place.index], rect.column + FleetColumns.prefix + place.column, rect.row, place.columns,
        active[sort]?.rawValue == place.index ? .headingActive : .heading, align: isNumber ? .right : .left)
    }
  }

  func drawRow(
    _ state: HostState, _ standing: Standing, _ disk: Filesystem, at line: Int, on canvas: inout Canvas, in rect: Rect,
    _ context: DrawContext
  ) {
    let finding = state.findings.lazy.filter { $0.isAboutSpace && $0.subject == disk.mount }
      .max { $0.severity < $1.severity }
    let level: Standing = disk.failure != nil ? .stale : finding?.severity.standing ?? .well
    let isOld = !standing.isCurrent
    let role: Role = isOld ? .stale : level == .well ? .quiet : .text
    canvas.write(level.sign(context.symbols), column: rect.column + 1, row: line, role: level.role)
    if context.marked.contains(state.host.id) { canvas.write("*", column: rect.column + 2, row: line, role: .strong) }
    for place in places {
      let left = rect.column + FleetColumns.prefix + place.column
      func right(_ text: String, _ role: Role, _ canvas: inout Canvas) {
        canvas.put(text, left, line, place.columns, role, align: .right)
      }
      let isRead = disk.failure == nil
      switch Column(rawValue: place.index) {
      case .host: canvas.put(state.host.id.name, left, line, place.columns, level == .well ? .text : .strong)
      case .mount: canvas.put(disk.mount, left, line, place.columns, level == .well ? .text : .strong)
      case .type: canvas.put(disk.type ?? "", left, line, place.columns, .quiet)
      case .size: right(isRead ? formatBytes(disk.sizeBytes) : absentMark, role, &canvas)
      case .bar:
        let bar: Role = isOld ? .stale : finding.map { $0.severity == .crit ? .barHigh : .barMedium } ?? .barLow
        canvas.bar(disk.usedShare, column: left, row: line, columns: place.columns, symbols: context.symbols, role: bar)
      case .used: right(Words.percentUsed(disk.usedShare), level == .well || isOld ? role : level.role, &canvas)
      case .free: right(isRead ? formatBytes(disk.availableBytes) : absentMark, role, &canvas)
      case .full: full(state, disk, left, line, place.columns, level, context.now, &canvas)
      case .inodes: right(Words.percentUsed(disk.inodesUsedShare), role, &canvas)
      case .flags, nil: flags(state, disk, left, line, place.columns, context.now, isOld, &canvas)
      }
    }
  }

  /// When it will be full; blank where that is not known, and where there is nothing to fear.
  private func full(
    _ state: HostState, _ disk: Filesystem, _ left: Int, _ line: Int, _ columns: Int, _ level: Standing,
    _ now: Timestamp, _ canvas: inout Canvas
  ) {
    guard let soonest = state.forecast(at: now)?[disk.mount]?.soonest else { return }
    let role: Role = level != .well ? level.role : soonest.forecast.middle < HostForecast.planningDays ? .text : .quiet
    canvas.put(soonest.forecast.words, left, line, columns, role, align: .right)
  }

  /// What is special about a filesystem: hung, read-only, from the network, old.
  private func flags(
    _ state: HostState, _ disk: Filesystem, _ left: Int, _ line: Int, _ columns: Int, _ now: Timestamp, _ isOld: Bool,
    _ canvas: inout Canvas
  ) {
    var words: [TitleWord] = []
    if state.forecast(at: now)?[disk.mount]?.soonest?.isInodes == true {
      words.append(TitleWord(text: "inodes run out ", role: .text))
    }
    if let failure = disk.failure { words.append(TitleWord(text: "hangs: \(failure) ", role: .crit)) }
    if disk.isReadOnly == true { words.append(TitleWord(text: "read-only ", role: .quiet)) }
    if disk.isNetwork { words.append(TitleWord(text: "network ", role: .quiet)) }
    if isOld, let taken = state.filesystems?.takenAt {
      words.append(TitleWord(text: "\(formatAge(now.since(taken))) old", role: .stale))
    }
    canvas.put(words, left, line, edge: left + columns)
  }
}
