import OpsDomain
import OpsScreen

/// Something that people did or planned in the hour that the graphs show.
struct HostMark: Hashable, Sendable, Identifiable {
  /// What it is.
  enum ID: Hashable, Sendable {
    case entry(OperationID)
    case window(OperationID)
  }

  let id: ID
  /// When it was, or began.
  let at: Timestamp
  /// When it ended; nil for an entry and for what goes on.
  var end: Timestamp?
  /// A word or two beside the time.
  let label: String
  /// All that is said of it, for the mark that is chosen.
  let words: String

  /// The most marks of an hour; the oldest give way.
  static let limit = 60
  private static let hour = Duration.seconds(3600)

  /// The sign on the axis.
  func sign(_ symbols: Symbols) -> String {
    if case .window = id { return symbols == .ascii ? "#" : "◆" }
    return symbols == .ascii ? "^" : "▲"
  }

  /// Whether it is planned work.
  var isWindow: Bool {
    if case .window = id { return true }
    return false
  }

  /// Its look.
  var role: Role {
    if case .window = id { return .maintenance }
    return .strong
  }

  /// The marks of a host, oldest first.
  static func all(of host: HostID, _ world: World) -> [HostMark] {
    let since = world.now - hour
    let recent = world.log.hostLog.flatMap { $0.host == host ? $0.recent.records : nil } ?? []
    var marks = recent.filter { $0.retracted == nil && $0.entry.at >= since && $0.entry.at <= world.now }
      .map(mark(of:))
    let role = world.fleet[host]?.host.role
    for window in world.log.team.windows where window.isAbout(host, role) {
      if let mark = mark(of: window, since: since, world) { marks.append(mark) }
    }
    return Array(marks.sorted { $0.at < $1.at }.suffix(limit))
  }

  private static func mark(of record: EntryRecord) -> HostMark {
    let entry = record.entry
    let text = entry.title ?? (entry.text.isEmpty ? entry.command?.text ?? "" : entry.text)
    let kind = entry.kind == .note ? "" : entry.kind.rawValue
    let words = [EntryWords.author(of: record), kind, text.firstLine].filter { !$0.isEmpty }
    return HostMark(
      id: .entry(record.id), at: entry.at, label: text.firstLine, words: words.joined(separator: "  "))
  }

  private static func mark(of window: Window, since: Timestamp, _ world: World) -> HostMark? {
    let now = world.now
    let hasBegun = window.steps.contains {
      $0.refused == nil && $0.transition.state == .inProgress && $0.transition.at <= now
    }
    guard hasBegun else { return nil }
    let interval = window.interval(at: now)
    let ended = window.isRunning(at: now) ? nil : interval.upperBound
    guard ended ?? now >= since else { return nil }
    let name = world.log.team.reference(of: window.id) ?? window.reference
    return HostMark(
      id: .window(window.id), at: max(interval.lowerBound, since), end: ended, label: name,
      words: "\(name) \(window.plan.title)  \(window.plan.owner)")
  }
}

extension Window {
  /// Whether it is about a host, by its name or by its role or service.
  func isAbout(_ host: HostID, _ role: RoleID?) -> Bool {
    if covers(host) { return true }
    let targets = plan.targets
    guard let role, hosts.isEmpty else { return false }
    return targets.roles.contains(role.description) || targets.services.contains(role.service)
  }
}

/// Draws marks on the axis of a graph, and what they mean below it.
struct MarkDrawing {
  let marks: [HostMark]
  /// The mark that is chosen.
  let chosen: HostMark.ID?
  let context: DrawContext

  /// The widest label, and the narrowest that still says something.
  private static let labelColumns = 24
  private static let labelLeast = 12

  /// The column of a moment within a graph; nil outside the hour.
  private func column(of moment: Timestamp, _ bins: HourBins, _ columns: Int) -> Int? {
    let perColumn = max(bins.count / max(columns, 1), 1)
    return bins.place(of: moment).map { min($0 / perColumn, columns - 1) }
  }

  /// Draws the marks on the axis line; `left` is the first column of the graph.
  func drawSigns(on canvas: inout Canvas, _ bins: HourBins, left: Int, columns: Int, row: Int) {
    guard columns > 0 else { return }
    for mark in marks {
      guard case .window = mark.id, let start = column(of: mark.at, bins, columns) else { continue }
      let end = column(of: min(mark.end ?? context.now, context.now), bins, columns) ?? columns - 1
      let line: Unicode.Scalar = context.symbols == .ascii ? "=" : "━"
      canvas.fill(
        Rect(column: left + start, row: row, columns: max(end - start + 1, 1), rows: 1), with: line, role: .maintenance)
    }
    // Where a window began, its sign stands above that of the entry which says so.
    for mark in marks.filter({ !$0.isWindow }) + marks.filter(\.isWindow) {
      guard let place = column(of: mark.at, bins, columns) else { continue }
      canvas.write(
        mark.sign(context.symbols), column: left + place, row: row, role: mark.id == chosen ? .match : mark.role)
    }
  }

  /// Draws what the marks mean where there is room, windows and the newest first; returns the columns that were taken.
  func drawLabels(on canvas: inout Canvas, _ bins: HourBins, left: Int, columns: Int, row: Int) -> [Range<Int>] {
    var taken: [Range<Int>] = []
    for mark in marks.filter(\.isWindow).reversed() + marks.filter({ !$0.isWindow }).reversed() {
      guard let place = column(of: mark.at, bins, columns) else { continue }
      let text = "\(Figures.clock(mark.at, context.zone)) \(mark.label)"
      let wanted = min(OpsScreen.columns(of: text), Self.labelColumns)
      let edge = taken.map(\.lowerBound).filter { $0 > place }.min().map { $0 - 2 } ?? columns
      var start = place
      // At the right edge a label moves to the left as far as it needs.
      if edge == columns { start = max(min(place, columns - min(wanted, Self.labelLeast)), 0) }
      let width = min(wanted, edge - start)
      let range = start..<(start + max(width, 0))
      guard width >= min(wanted, Self.labelLeast),
        !taken.contains(where: { $0.overlaps((range.lowerBound - 2)..<(range.upperBound + 2)) })
      else { continue }
      canvas.write(
        truncate(text, columns: width), column: left + start, row: row, role: mark.id == chosen ? .match : .text)
      taken.append(range)
    }
    return taken
  }

  /// Draws all that is said of the chosen mark, over a whole row.
  func drawChosen(on canvas: inout Canvas, in rect: Rect) {
    guard let mark = marks.first(where: { $0.id == chosen }) else { return }
    canvas.fill(rect)
    let words = [
      Phrase(mark.sign(context.symbols), mark.role), Phrase(Figures.clock(mark.at, context.zone), .strong),
      Phrase(mark.words), Phrase("Enter opens", .hint),
    ]
    canvas.write(words, column: rect.column + 1, row: rect.row, limit: rect.columns - 2, gap: 2)
  }
}
