import OpsConsole
import OpsDomain
import OpsScreen
import OpsTerminal

/// Does what the console asks for around the work log; called from the main thread only, and never waits but for the
/// person's editor.
struct LogPerformer {
  let keeper: LogKeeper
  /// Where drafts are kept; nil where none shall be, as in the demonstration.
  let drafts: DraftFolder?
  let editor: EditorSession
  let links: LinkOpener
  /// Tells the console more than the one answer.
  let tell: @Sendable (Event) -> Void

  /// Does it; returns what the console should hear of it at once.
  func perform(_ effect: LogEffect, terminal: Terminal) -> Event? {
    switch effect {
    case .append(let bodies, let ticket): keeper.append(bodies, ticket: ticket)
    case .read(let query, let position, let limit, let ticket):
      keeper.read(query, position, limit: limit, ticket: ticket)
    case .count(let hosts): keeper.count(hosts)
    case .keepDraft(let context, let text): drafts?.keep(text, context: context)
    case .seen(let place): drafts?.remember(place)
    case .edit(let text, let ticket): return edit(text, ticket, terminal)
    case .openLink(let address): return open(address, terminal)
    }
    return nil
  }

  private func edit(_ text: String, _ ticket: Int, _ terminal: Terminal) -> Event? {
    let outcome = editor.edit(text, terminal: terminal)
    if outcome.mustEnd { return .terminal(.terminate) }
    if let problem = outcome.problem { tell(.message(problem, isError: true)) }
    return .log(.edited(outcome.text, ticket: ticket))
  }

  private func open(_ address: String, _ terminal: Terminal) -> Event {
    switch links.open(address) {
    case .opened: return .message("opening \(address)", isError: false)
    case .refused: return .message("only addresses of http and https are opened: \(address)", isError: true)
    case .nowhere:
      let words = terminal.copy(address) ? "copied \(address)" : address
      return .message("\(words): there is no display to open it on", isError: false)
    }
  }
}
