import OpsDomain
import OpsScreen

/// The page of the working day; Enter opens what a line is about.
struct DigestPane: SectionedPane {
  let id = PaneID.digest
  var cursor = ListCursor<DigestLine.ID>()
  private(set) var lines: [DigestLine] = []
  /// The day; nil until it is shown.
  private(set) var day: TeamDay?
  /// The entries of the reported time, and before them those that began or ended work, oldest first; nil while they are
  /// not read.
  private(set) var entries: [EntryRecord]?
  /// Whether there are more entries than are told.
  private(set) var isCut = false
  /// Why entries could not be read; nil when they could.
  private(set) var trouble: String?

  /// The most entries that go into a page.
  static let entryLimit = 2_000

  var count: Int { lines.count }
  func id(at row: Int, _ world: World) -> DigestLine.ID {
    lines.indices.contains(row) ? lines[row].id : DigestLine.ID(section: "", source: .none, number: 0)
  }
  func row(of id: DigestLine.ID, _ world: World) -> Int? {
    lines.firstIndex { $0.id == id } ?? lines.firstIndex { $0.id.source == id.source && id.source != .none }
  }
  func searchText(at row: Int, _ world: World) -> String { lines.indices.contains(row) ? lines[row].text : "" }
  func isHeading(at row: Int) -> Bool { lines.indices.contains(row) && lines[row].isHeading }

  /// What the selected line is about.
  var selectedSource: DigestLine.Source { cursor.selected?.source ?? .none }

  mutating func take(_ records: [EntryRecord], of day: TeamDay, isCut: Bool) {
    (self.day, entries, self.isCut, trouble) = (day, records, isCut, nil)
  }

  mutating func take(trouble: String, of day: TeamDay) { (self.day, self.trouble) = (day, trouble) }

  mutating func refresh(_ world: World) {
    let clock = PlanClock(world)
    let day = TeamDay(containing: world.now, zone: clock.zone)
    lines = DigestPage(day: day, entries: entries ?? [], world: world, clock: clock).lines
    findSelection(world)
    settleOnRow(world)
  }

  mutating func handle(_ command: Command, in rect: Rect, _ world: World) -> Bool {
    moveOverHeadings(command, in: rect, world)
  }

  mutating func settle(in rect: Rect, _ world: World, reveal: Bool) { settleList(in: rect, world, reveal: reveal) }

  mutating func click(column: Int, row: Int, in rect: Rect, _ world: World) -> ClickOutcome {
    clickOverHeadings(column: column, row: row, in: rect, world)
  }

  func selectedHost(_ world: World) -> HostID? { if case .host(let id) = selectedSource { id } else { nil } }

  /// The page as it is published, in Markdown.
  func markdown(_ world: World) -> String {
    let clock = PlanClock(world)
    let day = TeamDay(containing: world.now, zone: clock.zone)
    let alarms = world.fleet.problems.filter { $0.finding.since >= day.reported.lowerBound }
      .map { Digest.Alarm(host: $0.host, finding: $0.finding) }
    return Digest(
      day: day, entries: entries ?? [], team: world.log.team, alarms: alarms, zones: world.settings.zones
    ).markdown
  }

  func copyText(_ world: World) -> String? { lines.isEmpty ? nil : markdown(world) }

  func titleWords(_ world: World) -> [TitleWord] {
    let clock = PlanClock(world)
    let day = TeamDay(containing: world.now, zone: clock.zone)
    var words: [TitleWord] = []
    if let trouble { words.append(TitleWord(text: "\(trouble)   ", role: .error)) }
    if entries == nil, trouble == nil { words.append(TitleWord(text: "reading   ")) }
    if isCut { words.append(TitleWord(text: "the newest \(Self.entryLimit) entries only   ", role: .stale)) }
    if let who = world.log.team.digestPublishers[day.date] {
      words.append(TitleWord(text: "published by \(who.display)   ", role: .ok))
    } else {
      words.append(TitleWord(text: "\(key(.amend, world)) edits and publishes   "))
    }
    words.append(TitleWord(text: clock.day(world.now), role: .strong))
    return words
  }

  private func key(_ command: Command, _ world: World) -> String {
    world.keyMap.keys(of: command).first?.name ?? ":\(command.rawValue)"
  }

  // MARK: drawing

  func body(in rect: Rect, _ world: World) -> Rect { rect }

  func draw(on canvas: inout Canvas, in rect: Rect, _ world: World, isFocused: Bool) {
    drawRows(on: &canvas, in: rect, world, isFocused: isFocused)
  }

  func drawHeading(on canvas: inout Canvas, in rect: Rect, _ world: World) {}

  func drawRow(_ row: Int, at line: Int, on canvas: inout Canvas, in rect: Rect, _ world: World) {
    guard lines.indices.contains(row) else { return }
    let shown = lines[row]
    let edge = rect.column + rect.columns
    guard !shown.isHeading else {
      canvas.put(shown.words, rect.column + 1, line, edge: edge)
      return
    }
    let isNarrow = rect.columns < 70
    let lead = isNarrow ? 6 : 17
    let who = isNarrow ? 8 : 12
    // A narrow screen shows the time of day of a moment, its day being that of the section.
    let time = isNarrow && OpsScreen.columns(of: shown.lead) > lead ? String(shown.lead.suffix(5)) : shown.lead
    canvas.put(time, rect.column + 3, line, lead, .quiet)
    canvas.put(shown.who, rect.column + 4 + lead, line, who, .text)
    let isBare = shown.lead.isEmpty && shown.who.isEmpty
    canvas.putWhole(shown.words, rect.column + (isBare ? 3 : 5 + lead + who), line, edge: edge)
  }

  func selectionRect(_ row: Int, in place: Rect, _ world: World) -> Rect { place.splitLeft(20).left }
}
