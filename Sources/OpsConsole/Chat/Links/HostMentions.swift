import OpsDomain
import OpsScreen

/// What was said of the host that is open.
struct HostMentions: Sendable {
  /// The host.
  let host: HostID
  /// The lines that name it, newest first.
  var list: ChatList

  init(_ host: HostID, ticket: Int) {
    self.host = host
    list = ChatList(title: "", ticket: ticket, sought: host.name)
  }
}

extension ConsoleState {
  /// Gives the view of a host its tab of what is said.
  mutating func offerHostMentions() {
    guard case .host(var view) = page, !view.hasChat else { return }
    view.hasChat = true
    pages[pages.count - 1] = .host(view)
  }

  /// Asks for what was said of the host that is open, once it is to be shown.
  mutating func askForHostMentions() -> [Effect] {
    guard case .host(let view) = page, view.tab == .chat, chat.hostMentions?.host != view.host else { return [] }
    let ticket = chat.ask(.mentions(view.host))
    chat.hostMentions = HostMentions(view.host, ticket: ticket)
    return [.chat(.search(view.host.name, nil, limit: ChatList.limit, ticket: ticket))]
  }

  /// Takes lines that hold the name; those that do not mean the host are left out.
  mutating func takeMentions(_ hits: [ChatHit], of host: HostID) {
    guard chat.hostMentions?.host == host else { return }
    let names = chat.names
    chat.hostMentions?.list.ticket = nil
    chat.hostMentions?.list.hits = hits.filter { hit in
      names.mentions(in: hit.line.text).contains { mention in
        if case .hosts(let named) = mention.thing { return named.contains(host.name) }
        return false
      }
    }
  }

  /// Takes note that they could not be read.
  mutating func failedMentions(_ message: String, of host: HostID) {
    guard chat.hostMentions?.host == host else { return }
    chat.hostMentions?.list.ticket = nil
    chat.hostMentions?.list.failure = message
  }

  /// Gives a command to the list of what was said of the host that is open; nil when it is not shown or not concerned.
  mutating func performOnHostMentions(_ command: Command) -> [Effect]? {
    guard case .host(let view) = page, view.tab == .chat, var list = chat.hostMentions?.list else { return nil }
    let last = max(list.hits.count - 1, 0)
    let page = max(size.rows - 8, 1)
    switch command {
    case .down: list.selected += 1
    case .up: list.selected -= 1
    case .pageDown: list.selected += page
    case .pageUp: list.selected -= page
    case .halfPageDown: list.selected += max(page / 2, 1)
    case .halfPageUp: list.selected -= max(page / 2, 1)
    case .top: list.selected = 0
    case .bottom: list.selected = last
    case .open:
      guard list.hits.indices.contains(list.selected) else { return [] }
      let effects = go(to: list.hits[list.selected])
      push(.pane(.chat))
      return effects
    case .copy:
      guard list.hits.indices.contains(list.selected) else { return nil }
      return [.copy(plainLine(list.hits[list.selected].line))]
    default: return nil
    }
    list.selected = min(max(list.selected, 0), last)
    chat.hostMentions?.list = list
    return []
  }
}
