import OpsDomain
import OpsScreen

/// The lines between the tabs and what a tab shows: who the host is, what it runs on, what is wrong with it.
///
/// How many there are depends on the host and the size only, never on the time, so that nothing jumps.
struct HostHead {
  /// One line.
  struct Line: ExpressibleByArrayLiteral {
    var phrases: [Phrase]
    /// Whether phrases that do not fit are left out rather than cut.
    var isWhole = false

    init(_ phrases: [Phrase], isWhole: Bool = false) {
      self.phrases = phrases
      self.isWhole = isWhole
    }
    init(arrayLiteral elements: Phrase...) { phrases = elements }
  }

  /// The lines, in order.
  let lines: [Line]

  init(_ state: HostState?, rows: Int, columns: Int, context: DrawContext) {
    let room = Self.room(rows)
    guard let state, room > 0 else {
      lines = []
      return
    }
    let writer = HeadWriter(state: state, columns: columns, context: context)
    let trouble = writer.links + writer.findings
    let who = writer.who
    let rest = [writer.machine] + writer.limit + writer.observed + writer.oddities + writer.unread
    if 1 + trouble.count + rest.count <= room {
      lines = [who] + rest.prefix(1) + trouble + rest.dropFirst()
    } else if 2 + trouble.count <= room {
      lines = [who] + rest.prefix(1) + trouble
    } else if room == 1 {
      lines = [Self.cut(trouble, to: 1, arrow: writer.glyphs).first ?? who]
    } else {
      lines = [who] + Self.cut(trouble, to: room - 1, arrow: writer.glyphs)
    }
  }

  /// How many rows the head may take of a view of this height, the tabs left out.
  private static func room(_ rows: Int) -> Int {
    if rows < 5 { return 0 }
    return rows < 12 ? 2 : max(4, rows * 2 / 5)
  }

  /// The first lines, the last of them saying how many follow.
  private static func cut(_ lines: [Line], to count: Int, arrow glyphs: HostGlyphs) -> [Line] {
    guard lines.count > count, count > 0 else { return Array(lines.prefix(count)) }
    if count == 1 { return [Line([Phrase("1 of \(lines.count)", .hint)] + lines[0].phrases)] }
    let more = Phrase("   \(glyphs.chrome.more) \(lines.count - count + 1) more", .hint)
    return lines.prefix(count - 1) + [[more]]
  }

  /// Draws the lines from the top of a rectangle.
  func draw(on canvas: inout Canvas, in rect: Rect) {
    for (index, line) in lines.prefix(rect.rows).enumerated() {
      canvas.write(
        line.phrases, column: rect.column + 1, row: rect.row + index, limit: rect.columns - 2, gap: 2,
        whole: line.isWhole)
    }
  }
}

/// Puts the lines of the head into words.
struct HeadWriter {
  /// The most lines of one message or remedy.
  private static let messageLines = 2
  /// The most findings listed.
  private static let findingLimit = 6

  let state: HostState
  let columns: Int
  let context: DrawContext
  let glyphs: HostGlyphs

  init(state: HostState, columns: Int, context: DrawContext) {
    self.state = state
    self.columns = columns
    self.context = context
    self.glyphs = HostGlyphs(context.symbols)
  }

  /// Sign, name, address, role, site, parent, status, uptime.
  var who: HostHead.Line {
    let host = state.host
    let standing = Standing(state)
    var line = [
      Phrase("\(standing.sign(context.symbols)) \(standing.word)", standing.role), Phrase(host.id.name, .strong),
    ]
    if host.status != .working { line.append(Phrase(state.overlay?.words ?? host.status.rawValue, .maintenance)) }
    if host.address != host.id.name { line.append(Phrase(host.address)) }
    if let role = host.role { line.append(Phrase(role.description)) }
    if let site = host.site { line.append(Phrase(site)) }
    if let parent = host.parent {
      line.append(Phrase(parent == state.declaredParent ? "on \(parent)" : "on \(parent) (detected)"))
    }
    if let seconds = state.sample?.uptimeSeconds { line.append(Phrase("up \(Figures.uptime(seconds))")) }
    if host.status == .working { line.append(Phrase(host.status.rawValue, .quiet)) }
    return HostHead.Line(line, isWhole: true)
  }

  /// Distribution, kernel, cores, memory, virtualization, CPU.
  var machine: HostHead.Line {
    var words: [String] = []
    let facts = state.facts
    words += [facts?.distribution, facts?.kernel].compactMap { $0 }
    if let cores = state.sample?.cores { words.append(cores == 1 ? "1 core" : "\(cores) cores") }
    if let memory = state.sample?.memory { words.append(formatBytes(memory.totalBytes)) }
    words += [facts?.virtualization, facts?.architecture, facts?.cpuModel].compactMap { $0 }
    if facts == nil {
      words.append(state.sectionFailures[.facts].map { "no facts: \($0.reason)" } ?? "facts not read yet")
    }
    let dot = " \(glyphs.chrome.dot) "
    return [Phrase(words.joined(separator: dot), .quiet)]
  }

