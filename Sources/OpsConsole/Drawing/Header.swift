import OpsDomain
import OpsScreen

/// The first line: where we are, how many hosts stand how, and at the right what holds for the whole screen.
struct Header {
  /// The widest name of an office that is shown whole.
  static let siteColumns = 24

  private let state: ConsoleState
  private let world: World
  private let glyphs: Glyphs

  init(_ state: ConsoleState, _ world: World) {
    self.state = state
    self.world = world
    glyphs = Glyphs(state.settings.symbols)
  }

  func draw(on canvas: inout Canvas, in rect: Rect) {
    let headline = Headline(
      state.judging.scope, isKnown: state.judging.isKnown, PlanClock(world), symbols: state.settings.symbols)
    // From the fullest wording to the tersest: the first that fits.
    for level in 0...4 {
      var left = path(level) + subject(level)
      let right = markers(level)
      let needed = width(of: left) + width(of: right) + 3
      // The fuller counts must leave room for whom the word is about.
      let least = level < 2 ? headline.leastWithSubject : headline.least
      guard needed + least + 3 <= rect.columns || level == 4 else { continue }
      // What room is left says whether one may go to work.
      let words = headline.words(in: rect.columns - needed - 3)
      if !words.isEmpty { left += [TitleWord(text: level < 3 ? "   " : " ")] + words }
      let start = rect.column + rect.columns - width(of: right) - 1
      canvas.put(left, rect.column, rect.row, edge: min(rect.column + rect.columns, max(start - 1, rect.column + 10)))
      if start > rect.column { canvas.put(right, start, rect.row, edge: rect.column + rect.columns) }
      return
    }
  }

  /// The way here: the program, then service, role and host as far as they are chosen.
  private func path(_ level: Int) -> [TitleWord] {
    var words = [TitleWord(text: level < 3 || crumbs.isEmpty ? "opsconsole" : "", role: .title)]
    for (place, crumb) in crumbs.enumerated() where level < 2 || place == crumbs.count - 1 {
      let isFirst = words.count == 1
      words.append(TitleWord(text: isFirst ? (words[0].text.isEmpty ? "" : "   ") : " \(glyphs.crumb) ", role: .quiet))
      words.append(TitleWord(text: crumb, role: place == crumbs.count - 1 ? .strong : .text))
    }
    return words
  }

  private var crumbs: [String] {
    if case .host(let view) = state.page {
      let role = world.fleet[view.host]?.host.role
      return [role?.service, role?.role, view.host.name].compactMap { $0 }
    }
    if let role = state.filter.role { return [role.service, role.role] }
    return world.index.services.count == 1 ? world.index.services : []
  }

  private func subject(_ level: Int) -> [TitleWord] {
    if case .host(let view) = state.page { return standing(of: view.host, level) }
    return counts(level)
  }

  /// How many hosts stand how; only what there is.
  private func counts(_ level: Int) -> [TitleWord] {
    let isTerse = level >= 1
    let gap = level >= 3 ? " " : isTerse ? "  " : "   "
    let total = world.fleet.hosts.count
    var words = [TitleWord(text: isTerse ? "   \(total)" : "    \(Words.count(total, "host"))", role: .text)]
    for standing in Standing.allCases.reversed() where standing.needsLook && state.figures.counts[standing] > 0 {
      let number = state.figures.counts[standing]
      words.append(TitleWord(text: gap))
      words.append(TitleWord(text: standing.sign(state.settings.symbols) + (isTerse ? "" : " "), role: standing.role))
      words.append(TitleWord(text: isTerse ? "\(number)" : "\(number) \(standing.word)", role: standing.role))
    }
    guard level < 3 else { return words }
    let waiting = state.figures.counts[.waiting]
    if waiting > 0 {
      words.append(TitleWord(text: "\(gap)\(glyphs.more) \(waiting)\(isTerse ? "" : " connecting")", role: .quiet))
    }
    if total > 0 { words.append(TitleWord(text: "\(gap)\(state.figures.counts[.well]) ok", role: .quiet)) }
    for (status, word) in [(HostStatus.maintenance, "maintenance"), (.standby, "standby"), (.poweroff, "off")] {
      guard !isTerse, let number = state.figures.counts.aside[status] else { continue }
      words.append(TitleWord(text: "\(gap)\(number) \(word)", role: status == .maintenance ? .maintenance : .quiet))
    }
    return words
  }

  /// How the host that is open stands, and how the others do.
  private func standing(of host: HostID, _ level: Int) -> [TitleWord] {
    guard let place = world.fleet.index(of: host), place < world.standings.count else {
      return [TitleWord(text: "   no longer in the inventory", role: .stale)]
    }
    let standing = world.standings[place]
    let sign = standing.sign(state.settings.symbols)
    let words = [TitleWord(text: "   \(sign) \(standing.word)", role: standing.role)]
    return level < 3 ? words + counts(max(level, 1)) : words
  }

  /// The name of this office, as far as there is room for it beside the clock.
  private var site: String { truncate(state.settings.site, columns: Self.siteColumns) }

  /// What holds for the whole screen, and the time.
  private func markers(_ level: Int) -> [TitleWord] {
    var words: [TitleWord] = []
    func add(_ text: String, _ role: Role) {
      if !words.isEmpty { words.append(TitleWord(text: "  ")) }
      words.append(TitleWord(text: text, role: role))
    }
    let over = state.today.overrun
    if over > 0 {
      let sign = Standing.warn.sign(state.settings.symbols)
      add(
        level < 3
          ? "\(sign) \(Words.count(over, "window")) past \(over == 1 ? "its" : "their") end" : "\(sign)\(over) over",
        .warn)
    }
    let asked = state.today.asked
    if asked > 0, level < 4 {
      add(level < 2 ? "\(Words.count(asked, "request")) for you" : "\(asked) for you", .strong)
    }
    let called = state.isChatVisible ? 0 : world.chat.unreadMentions
    if called > 0, level < 4 {
      let key = state.keyName(.chat)
      add(level < 2 ? "\(Words.count(called, "call")) in the chat (\(key))" : "\(called) in chat", .strong)
    }
    let problems = state.allProblems.count
    if problems > 0 { add(level < 2 ? "! \(Words.count(problems, "configuration problem"))" : "!\(problems)", .error) }
    if let frozen = state.frozen {
      add(level < 4 ? "HELD \(formatAge(state.now.since(frozen.at)))" : "HELD", .stale)
    }
    if state.follows, level < 3 { add("follow", .strong) }
    if state.settings.readOnly, level < 2 { add("read-only", .hint) }
    if state.settings.isDemo { add(level < 3 ? "demo" : "", .hint) }
    if level < 4 {
      let clock = Words.clock(state.now, state.zone) + (level < 3 ? " \(state.zone.abbreviation)" : "")
      add(level < 2 && !state.settings.site.isEmpty ? "\(site) \(clock)" : clock, .text)
    }
    return words
  }
}
