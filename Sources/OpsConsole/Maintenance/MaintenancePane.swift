import OpsDomain
import OpsScreen

/// The coming fourteen days: what runs now, work in hand, planned work by day, freezes and holds; Enter opens a window's page.
struct MaintenancePane: SectionedPane {
  let id = PaneID.maintenance
  var cursor = ListCursor<PlanRow.ID>()
  private(set) var calendar = PlanCalendar()
  private(set) var strip = CalendarStrip()
  private(set) var clock = PlanClock(now: Timestamp(milliseconds: 0), zone: .utc)
  /// Whether the past days are shown above.
  private(set) var showsPast = false
  /// The window whose page is shown; nil: the list.
  private(set) var opened: OperationID?
  private(set) var page = TextPage()
  /// The last entries of the opened window's thread; nil while they are not read.
  private(set) var thread: EntryPage?
  private var pageColumns = 80
  /// The widths of the columns, measured once for all rows.
  private var widths = PlanColumns.Widths([])
  /// What the lines were made of.
  private var computed: TeamState?
  private var showedPast = false
  private var hosts = 0

  /// How long lines stay as they are while the team's plans do.
  private static let freshness = Duration.seconds(15)

  /// The most entries of a thread on a window's page.
  static let threadLimit = 100

  private var rows: [PlanRow] { calendar.rows }
  var count: Int { rows.count }
  func id(at row: Int, _ world: World) -> PlanRow.ID { rows.indices.contains(row) ? rows[row].id : .heading("") }
  func row(of id: PlanRow.ID, _ world: World) -> Int? {
    if let row = rows.firstIndex(where: { $0.id == id }) { return row }
    // Work that has begun stands elsewhere, and begins at another moment than was planned.
    guard case .window(let window, _) = id else { return nil }
    return rows.firstIndex { if case .window(window, _) = $0.id { true } else { false } }
  }
  func searchText(at row: Int, _ world: World) -> String { rows.indices.contains(row) ? rows[row].text : "" }

  /// The window that is selected or opened.
  var selectedWindow: OperationID? {
    if let opened { return opened }
    if case .window(let id, _)? = cursor.selected { return id }
    return nil
  }
  /// The beginning of the occurrence that is selected.
  var selectedOccurrence: Timestamp? {
    if opened == nil, case .window(_, let start)? = cursor.selected { return start }
    return nil
  }
  var selectedFreeze: OperationID? {
    if opened == nil, case .freeze(let id, _)? = cursor.selected { return id }
    return nil
  }
  var selectedHold: OperationID? {
    if opened == nil, case .hold(let id)? = cursor.selected { return id }
    return nil
  }

  // MARK: rows

  mutating func refresh(_ world: World) {
    if !isUpToDate(world) { compute(world) }
    findSelection(world)
    settleOnRow(world)
    if let opened { show(opened, world) }
  }

  /// Whether nothing has changed since the lines were made; times are told to the minute.
  private func isUpToDate(_ world: World) -> Bool {
    let age = world.now.since(clock.now)
    return computed == world.log.team && showedPast == showsPast && age >= .zero && age < Self.freshness
      && hosts == world.fleet.hosts.count
  }

  private mutating func compute(_ world: World) {
    (computed, showedPast, hosts) = (world.log.team, showsPast, world.fleet.hosts.count)
    clock = PlanClock(world)
    calendar = PlanCalendar(world.log.team, clock, symbols: world.context.symbols, showsPast: showsPast)
    strip = CalendarStrip(rows, world)
    widths = PlanColumns.Widths(rows)
  }

  private mutating func show(_ id: OperationID, _ world: World) {
    guard let window = world.log.team.window(id) else {
      opened = nil
      return
    }
    let maker = WindowPage(window: window, world: world, clock: clock, thread: thread, columns: pageColumns)
    page.show(maker.lines)
  }

  /// Shows the page of a window.
  mutating func open(_ id: OperationID) {
    opened = id
    thread = nil
    page.toTop()
  }

  /// Takes the entries of a window's thread.
  mutating func take(_ page: EntryPage, of id: OperationID) { if id == opened { thread = page } }

  func isHeading(at row: Int) -> Bool { rows.indices.contains(row) && rows[row].isHeading }

  // MARK: commands

  mutating func handle(_ command: Command, in rect: Rect, _ world: World) -> Bool {
    if opened != nil { return handleInPage(command, in: rect) }
    let before = cursor.row
    switch command {
    case .up, .pageUp, .halfPageUp, .top:
      let isAtTop = rows.prefix(before).allSatisfy(\.isHeading)
      if isAtTop, !showsPast, calendar.past > 0 {
        showsPast = true
        refresh(world)
      }
    default: break
    }
    return moveOverHeadings(command, in: rect, world)
  }

  private mutating func handleInPage(_ command: Command, in rect: Rect) -> Bool {
    if command == .back {
      opened = nil
      return true
    }
    return page.handle(command, rows: rect.rows)
  }

  mutating func settle(in rect: Rect, _ world: World, reveal: Bool) {
    if opened != nil {
      if pageColumns != rect.columns {
        pageColumns = rect.columns
        if let opened { show(opened, world) }
      }
      page.scroll(0, rows: rect.rows)
      return
    }
    settleList(in: rect, world, reveal: reveal)
  }

