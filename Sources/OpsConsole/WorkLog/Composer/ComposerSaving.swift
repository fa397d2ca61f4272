import OpsDomain
import OpsScreen

extension ConsoleState {
  /// The zone in which times that are typed are understood.
  var composerZone: ZoneRules { settings.zones.rules(of: settings.zoneName) }

  /// Enter: goes on from the part that is being typed, and from the last one saves.
  mutating func acceptPart() -> [Effect] {
    guard var open = composer else { return [] }
    open.completion = Composer.Completion()
    composer = open
    switch (open.part, open.purpose) {
    case (.targets, _): return acceptTargets()
    case (.text, .amend):
      composer?.part = .reason
      return []
    case (.text, _), (.reason, _): return save()
    }
  }

  /// Saves what is written, or says what is missing.
  private mutating func save() -> [Effect] {
    guard let open = composer else { return [] }
    if let again = failedAttempt(open) { return attempt(again.bodies, ticket: again.ticket) }
    switch open.purpose {
    case .entry: return saveEntry(open)
    case .amend(let record): return saveAmendment(open, of: record)
    case .retract(let record):
      guard !open.reasonField.text.isBlank else { return refuse("why is it taken back? colleagues will read it") }
      let strike = EntryStrike(entry: record.id, reason: open.reasonField.text)
      return attempt([.entryRetract(strike)])
    }
  }

  /// The attempt to save just this, when it failed before.
  private func failedAttempt(_ open: Composer) -> (ticket: Int, bodies: [OperationBody])? {
    guard let last = log.composed[open.context], last.signature == open.signature,
      let attempt = log.attempts[last.ticket], attempt.failure != nil
    else { return nil }
    return (last.ticket, attempt.bodies)
  }

  private mutating func saveEntry(_ open: Composer) -> [Effect] {
    let text = open.area.text
    guard !text.isBlank else { return refuse("nothing is written yet") }
    if !open.isOne, let lines = EntryLine.many(text, now: now, zone: composerZone) {
      composer?.preview = Composer.Preview(lines: lines)
      return []
    }
    let line = EntryLine(text, now: now, zone: composerZone)
    guard !line.text.isBlank else { return refuse("nothing is said besides time and kind") }
    if let problem = Self.sizeProblem(line.text) { return refuse(problem) }
    if !line.warnings.isEmpty, open.warned != text {
      composer?.warned = text
      composer?.problem = line.warnings.joined(separator: "; ") + ".  Enter again saves it"
      return []
    }
    return attempt([.entryAdd(entry(of: line, open))])
  }

  /// Saves all entries of a preview in one act.
  mutating func savePreview() -> [Effect] {
    guard let open = composer, let lines = open.preview?.lines else { return [] }
    if let again = failedAttempt(open) { return attempt(again.bodies, ticket: again.ticket) }
    if let problem = lines.lazy.compactMap({ Self.sizeProblem($0.text) }).first { return refuse(problem) }
    if let empty = lines.firstIndex(where: { $0.text.isBlank }) {
      return refuse("line \(empty + 1) says nothing; Esc goes back to the text")
    }
    return attempt(lines.map { .entryAdd(entry(of: $0, open)) })
  }

  /// Saves the text of a preview as one entry.
  private mutating func savePreviewAsOne() -> [Effect] {
    composer?.preview = nil
    composer?.isOne = true
    return save()
  }

  private func entry(of line: EntryLine, _ open: Composer) -> Entry {
    var answered: OperationID?
    if case .entry(let record?) = open.purpose { answered = record.id }
    var entry = line.entry(targets: open.targets, thread: open.thread, replyTo: answered, zone: settings.zoneName)
    if line.kind == nil { entry.kind = open.kind }
    // What was said happened when it was said, unless the text gives another time.
    if let source = open.source, let said = source.line {
      if line.at == now { entry.at = said.at }
      entry.chat = source.origin
    }
    let (result, text) = Self.result(of: entry)
    if entry.result == nil { entry.result = result }
    entry.text = text
    return entry
  }

  /// The result with which the text of an ending begins, `!end ok moved`, and the text without it.
  private static func result(of entry: Entry) -> (WorkResult?, String) {
    guard entry.kind == .end || entry.kind == .report else { return (nil, entry.text) }
    let word = entry.text.prefix { !$0.isWhitespace }
    let rest = entry.text.dropFirst(word.count).drop { $0.isWhitespace }
    guard let result = WorkResult(rawValue: word.lowercased()) else { return (nil, entry.text) }
    return (result, rest.isEmpty ? entry.text : String(rest))
  }

