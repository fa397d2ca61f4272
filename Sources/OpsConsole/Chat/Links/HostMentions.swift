import OpsDomain
import OpsScreen

/// What was said of the host that is open.
struct HostMentions: Sendable {
  /// The host.
  let host: HostID
  /// The lines that name it, newest first.
  var list: ChatList
  /// How many answers were asked for by themselves.
  var pages = 1

  /// The most of them: after that one selects the oldest line to go on.
  static let pagesMax = 10

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

  /// Asks for what was said of the host that is open, once it is to be shown, and for older lines as long as too few mean
  /// the host: many may only hold its name as a part of another one.
  ///
  /// Once the tab is left all is forgotten, and asked for anew when it is shown again; not while one looks at a line.
  mutating func askForHostMentions() -> [Effect] {
    if let host = chat.hostMentions?.host, !pages.contains(where: { $0.showsChat(of: host) }) {
      chat.hostMentions = nil
    }
    guard case .host(let view) = page, view.tab == .chat else { return [] }
    guard let known = chat.hostMentions, known.host == view.host else {
      let ticket = chat.ask(.mentions(view.host))
      chat.hostMentions = HostMentions(view.host, ticket: ticket)
      return [.chat(.search(view.host.name, nil, before: nil, limit: ChatList.limit, ticket: ticket))]
    }
    let isAlone = known.pages < HostMentions.pagesMax
    guard let end = known.list.next(wanted: isAlone ? ChatList.limit : 0) else { return [] }
    chat.hostMentions?.pages += 1
    let ticket = chat.ask(.mentions(view.host))
    chat.hostMentions?.list.ticket = ticket
    return [.chat(.search(view.host.name, nil, before: end, limit: ChatList.limit, ticket: ticket))]
  }

  /// Takes lines that hold the name; those that do not mean the host are left out.
  mutating func takeMentions(_ hits: [ChatHit], of host: HostID, _ ticket: Int) {
    guard chat.hostMentions?.host == host, chat.hostMentions?.list.ticket == ticket else { return }
    let names = chat.names
    chat.hostMentions?.list.take(answer: hits) { names.mean(host, in: $0.line.text) }
  }

  /// Takes note that they could not be read.
  mutating func failedMentions(_ message: String, of host: HostID, _ ticket: Int) {
    guard chat.hostMentions?.host == host, chat.hostMentions?.list.ticket == ticket else { return }
    chat.hostMentions?.list.ticket = nil
    chat.hostMentions?.list.failure = message
  }

  /// Puts new lines that mention the host that is open among the others; after a failure all are asked for again.
  mutating func noteHostMentions(_ lines: [ChatLine], in id: BufferID) {
    guard let known = chat.hostMentions, let buffer = chat[id] else { return }
    let names = chat.names
    let meant = lines.filter { ($0.isSaid || $0.kind == .topic) && names.mean(known.host, in: $0.text) }
    guard !meant.isEmpty else { return }
    guard known.list.failure == nil else {
      chat.hostMentions = nil
      return
    }
    chat.hostMentions?.list.take(meant.map { ChatHit(buffer: id, title: buffer.facts.title, line: $0) })
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
    list.select(list.selected)
    chat.hostMentions?.list = list
    return []
  }
}

extension Page {
  /// Whether it is the view of a host, at the tab of what is said of it.
  fileprivate func showsChat(of host: HostID) -> Bool {
    guard case .host(let view) = self else { return false }
    return view.host == host && view.tab == .chat
  }
}

extension MentionIndex {
  /// Whether a text means a host.
  fileprivate func mean(_ host: HostID, in text: String) -> Bool {
    mentions(in: text).contains { mention in
      if case .hosts(let named) = mention.thing { return named.contains(host.name) }
      return false
    }
  }
}
