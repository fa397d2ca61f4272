import OpsDomain
import OpsScreen

/// What is planned today and who waits for the person: a few lines for the first screen.
struct TodayBlock: Sendable {
  /// A line with what it is about.
  struct Line: Sendable {
    var words: [TitleWord]
    var act: PlanAct?
  }

  private(set) var lines: [Line] = []
  private(set) var titleWords: [TitleWord] = []
  /// How many windows are past their end and not finished.
  private(set) var overrun = 0
  /// How many requests wait for the person.
  private(set) var asked = 0

  /// The most lines of windows, and of requests.
  private static let windowLimit = 6
  private static let requestLimit = 3

  init() {}

  init(_ team: TeamState, _ settings: ConsoleSettings, _ clock: PlanClock, symbols: Symbols) {
    let maker = PlanRowMaker(team: team, clock: clock, symbols: symbols)
    let today = clock.startOfDay(clock.now)
    let running = team.running(at: clock.now).map { maker.running($0) }
    let rest = maker.occurrences(in: clock.now..<max(clock.nextDay(today), clock.now)).filter(\.isComing)
    let windows = running + rest
    let requests = team.waiting(for: settings.author.account, memberships: settings.memberships)
    overrun = running.count { $0.state == "over" }
    asked = requests.count
    lines = windows.prefix(Self.windowLimit).map(Self.line)
    if windows.count > Self.windowLimit {
      lines.append(Line(words: [TitleWord(text: "\(windows.count - Self.windowLimit) more windows", role: .quiet)]))
    }
    for request in requests.prefix(Self.requestLimit) {
      let name = team.reference(of: request.id) ?? request.reference
      lines.append(
        Line(
          words: [
            TitleWord(text: "\(name) ", role: .strong),
            TitleWord(text: "\(request.author.display) asks  ", role: .hint), TitleWord(text: request.plan.subject),
          ], act: .openRequest(request.id)))
    }
    titleWords = [TitleWord(text: Words.count(windows.count, "window"))]
    if !requests.isEmpty {
      titleWords.append(
        TitleWord(text: " \(Glyphs(symbols).dot) \(Words.count(requests.count, "request")) for you", role: .strong))
    }
  }

  private static func line(_ row: PlanRow) -> Line {
    var act: PlanAct?
    if case .window(let id, _) = row.id { act = .openWindow(id) }
    // The time of the end alone: that it is tomorrow's goes without saying.
    let range = row.range.split(separator: " ").first.map(String.init) ?? row.range
    var words = [
      TitleWord(text: fit(range, columns: 11) + "  ", role: .text),
      TitleWord(text: "\(row.reference)  ", role: .strong),
    ]
    if row.progress != nil { words.append(TitleWord(text: "\(row.shortLeft)  ", role: row.role)) }
    words += [
      TitleWord(text: "\(truncate(row.targets, columns: 18))  ", role: .text),
      TitleWord(text: "\(row.title)  ", role: .quiet), TitleWord(text: row.owner, role: .hint),
    ]
    return Line(words: words, act: act)
  }

  /// The lines it takes, its title included; 0 when nothing is to be said.
  var rows: Int { lines.isEmpty ? 0 : lines.count + 1 }

  /// Draws the title and as many lines as have room.
  func draw(on canvas: inout Canvas, in rect: Rect, symbols: Symbols) {
    guard rect.rows > 1, !lines.isEmpty else { return }
    let parts = rect.splitTop(1)
    canvas.drawTitle("Today", titleWords, in: parts.top, isFocused: false, Glyphs(symbols))
    for (number, line) in lines.prefix(parts.rest.rows).enumerated() {
      canvas.putWhole(
        line.words, parts.rest.column + 1, parts.rest.row + number, edge: parts.rest.column + parts.rest.columns)
    }
  }
}

extension ConsoleState {
  /// The block of today as it stands, for the first screen.
  mutating func refreshToday() {
    let clock = PlanClock(
      now: now, zone: settings.zones.rules(of: settings.zoneName), zones: settings.zones, symbols: settings.symbols)
    today = TodayBlock(log.team, settings, clock, symbols: settings.symbols)
  }
}