  private mutating func saveAmendment(_ open: Composer, of record: EntryRecord) -> [Effect] {
    let text = open.area.text
    guard !text.isBlank else { return refuse("an entry cannot be emptied; \(keyName(.retract)) takes it back") }
    if let problem = Self.sizeProblem(text) { return refuse(problem) }
    var amendment = EntryAmendment(entry: record.id, reason: open.reasonField.text)
    if text != record.entry.text { amendment.text = text }
    if open.targets != record.entry.targets { amendment.targets = open.targets }
    if open.kind != record.entry.kind { amendment.kind = open.kind }
    if open.thread != record.entry.thread { amendment.thread = open.thread }
    guard amendment != EntryAmendment(entry: record.id, reason: amendment.reason) else {
      return refuse("nothing is changed yet")
    }
    guard !amendment.reason.isBlank else { return refuse("why is it changed? colleagues will read it") }
    let found = secrets(in: text)
    if !found.isEmpty, open.warned != text {
      composer?.warned = text
      composer?.problem = "it seems to hold \(found.joined(separator: ", ")).  Enter again saves it"
      return []
    }
    return attempt([.entryAmend(amendment)])
  }

  /// Why a text is too long, or nil.
  private static func sizeProblem(_ text: String) -> String? {
    let bytes = text.utf8.count
    guard bytes > Entry.textMax else { return nil }
    return
      "\(formatBytes(UInt64(bytes))) is over the \(formatBytes(UInt64(Entry.textMax))) of an entry; the draft is kept"
  }

  private mutating func refuse(_ problem: String) -> [Effect] {
    composer?.problem = problem
    return []
  }

  // MARK: attempts

  private mutating func attempt(_ bodies: [OperationBody], ticket: Int? = nil) -> [Effect] {
    guard let open = composer else { return [] }
    guard settings.logPath.isEmpty == false || log.isOpen else {
      return refuse("there is no work log here; the text is kept as a draft")
    }
    let (context, text, source) = (open.context, open.area.text, open.source)
    let effects = append(bodies, ticket: ticket) { state, outcome in
      state.composed(outcome, context: context, text: text, source)
    }
    let used = ticket ?? log.nextTicket - 1
    // Another text takes the place of the one that could not be saved.
    if let last = log.composed[context]?.ticket, last != used { giveUp(last) }
    log.composed[context] = LogState.Composed(ticket: used, signature: open.signature)
    composer?.phase = .saving(used)
    composer?.problem = nil
    return effects
  }

  /// Hears what came of an attempt, whether the composer is still open or not.
  private mutating func composed(
    _ outcome: AppendOutcome, context: String, text: String, _ source: ChatSource?
  ) -> [Effect] {
    let isOpen = composer?.context == context && composer?.isSaving == true
    let ticket = log.composed[context]?.ticket ?? 0
    switch outcome {
    case .failed(let failure):
      if isOpen {
        composer?.phase = .failed(ticket, failure)
      } else {
        say("not saved: \(failure.message)  The text waits as a draft: \(keyName(.drafts))", isError: true)
      }
      return []
    case .saved(let operations):
      log.composed[context] = nil
      if isOpen { composer = nil }
      say(savedWords(operations))
      // What was written since under the same context is another text and stays.
      let kept = log.drafts[context] == text ? keepDraft("", context: context) : []
      return kept + (source.map { saved(operations, from: $0) } ?? [])
    }
  }

  /// What was saved, in one line: `saved 12:03  bm-db07  rsync stopped`.
  private func savedWords(_ operations: [Operation]) -> String {
    let clock = LogClock(world)
    let entries = operations.compactMap { operation -> Entry? in
      if case .entryAdd(let entry) = operation.body { return entry }
      return nil
    }
    if entries.count > 1 { return "saved \(Words.count(entries.count, "entry", "entries"))" }
    guard let entry = entries.first else { return "saved" }
    let words = [clock.moment(entry.at), entry.targets.folded, entry.text.firstLine].filter { !$0.isEmpty }
    return "saved " + words.joined(separator: "  ")
  }

  // MARK: preview

  /// Gives a key to the preview of several entries.
  mutating func preview(_ key: Key) -> [Effect] {
    guard let preview = composer?.preview else { return [] }
    let page = max(size.rows / 3, 1)
    let last = max(preview.lines.count - 1, 0)
    func scroll(_ step: Int) { composer?.preview?.top = min(max(preview.top + step, 0), last) }
    switch (key.code, key.modifiers) {
    case (.enter, []): return savePreview()
    case (.character("o"), []): return savePreviewAsOne()
    case (.down, []), (.character("j"), []): scroll(1)
    case (.up, []), (.character("k"), []): scroll(-1)
    case (.pageDown, []): scroll(page)
    case (.pageUp, []): scroll(-page)
    default: break
    }
    return []
  }
}

extension String {
  /// Whether nothing but blanks and line ends is in it.
  var isBlank: Bool { allSatisfy(\.isWhitespace) }

  /// The first line, without blanks around.
  var firstLine: String {
    let start = drop { $0.isWhitespace }
    var line = start.prefix { !$0.isNewline }
    while line.last?.isWhitespace == true { line.removeLast() }
    return String(line)
  }
}
