import OpsDomain
import OpsScreen

/// One entry in full: who, when, about what, the text, and everything that was changed since.
struct EntryDetail: Sendable {
  /// The entry.
  var record: EntryRecord
  /// The first line shown.
  var top = 0
  /// Whether Esc goes back to where it was opened from, not to the list.
  var isGuest = false

  /// The most lines of one text.
  static let textLines = 5_000

  init(_ record: EntryRecord, isGuest: Bool = false) {
    self.record = record
    self.isGuest = isGuest
  }

  /// All lines at a width.
  func lines(columns: Int, _ world: World) -> [[Phrase]] {
    let clock = LogClock(world)
    let entry = record.entry
    let width = max(columns - 4, 8)
    var lines: [[Phrase]] = []
    func field(_ name: String, _ value: String, _ role: Role = .text) {
      guard !value.isEmpty else { return }
      let name = fit(name, columns: 10)
      for (number, line) in wrap(value, columns: max(width - 12, 8), limit: 20).enumerated() {
        lines.append([Phrase(number == 0 ? name : String(repeating: " ", count: 10), .hint), Phrase(line, role)])
      }
    }
    func text(_ text: String, _ role: Role) {
      for line in wrap(text, columns: width, limit: Self.textLines) { lines.append([Phrase(line, role)]) }
    }
    let isStruck = record.retracted != nil || record.redacted != nil
    if let strike = record.redacted {
      field("removed", strikeWords(strike, clock), .unknown)
    }
    if let strike = record.retracted { field("taken back", strikeWords(strike, clock), .stale) }
    field("when", whenWords(clock))
    field("who", whoWords)
    field("about", entry.targets.folded, .strong)
    field("kind", [entry.kind.rawValue, entry.result?.rawValue ?? ""].filter { !$0.isEmpty }.joined(separator: ", "))
    field("thread", entry.thread.map { threadWords($0, world) } ?? "", .maintenance)
    field("answers", entry.replyTo.map { "an entry of \(clock.moment($0.moment))" } ?? "")
    field("tags", entry.tags.map { "#" + $0 }.joined(separator: " "))
    field("tickets", entry.tickets.joined(separator: " "), .link)
    for link in record.links { field(link.relation.isEmpty ? "link" : link.relation, link.target, .link) }
    commandFields(field)
    if let title = entry.title { field("title", title, .strong) }
    lines.append([])
    text(
      entry.text.isEmpty && record.redacted != nil ? "The text was removed for good." : entry.text,
      isStruck ? .quiet : .text)
    if let output = entry.command?.output {
      lines += [[], [Phrase("output", .heading)]]
      text(output, .quiet)
      if let cut = entry.command?.outputCut {
        lines.append([Phrase("\(formatBytes(UInt64(max(cut, 0)))) more were not kept", .hint)])
      }
    }
    lines += changes(clock, width)
    lines += [[], [Phrase("id", .hint), Phrase(record.id.description, .quiet)]]
    return lines
  }

  private func commandFields(_ field: (String, String, Role) -> Void) {
    guard let command = record.entry.command else { return }
    field("command", command.text, .strong)
    field("on", [command.host, command.folder].compactMap { $0 }.joined(separator: " "), .text)
    if let exit = command.exit { field("exit", "\(exit)", exit == 0 ? .ok : .crit) }
  }

  private func strikeWords(_ strike: EntryRecord.Strike, _ clock: LogClock) -> String {
    "\(clock.moment(strike.recordedAt)) by \(strike.author.display): \(strike.reason)"
  }

  private func whenWords(_ clock: LogClock) -> String {
    let entry = record.entry
    let time = entry.precision == .day ? "" : " \(clock.local(entry.at).clock)"
    let written = clock.moment(record.recordedAt)
    let isLate = record.recordedAt.since(entry.at) > .seconds(120) || entry.at > record.recordedAt + .seconds(5)
    return "\(clock.day(entry.at))\(time)" + (isLate ? ", written \(written)" : "")
  }

  private var whoWords: String {
    let author = record.author
    var words = [author.display]
    if author.display != author.account { words.append("(\(author.account))") }
    if let other = author.onBehalfOf { words.append("for \(other)") }
    words.append("by \(record.via.rawValue)")
    if author.verified == .none { words.append("not verified") }
    return words.joined(separator: " ")
  }

  private func threadWords(_ id: OperationID, _ world: World) -> String {
    guard let window = world.log.team.window(id) else {
      return world.log.team.reference(of: id) ?? id.description
    }
    return "\(window.reference) \(window.plan.title)"
  }

  /// What was changed since, the text of before each change included.
  private func changes(_ clock: LogClock, _ width: Int) -> [[Phrase]] {
    guard !record.revisions.isEmpty else { return [] }
    var lines: [[Phrase]] = []
    var before = record.original?.text
    for revision in record.revisions {
      let amendment = revision.amendment
      lines.append([])
      lines.append([
        Phrase("amended", .heading),
        Phrase(
          "\(clock.moment(revision.recordedAt)) by \(revision.author.display): \(amendment.reason.firstLine)", .strong),
      ])
      if let at = amendment.at { lines.append([Phrase("time", .hint), Phrase("now \(clock.moment(at))")]) }
      if let targets = amendment.targets { lines.append([Phrase("about", .hint), Phrase("now \(targets.folded)")]) }
      if let kind = amendment.kind { lines.append([Phrase("kind", .hint), Phrase("now \(kind.rawValue)")]) }
      guard let text = amendment.text else { continue }
      if let before {
        lines.append([Phrase("before", .hint)])
        for line in wrap(before, columns: max(width - 2, 8), limit: 200) { lines.append([Phrase("  " + line, .quiet)]) }
      }
      before = text
    }
    return lines
  }

  /// Draws what fits.
  func draw(on canvas: inout Canvas, in rect: Rect, _ world: World, marked words: [String]) {
    let all = lines(columns: rect.columns, world)
    let top = min(max(top, 0), max(all.count - rect.rows, 0))
    for (number, line) in all.dropFirst(top).prefix(rect.rows).enumerated() {
      canvas.write(line, column: rect.column + 2, row: rect.row + number, limit: rect.columns - 3, gap: 2)
    }
    guard all.count > top + rect.rows, rect.rows > 1 else { return }
    let more = " \(Glyphs(world.context.symbols).below) \(all.count - top - rect.rows) more lines "
    let width = columns(of: more)
    canvas.put(more, rect.column + rect.columns - width - 1, rect.row + rect.rows - 1, width, .hint)
  }
}
