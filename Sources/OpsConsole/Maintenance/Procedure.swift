import OpsDomain
import OpsScreen

extension ConsoleState {
  /// The most entries of a thread that go into its document.
  static let procedureLimit = 2_000
  /// The entries read at once.
  private static let procedurePage = 500

  /// Writes the document of work that has ended, and offers it in the editor before it is recorded.
  mutating func writeProcedure(of id: OperationID, occurrence: Timestamp?, after operations: [Operation]) -> [Effect] {
    // The news of what was just recorded may come later than the entries.
    var team = log.team
    team.apply(operations)
    guard let window = team.window(id) else { return [] }
    return gather(id, .newest, []) { state, records, isWhole in
      state.offerProcedure(of: window, occurrence: occurrence, records, isWhole: isWhole)
    }
  }

  /// Reads a thread to its beginning, the newest page first.
  private mutating func gather(
    _ id: OperationID, _ position: EntryPosition, _ known: [EntryRecord],
    then: @escaping @Sendable (inout ConsoleState, [EntryRecord], Bool) -> [Effect]
  ) -> [Effect] {
    var query = EntryQuery()
    query.thread = id
    return read(query, position, limit: Self.procedurePage) { state, result in
      switch result {
      case .failure(let failure):
        state.say("the procedure could not be written: \(failure.message)", isError: true)
        return []
      case .success(let page):
        let all = page.records + known
        guard page.hasOlder, let first = page.records.first, all.count < Self.procedureLimit else {
          return then(&state, all, !page.hasOlder)
        }
        return state.gather(id, .before(first.place), all, then: then)
      }
    }
  }

  private mutating func offerProcedure(
    of window: Window, occurrence: Timestamp?, _ records: [EntryRecord], isWhole: Bool
  ) -> [Effect] {
    let zone = settings.zones.rules(of: settings.zoneName)
    // Reports are documents of the thread, not events in it.
    let events = records.filter { $0.entry.kind != .report }
    var document = ProcedureDocument.markdown(of: window, occurrence: occurrence, entries: events, zone: zone)
    if !isWhole { document += "\n\nOnly the last \(events.count) entries are in this document.\n" }
    return editProcedure(document, of: window)
  }

  /// Goes on with the document of work that waits, as it could not be recorded.
  mutating func editProcedure(of id: OperationID) -> [Effect] {
    guard let draft = log.drafts[DraftContext.procedure(id).name] else { return [] }
    guard let window = log.team.window(id) else {
      say("the work of that document is not in the work log; the draft stays", isError: true)
      return []
    }
    return editProcedure(draft, of: window)
  }

  private mutating func editProcedure(_ written: String, of window: Window) -> [Effect] {
    edit(written) { state, text in
      // An editor that was left without writing agrees with the document.
      let final = text ?? written
      return state.recordProcedure(final.contains { !$0.isWhitespace } ? final : written, of: window)
    }
  }

  /// Records the document; until the store has it for good it is kept as a draft.
  private mutating func recordProcedure(_ text: String, of window: Window) -> [Effect] {
    let context = DraftContext.procedure(window.id).name
    let kept = keepDraft(text, context: context)
    guard text.utf8.count <= Entry.textMax else {
      say(
        "the procedure is longer than \(Entry.textMax / 1024) KiB: not recorded; \(keyName(.drafts)) opens it again",
        isError: true)
      return kept
    }
    let title = "\(log.team.reference(of: window.id) ?? window.reference) \(window.plan.title)"
    let entry = Entry(
      text, kind: .report, at: now, zone: settings.zoneName, targets: FormDesk(self).entryTargets(window.hosts),
      thread: window.id, result: window.steps.last { $0.refused == nil }?.transition.result, title: title)
    // Another text takes the place of the one that could not be recorded.
    if let last = log.composed[context]?.ticket { giveUp(last) }
    let ticket = log.takeTicket()
    log.composed[context] = LogState.Composed(ticket: ticket, signature: text)
    return kept
      + append([.entryAdd(entry)], ticket: ticket) { state, outcome in
        switch outcome {
        case .saved:
          state.log.composed[context] = nil
          state.say("saved: the procedure of \(title)")
          return state.log.drafts[context] == text ? state.keepDraft("", context: context) : []
        case .failed(let failure):
          let key = state.keyName(.drafts)
          state.say("the procedure is not saved: \(failure.message); \(key) opens it again", isError: true)
          return []
        }
      }
  }
}
