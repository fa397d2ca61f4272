import OpsDomain
import OpsScreen

extension ConsoleState {
  // MARK: opening

  /// Opens the composer about the marked hosts, else what is selected.
  mutating func composeEntry() -> [Effect] {
    let targets = targetsAtHand
    open(Composer(.entry(answer: nil), context: DraftContext.entry(targets.folded).name, targets: targets))
    return []
  }

  /// Opens the composer with a thread and targets chosen by a pane, as for a window that runs.
  mutating func composeEntry(about targets: [EntryTarget], thread: OperationID?) -> [Effect] {
    var new = Composer(.entry(answer: nil), context: DraftContext.entry(targets.folded).name, targets: targets)
    new.thread = thread
    open(new)
    return []
  }

  /// Opens the composer with a text of the chat; a draft that waits about the same is left alone.
  mutating func composeEntry(from source: ChatSource, text: String, about targets: [EntryTarget]) {
    var context = DraftContext.entry(targets.folded).name
    while log.drafts[context] != nil, context.utf8.count < 1_000 { context += " " }
    var new = Composer(.entry(answer: nil), context: context, targets: targets, text: text)
    new.source = source
    open(new)
  }

  /// Opens the composer to answer an entry.
  mutating func composeAnswer(to record: EntryRecord) -> [Effect] {
    var new = Composer(
      .entry(answer: record), context: DraftContext.answer(record.place).name, targets: record.entry.targets)
    new.thread = record.entry.thread
    open(new)
    return []
  }

  /// Opens the composer to correct an entry.
  mutating func composeAmendment(of record: EntryRecord) -> [Effect] {
    var new = Composer(
      .amend(record), context: DraftContext.amendment(record.place).name, targets: record.entry.targets,
      text: record.entry.text)
    new.thread = record.entry.thread
    new.kind = record.entry.kind
    open(new)
    return []
  }

  /// Opens the composer to take an entry back.
  mutating func composeRetraction(of record: EntryRecord) -> [Effect] {
    open(Composer(.retract(record), context: "", targets: record.entry.targets))
    return []
  }

  private mutating func open(_ new: Composer) {
    var new = new
    if let draft = log.drafts[new.context], !new.context.isEmpty, draft != new.area.text {
      new.area = TextArea(draft)
      new.wasDraft = true
    }
    let choice = threadChoice(of: new.targets)
    let running = choice.running.map(\.id)
    if case .entry = new.purpose, new.thread == nil { new.thread = choice.window?.id }
    new.threads = running + (new.thread.map { running.contains($0) ? [] : [$0] } ?? [])
    composer = new
    settle(reveal: true)
  }

  /// What a new entry is about when nothing else is said.
  private var targetsAtHand: [EntryTarget] {
    if case .host(let view) = page { return targets(of: [view.host]) }
    if !marks.isEmpty { return targets(of: markedInOrder) }
    if currentPane == .workLog { return workLogPane?.filter.targets ?? [] }
    if currentPane == .roles, let role = panes[.roles].selectedRole(world) {
      return [EntryTarget(.role, role.description)]
    }
    return targets(of: selectedHost.map { [$0] } ?? [])
  }

  // MARK: keys

  /// Gives a key to the composer.
  mutating func compose(_ key: Key) -> [Effect] {
    guard var open = composer else { return [] }
    let heldControlX = open.heldControlX
    open.heldControlX = false
    composer = open
    if isLeaving(key) { return leaveComposer() }
    guard !open.isSaving else { return [] }
    if open.preview != nil { return preview(key) }
    switch (key.code, key.modifiers) {
    case (.character("x"), .control):
      composer?.heldControlX = true
      return []
    case (.character("e"), .control) where heldControlX: return openEditor()
    case (.character("t"), .control): return toggleTargets()
    case (.character("k"), .alt): return cycleKind()
    case (.character("t"), .alt): return cycleThread()
    case (.tab, []): return complete(1)
    case (.backTab, _): return complete(-1)
    case (.enter, []): return acceptPart()
    default: return typeIntoComposer(key)
    }
  }

  private func isLeaving(_ key: Key) -> Bool {
    switch (key.code, key.modifiers) {
    case (.escape, []), (.character("c"), .control), (.character("g"), .control): return true
    default: return false
    }
  }

  /// Goes back one step: from the preview or the targets to the text, from the text away; the draft stays.
  private mutating func leaveComposer() -> [Effect] {
    guard let open = composer else { return [] }
    if open.preview != nil {
      composer?.preview = nil
      return []
    }
    if open.part != .text, open.hasText {
      composer?.part = .text
      composer?.problem = nil
      composer?.completion = Composer.Completion()
      return []
    }
    composer = nil
    if open.isSaving { return [] }
    guard open.hasText, !open.area.isEmpty, open.area.text != open.record?.entry.text else {
      if let last = log.composed.removeValue(forKey: open.context)?.ticket { giveUp(last) }
      return keepDraft("", context: open.context)
    }
    let effects = keepDraft(open.area.text, context: open.context)
    say("the text is kept as a draft; \(keyName(.drafts)) opens it again")
    return effects
  }