  /// What it is declared to do, and what it does by what runs on it.
  var observed: [HostHead.Line] {
    guard let observed = state.observed, !observed.services.isEmpty || state.facts?.programs != nil else { return [] }
    let isOld = state.currentFacts(at: context.now) == nil
    var line = [Phrase("observed", .quiet), Phrase(observed.words, isOld ? .stale : .text)]
    if isOld, let taken = state.facts?.takenAt {
      line.append(Phrase("read \(formatSpan(context.now.since(taken))) ago", .stale))
    }
    if let role = state.host.role {
      let isDrift = state.findings.contains { $0.rule == .drift && ["role", "replication"].contains($0.subject) }
      line = [Phrase("declared", .quiet), Phrase(role.role, isDrift ? .warn : .text)] + line
    }
    if let doubt = observed.doubt { line.append(Phrase("? \(doubt)", .unknown)) }
    return [HostHead.Line(line)]
  }

  /// In what it is unlike the others of its role.
  var oddities: [HostHead.Line] {
    guard !state.oddities.isEmpty else { return [] }
    let words = state.oddities.map(\.sentence).joined(separator: " \(glyphs.chrome.dot) ")
    return [[Phrase("unlike its role", .quiet), Phrase(words)]]
  }

  /// Every source that fails: when it began and what is tried, the failure in words, what can be done.
  var links: [HostHead.Line] {
    let hasOther = state.host.sources.contains { if case .connected? = state.links[$0] { true } else { false } }
    return state.host.sources.flatMap { source -> [HostHead.Line] in
      guard case .failed(let failure, let since, let retryAt)? = state.links[source] else { return [] }
      let severity = hasOther ? Severity.warn : .crit
      var top = [
        Phrase(
          "\(hasOther ? glyphs.sign(.warn) : Standing.down.sign(context.symbols)) \(source.rawValue)", severity.role),
        Phrase(failure.kind.words, .strong), Phrase(Figures.since(since, context)),
      ]
      top.append(Phrase(retryWords(retryAt), .quiet))
      return [HostHead.Line(top)] + indented(failure.message, .text, lead: "")
        + indented(failure.remedy ?? "", .strong, lead: glyphs.chrome.arrow + " ")
    }
  }

  /// Findings, the worst first, with since when.
  var findings: [HostHead.Line] {
    // That a host whose failure is told above does not answer need not be told twice.
    let isTold = !links.isEmpty
    let findings = state.findings.filter { !(isTold && ($0.rule == .down || $0.rule == .stale)) }
    let shown = findings.prefix(Self.findingLimit)
    let widest = shown.map { OpsScreen.columns(of: $0.sentence) }.max() ?? 0
    let width = min(widest, max(columns - 34, 16))
    var lines = shown.map { finding -> HostHead.Line in
      [
        Phrase("\(glyphs.sign(finding.severity)) \(finding.severity.standing.word)", finding.severity.role),
        Phrase(fit(finding.sentence, columns: width)), Phrase(Figures.since(finding.since, context), .quiet),
      ]
    }
    if findings.count > shown.count {
      lines.append([Phrase("\(glyphs.chrome.more) \(findings.count - shown.count) more findings", .hint)])
    }
    return lines
  }

  /// What holds the host back, in one line; empty while that is not known, or there is little to do.
  var limit: [HostHead.Line] {
    guard let standing = state.bottleneck, standing.letter != .idle else { return [] }
    var line = [Phrase("\(standing.letter.sign(context.symbols)) \(standing.letter.word)", .strong)]
    if let walk = state.bottleneckWalk, walk.letter == standing.letter {
      line.append(Phrase(harmless(walk.conclusion)))
    }
    line.append(Phrase(Figures.since(standing.since, context), .quiet))
    return [HostHead.Line(line)]
  }

  /// What could not be read though the host answers, in one line; empty when all was.
  var unread: [HostHead.Line] {
    var words = state.sample?.failures ?? []
    if let tick = state.sectionFailures[.tick] { words.insert(tick.reason, at: 0) }
    guard !words.isEmpty else { return [] }
    return [[Phrase("? not read", .unknown), Phrase(words.joined(separator: "; "), .unknown)]]
  }

  private func retryWords(_ retryAt: Timestamp?) -> String {
    guard let retryAt else { return ":\(Command.recheck.rawValue) tries again" }
    let wait = retryAt.since(context.now)
    return wait > .seconds(1) ? "tried again in \(formatSpan(wait))" : "tried again now"
  }

  private func indented(_ text: String, _ role: Role, lead: String) -> [HostHead.Line] {
    guard !text.isEmpty else { return [] }
    // A newline from outside must not begin a line of ours.
    let one = harmless(text)
    let width = max(columns - 4 - lead.count - 1, 8)
    return wrap(one, columns: width, limit: Self.messageLines).enumerated().map { index, line in
      [Phrase("  " + (index == 0 ? lead : String(repeating: " ", count: lead.count)) + line, role)]
    }
  }
}
