import OpsDomain
import OpsScreen

/// Requests: those that wait for the person, those the person waits for, those of others; Enter opens a page.
struct RequestsPane: SectionedPane {
  let id = PaneID.requests
  var cursor = ListCursor<RequestRow.ID>()
  private(set) var list = RequestList()
  private(set) var clock = PlanClock(now: Timestamp(milliseconds: 0), zone: .utc)
  /// The request whose page is shown; nil: the list.
  private(set) var opened: OperationID?
  private(set) var page = TextPage()
  private var pageColumns = 80
  /// The widths of the columns, measured once for all rows.
  private var wishes: [ColumnLayout.Column] = []

  private var rows: [RequestRow] { list.rows }
  var count: Int { rows.count }
  func id(at row: Int, _ world: World) -> RequestRow.ID { rows.indices.contains(row) ? rows[row].id : .heading("") }
  func row(of id: RequestRow.ID, _ world: World) -> Int? { rows.firstIndex { $0.id == id } }
  func searchText(at row: Int, _ world: World) -> String { rows.indices.contains(row) ? rows[row].text : "" }

  /// The request that is selected or opened.
  var selectedRequest: OperationID? {
    if let opened { return opened }
    if case .request(let id)? = cursor.selected { return id }
    return nil
  }

  mutating func refresh(_ world: World) {
    clock = PlanClock(world)
    list = RequestList(world.log.team, world.settings, clock, symbols: world.context.symbols)
    wishes = Self.wishes(rows)
    findSelection(world)
    settleOnRow(world)
    if let opened { show(opened, world) }
  }

  /// Shows the page of a request.
  mutating func open(_ id: OperationID) {
    opened = id
    page.toTop()
  }

  private mutating func show(_ id: OperationID, _ world: World) {
    guard let request = world.log.team.request(id) else {
      opened = nil
      return
    }
    page.show(RequestPage(request: request, world: world, clock: clock, columns: pageColumns).lines)
  }

  func isHeading(at row: Int) -> Bool { rows.indices.contains(row) && rows[row].isHeading }

  mutating func handle(_ command: Command, in rect: Rect, _ world: World) -> Bool {
    if opened != nil {
      guard command == .back else { return page.handle(command, rows: rect.rows) }
      opened = nil
      return true
    }
    return moveOverHeadings(command, in: rect, world)
  }

  mutating func settle(in rect: Rect, _ world: World, reveal: Bool) {
    if let opened {
      if pageColumns != rect.columns {
        pageColumns = rect.columns
        show(opened, world)
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

  func copyText(_ world: World) -> String? {
    if opened != nil { return page.lines.map(\.text).joined(separator: "\n") }
    guard rows.indices.contains(cursor.row), !rows[cursor.row].isHeading else { return nil }
    let row = rows[cursor.row]
    return [row.reference, row.state, row.people, row.subject].joined(separator: "  ")
  }

  func titleWords(_ world: World) -> [TitleWord] {
    var words: [TitleWord] = []
    if list.forMe > 0 {
      words.append(TitleWord(text: "\(Words.count(list.forMe, "request")) for you   ", role: .strong))
    }
    if list.byMe > 0 { words.append(TitleWord(text: "\(list.byMe) you asked   ")) }
    words.append(TitleWord(text: "n asks somebody"))
    return words
  }

  // MARK: drawing

  func draw(on canvas: inout Canvas, in rect: Rect, _ world: World, isFocused: Bool) {
    if opened != nil { return page.draw(on: &canvas, in: rect, symbols: world.context.symbols) }
    guard rows.isEmpty else { return drawList(on: &canvas, in: rect, world, isFocused: isFocused) }
    let lines = [
      world.log.isOpen ? "Nobody asks anything." : "The work log is not open yet.", "",
      "n   asks a person, a @group, or duty:role, about the hosts that are marked.",
    ]
    for (number, line) in lines.enumerated() where number + 1 < max(rect.rows, 2) {
      canvas.put(line, rect.column + 3, rect.row + 1 + number, rect.columns - 3, number == 0 ? .strong : .text)
    }
  }

  private enum Column: Int, CaseIterable { case reference, state, people, time, subject, targets }

  private static func wishes(_ rows: [RequestRow]) -> [ColumnLayout.Column] {
    func widest(_ value: (RequestRow) -> String, least: Int, most: Int) -> Int {
      min(max(rows.map { columns(of: value($0)) }.max() ?? 0, least), most)
    }
    return [
      .init(weight: 90, minimum: widest(\.reference, least: 4, most: 10)),
      .init(weight: 85, minimum: 8, ideal: widest(\.state, least: 8, most: 18)),
      .init(weight: 80, minimum: 12, ideal: widest(\.people, least: 12, most: 26)),
      .init(weight: 60, minimum: 8, ideal: widest(\.time, least: 8, most: 20)),
      .init(weight: 100, minimum: 12, ideal: 30, stretches: true),
      .init(weight: 40, minimum: 10, ideal: widest(\.targets, least: 10, most: 24)),
    ]
  }

  private func places(_ width: Int) -> [(column: Column, left: Int, columns: Int)] {
    let layout = ColumnLayout(wishes, width: width - 3, gap: 2)
    return layout.places.compactMap { place in
      Column(rawValue: place.index).map { ($0, place.column + 3, place.columns) }
    }
  }

  func drawHeading(on canvas: inout Canvas, in rect: Rect, _ world: World) {
    let names = ["", "STATE", "WHO ASKS WHOM", "WHEN", "WHAT", "ABOUT"]
    for place in places(rect.columns) {
      canvas.put(names[place.column.rawValue], rect.column + place.left, rect.row, place.columns, .heading)
    }
  }

  func drawRow(_ row: Int, at line: Int, on canvas: inout Canvas, in rect: Rect, _ world: World) {
    guard rows.indices.contains(row) else { return }
    let request = rows[row]
    guard !request.isHeading else {
      return canvas.put(request.heading, rect.column + 1, line, rect.columns - 1, .title)
    }
    canvas.write(request.sign, column: rect.column + 1, row: line, limit: 1, role: request.role)
    let calm: Role = request.role == .quiet ? .quiet : .text
    for place in places(rect.columns) {
      let left = rect.column + place.left
      switch place.column {
      case .reference: canvas.put(request.reference, left, line, place.columns, calm == .quiet ? .quiet : .strong)
      case .state: canvas.put(request.state, left, line, place.columns, request.role)
      case .people: canvas.put(request.people, left, line, place.columns, calm)
      case .time: canvas.put(request.time, left, line, place.columns, request.isLate ? .warn : .quiet)
      case .subject: canvas.put(request.subject, left, line, place.columns, calm)
      case .targets: canvas.put(request.targets, left, line, place.columns, .quiet)
      }
    }
  }

  func selectionRect(_ row: Int, in place: Rect, _ world: World) -> Rect { place.splitLeft(26).left }
}