  mutating func scroll(_ lines: Int, in rect: Rect, _ world: World) {
    if opened != nil { return page.scroll(lines, rows: rect.rows) }
    cursor.scroll(lines, in: geometry(in: rect, world), isChoice: true)
  }

  mutating func click(column: Int, row: Int, in rect: Rect, _ world: World) -> ClickOutcome {
    opened == nil ? clickOverHeadings(column: column, row: row, in: rect, world) : .nothing
  }

  mutating func find(_ text: String, step: Int, in rect: Rect, _ world: World) -> Bool {
    if opened != nil { return page.find(text, step: step, rows: rect.rows) }
    let wanted = text.lowercased()
    guard count > 0, !wanted.isEmpty else { return false }
    for distance in 1...count {
      let row = ((cursor.row + step * distance) % count + count) % count
      guard !rows[row].isHeading, rows[row].text.lowercased().contains(wanted) else { continue }
      select(row: row, in: rect, world)
      return true
    }
    return false
  }

  func copyText(_ world: World) -> String? {
    if opened != nil { return page.lines.map(\.text).joined(separator: "\n") }
    guard rows.indices.contains(cursor.row), !rows[cursor.row].isHeading else { return nil }
    let row = rows[cursor.row]
    return [row.reference, row.range, row.state, row.targets, row.owner, row.title].filter { !$0.isEmpty }
      .joined(separator: "  ")
  }

  func titleWords(_ world: World) -> [TitleWord] {
    var words: [TitleWord] = []
    func add(_ text: String, _ role: Role = .hint) {
      if !words.isEmpty { words.append(TitleWord(text: "   ")) }
      words.append(TitleWord(text: text, role: role))
    }
    if calendar.overrun > 0 { add("\(calendar.overrun) past \(calendar.overrun == 1 ? "its" : "their") end", .warn) }
    if calendar.overdue > 0 { add("\(calendar.overdue) overdue", .warn) }
    if calendar.running > 0 { add("\(calendar.running) running", .maintenance) }
    if calendar.inHand > calendar.overdue { add("\(calendar.inHand - calendar.overdue) in hand", .maintenance) }
    add(calendar.coming == 0 ? "nothing planned" : "\(calendar.coming) planned")
    if calendar.freezes > 0 { add(Words.count(calendar.freezes, "freeze")) }
    if calendar.holds > 0 { add(Words.count(calendar.holds, "hold")) }
    return words
  }

  func contentLines(_ world: World) -> Int { count + 1 }

  // MARK: drawing

  func body(in rect: Rect, _ world: World) -> Rect { ListParts(listRect(in: rect)).body }

  /// The list's part of the pane: what is below the strip.
  private func listRect(in rect: Rect) -> Rect { rect.splitTop(strip.rows(in: rect)).rest }

  func draw(on canvas: inout Canvas, in rect: Rect, _ world: World, isFocused: Bool) {
    if opened != nil { return page.draw(on: &canvas, in: rect, symbols: world.context.symbols) }
    guard count > 0 else { return drawEmpty(on: &canvas, in: rect, world) }
    let stripRows = strip.rows(in: rect)
    if stripRows > 0 {
      strip.draw(on: &canvas, in: rect.splitTop(stripRows).top, clock, symbols: world.context.symbols)
    }
    if let heading = ListParts(listRect(in: rect)).heading { drawHeading(on: &canvas, in: heading, world) }
    drawRows(on: &canvas, in: rect, world, isFocused: isFocused)
  }

  private func drawEmpty(on canvas: inout Canvas, in rect: Rect, _ world: World) {
    let plan = world.keyMap.keys(of: .plan).first?.name ?? ":plan"
    var lines = ["Nothing is planned in the coming \(PlanCalendar.daysAhead) days."]
    if !world.log.isOpen { lines = ["The work log is not open yet."] }
    lines += [
      "", "\(plan)   plans work: a title, a time as 14:00-16:00, the hosts, Enter.", "     It holds and freezes too.",
    ]
    if calendar.past > 0 {
      lines.append("k   shows \(Words.count(calendar.past, "window")) of the past \(PlanCalendar.daysBack) days.")
    }
    for (number, line) in lines.enumerated() {
      let row = rect.row + min(1, rect.rows - 1) + number
      guard row < rect.row + rect.rows else { break }
      canvas.put(line, rect.column + 3, row, rect.columns - 3, number == 0 ? .strong : .text)
    }
  }

  func drawHeading(on canvas: inout Canvas, in rect: Rect, _ world: World) {
    PlanColumns(width: rect.columns, widths).drawHeadings(on: &canvas, in: rect)
  }

  func drawRow(_ row: Int, at line: Int, on canvas: inout Canvas, in rect: Rect, _ world: World) {
    guard rows.indices.contains(row) else { return }
    PlanColumns(width: rect.columns, widths).draw(rows[row], on: &canvas, in: rect, world)
  }

  func selectionRect(_ row: Int, in place: Rect, _ world: World) -> Rect { place.splitLeft(26).left }
}
