import OpsDomain
import OpsScreen

extension ConsoleState {
  /// The contexts of texts that wait for the work log, in a fixed order.
  var waitingDrafts: [String] {
    log.drafts.keys.filter { DraftContext($0) != nil && $0 != composer?.context }.sorted()
  }

  /// Opens the draft that waits, or lets choose among several.
  mutating func openDrafts() -> [Effect] {
    let waiting = waitingDrafts
    guard waiting.count > 1 else { return waiting.first.map { openDraft($0) } ?? [] }
    let keys = Array("123456789abcdefghil")
    let items = waiting.prefix(keys.count).enumerated().map { place, context in
      let text = log.drafts[context]?.firstLine ?? ""
      return Menu.Item(
        key: keys[place], text: "\(draftWords(context))  \(truncate(text, columns: 40))", action: .draft(context))
    }
    menu = Menu(title: "\(waiting.count) drafts", items: items)
    return []
  }

  /// Goes on with a draft.
  mutating func openDraft(_ context: String) -> [Effect] {
    switch DraftContext(context) {
    case .entry(let text):
      // Hosts may have gone since: then the text is about nothing in particular until somebody says.
      let targets = (try? targets(matching: text)) ?? []
      let new = Composer(.entry(answer: nil), context: context, targets: targets)
      reopen(new)
      if targets.isEmpty, !text.isEmpty {
        composer?.problem = "\(text) is not in the inventory any more; Ctrl-T says what it is about"
      }
      return []
    case .answer(let place): return find(place) { state, record in state.composeAnswer(to: record) }
    case .amendment(let place): return find(place) { state, record in state.composeAmendment(of: record) }
    case .procedure(let window): return editProcedure(of: window)
    case nil: return []
    }
  }

  private mutating func reopen(_ new: Composer) {
    var new = new
    new.area = TextArea(log.drafts[new.context] ?? "")
    new.wasDraft = true
    let choice = threadChoice(of: new.targets)
    new.thread = choice.window?.id
    new.threads = choice.running.map(\.id)
    composer = new
    settle(reveal: true)
  }

  /// Reads the entry at a place and goes on with it.
  private mutating func find(
    _ place: EntryPlace, then: @escaping @Sendable (inout ConsoleState, EntryRecord) -> [Effect]
  ) -> [Effect] {
    read(EntryQuery(), .around(place), limit: 1) { state, result in
      guard case .success(let page) = result, let record = page.records.first(where: { $0.id == place.id }) else {
        state.say("the entry of that draft cannot be read; the draft stays", isError: true)
        return []
      }
      return then(&state, record)
    }
  }

  /// What a draft is about, in few words.
  private func draftWords(_ context: String) -> String {
    switch DraftContext(context) {
    case .entry(let targets): return targets.isEmpty ? "no host" : truncate(targets, columns: 30)
    case .answer(let place): return "answer to \(LogClock(world).moment(place.at))"
    case .amendment(let place): return "amends \(LogClock(world).moment(place.at))"
    case .procedure(let window): return "procedure of \(log.team.reference(of: window) ?? "work that is not here")"
    case nil: return context
    }
  }
}