  private mutating func typeIntoComposer(_ key: Key) -> [Effect] {
    guard var open = composer else { return [] }
    let width = composerTextColumns
    var effects: [Effect] = []
    switch open.part {
    case .text:
      let outcome = open.area.handle(key, columns: width)
      if outcome == .refused { open.problem = Self.tooMuch }
      if outcome == .edited {
        open.edited()
        composer = open
        effects = keepDraft(open.area.text, context: open.context)
      }
      if outcome == .edited || outcome == .moved { open.completion = Composer.Completion() }
    case .targets: if open.targetField.handle(key) == .edited { open.edited() }
    case .reason:
      if key.code == .up, open.hasText {
        open.part = .text
      } else if open.reasonField.handle(key) == .edited {
        open.edited()
      }
    }
    composer = open
    return effects
  }

  /// Puts pasted text into the composer.
  mutating func pasteIntoComposer(_ text: String) -> [Effect] {
    guard var open = composer, !open.isSaving, open.preview == nil else { return [] }
    var effects: [Effect] = []
    switch open.part {
    case .targets: open.targetField.paste(text)
    case .reason: open.reasonField.paste(text)
    case .text:
      guard open.area.paste(text) != .refused else {
        composer?.problem = Self.tooMuch
        return []
      }
      open.edited()
      effects = keepDraft(open.area.text, context: open.context)
      let lines = EntryLine.many(open.area.text, now: now, zone: composerZone)
      if case .entry = open.purpose, let lines { open.preview = Composer.Preview(lines: lines) }
    }
    composer = open
    return effects
  }

  private static let tooMuch = "that is more than an entry can ever hold; nothing was put in"

  // MARK: targets, kind, thread, editor

  private mutating func toggleTargets() -> [Effect] {
    guard var open = composer, open.hasText else { return [] }
    if open.part == .targets { return acceptTargets() }
    open.part = .targets
    open.targetField = TextField(open.targets.folded)
    open.completion = Composer.Completion()
    open.problem = nil
    composer = open
    return []
  }

  mutating func acceptTargets() -> [Effect] {
    guard var open = composer else { return [] }
    do throws(Mismatch) {
      open.targets = try targets(matching: open.targetField.text)
    } catch {
      composer?.problem = error.message
      return []
    }
    open.part = .text
    open.problem = nil
    open.completion = Composer.Completion()
    let choice = threadChoice(of: open.targets)
    let running = choice.running.map(\.id)
    if open.thread == nil || !running.contains(where: { $0 == open.thread }) {
      if case .entry(nil) = open.purpose { open.thread = choice.window?.id }
    }
    open.threads = running
    // The draft moves along, unless another one waits there.
    var effects: [Effect] = []
    let context = DraftContext.entry(open.targets.folded).name
    if case .entry(nil) = open.purpose, context != open.context, log.drafts[context] == nil {
      effects = keepDraft("", context: open.context)
      open.context = context
      effects += keepDraft(open.area.text, context: context)
    }
    composer = open
    return effects
  }

  private mutating func cycleKind() -> [Effect] {
    guard let open = composer, open.hasText else { return [] }
    let all = EntryKind.allCases.filter { $0 != .report }
    let place = all.firstIndex(of: open.kind) ?? 0
    composer?.kind = all[(place + 1) % all.count]
    return []
  }

  /// Goes through the maintenance under way on the targets, and none.
  private mutating func cycleThread() -> [Effect] {
    guard let open = composer, open.hasText else { return [] }
    guard !open.threads.isEmpty else {
      composer?.problem = "no maintenance runs on these targets"
      return []
    }
    let choices: [OperationID?] = open.threads.map { $0 } + [nil]
    let place = choices.firstIndex { $0 == open.thread } ?? choices.count - 1
    composer?.thread = choices[(place + 1) % choices.count]
    return []
  }

  private mutating func openEditor() -> [Effect] {
    guard let open = composer, open.hasText else { return [] }
    let context = open.context
    return edit(open.area.text) { state, text in
      guard let text, state.composer?.context == context else { return [] }
      // Editors end the last line; an entry does not.
      var trimmed = Substring(text)
      while trimmed.last?.isNewline == true { trimmed.removeLast() }
      guard state.composer?.area.replace(with: String(trimmed)) != .refused else {
        state.composer?.problem = Self.tooMuch
        return []
      }
      state.composer?.edited()
      return state.keepDraft(String(trimmed), context: context)
    }
  }
}

extension Composer {
  /// Notes that what will be saved has changed.
  mutating func edited() {
    problem = nil
    warned = nil
    isOne = false
    completion = Completion()
    if case .failed = phase { phase = .writing }
  }
}
