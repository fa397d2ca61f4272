import OpsDomain
import OpsScreen

extension ConsoleState {
  /// The most forms of one kind that wait.
  private static let formDraftLimit = 9

  /// The name under which a new form keeps what is typed: none that waits is written over; nil when too many wait.
  func freeContext(_ name: String) -> String? {
    let names = [name] + (2...Self.formDraftLimit).map { "\(name)#\($0)" }
    return names.first { log.drafts[$0] == nil }
  }

  /// The names of forms that wait to be filled in, in a fixed order.
  var waitingForms: [String] {
    log.drafts.keys.filter { name in
      guard name != form?.draftContext, let task = FormTask(draftContext: name) else { return false }
      // Of a day that has its page nothing more can be published.
      if case .publish(let day) = task { return log.team.digests[day] == nil }
      return true
    }.sorted()
  }

  /// The line of a menu that goes on with what waits; nil when nothing does.
  func goOnItem(_ key: Character) -> Menu.Item? {
    let waiting = waitingForms
    guard let first = waiting.first else { return nil }
    let words = waiting.count == 1 ? "the draft of \(formWords(first))" : "one of \(waiting.count) drafts"
    return Menu.Item(key: key, text: "go on with \(words)", action: .planning(.goOn(nil)))
  }

  /// Opens the form that waits, or lets choose among several.
  mutating func goOn(with name: String?) {
    let waiting = waitingForms
    guard let name = name ?? (waiting.count == 1 ? waiting.first : nil) else {
      let items = zip("123456789abcdefghil", waiting).map { key, name in
        Menu.Item(key: key, text: formWords(name), action: .planning(.goOn(name)))
      }
      if !items.isEmpty { menu = Menu(title: "\(waiting.count) drafts", items: items) }
      return
    }
    let desk = FormDesk(self)
    switch FormTask(draftContext: name) {
    case .plan: open(.plan(about: "", desk), restoring: name)
    case .freeze: open(.freeze(about: "", desk), restoring: name)
    case .hold: open(.hold(about: "", desk), restoring: name)
    case .request(let about): open(.request(about: about, targets: ""), restoring: name)
    case .publish(let day): open(.publish(day, text: ""), restoring: name)
    default: return
    }
  }

  /// What a form that waits is, in few words: `a plan: half a title`.
  private func formWords(_ name: String) -> String {
    let draft = log.drafts[name] ?? ""
    let first = draft.prefix { !$0.isNewline }
    let kind: String
    switch FormTask(draftContext: name) {
    case .plan: kind = "a plan"
    case .freeze: kind = "a freeze"
    case .hold: kind = "a hold"
    case .request: kind = "a request"
    case .publish(let day): return "the digest of \(day)"
    default: return name
    }
    return "\(kind): \(truncate(first.split(separator: "=").dropFirst().joined(separator: "="), columns: 40))"
  }
}
