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
    let id = window.id
    let zone = settings.zones.rules(of: settings.zoneName)
    // Reports are documents of the thread, not events in it.
    let events = records.filter { $0.entry.kind != .report }
    var document = ProcedureDocument.markdown(of: window, occurrence: occurrence, entries: events, zone: zone)
    if !isWhole { document += "\n\nOnly the last \(events.count) entries are in this document.\n" }
    let written = document
    let hosts = FormDesk(self).entryTargets(window.hosts)
    let title = "\(log.team.reference(of: id) ?? window.reference) \(window.plan.title)"
    return edit(written) { state, text in
      // An editor that was left without writing agrees with the document.
      let final = text ?? written
      let text = final.contains { !$0.isWhitespace } ? final : written
      guard text.utf8.count <= Entry.textMax else {
        let kept = state.keepDraft(text, context: "procedure:\(id)")
        state.say(
          "the procedure is longer than \(Entry.textMax / 1024) KiB: kept as a draft, not recorded", isError: true)
        return kept
      }
      let entry = Entry(
        text, kind: .report, at: state.now, zone: state.settings.zoneName, targets: hosts, thread: id,
        result: window.steps.last { $0.refused == nil }?.transition.result, title: title)
      return state.append([.entryAdd(entry)]) { state, outcome in
        switch outcome {
        case .saved: state.say("saved: the procedure of \(title)")
        case .failed(let failure): state.say("the procedure is not saved: \(failure.message)", isError: true)
        }
        return []
      }
    }
  }
}
