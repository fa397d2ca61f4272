import OpsDomain
import OpsScreen

extension ConsoleState {
  /// Lists the lines that named the person, newest first, of all conversations.
  mutating func listMentions() {
    var hits = chat.mentions
    var known = Set(hits.map { ChatMention($0) })
    for buffer in chat.buffers {
      for line in buffer.lines where line.isHighlight && !line.isOwn {
        let hit = ChatHit(buffer: buffer.id, title: buffer.facts.title, line: line)
        if known.insert(ChatMention(hit)).inserted { hits.append(hit) }
      }
    }
    hits.sort { $0.line.place > $1.line.place }
    guard !hits.isEmpty else { return say("nobody has named you yet") }
    var list = ChatList(title: "mentions")
    list.hits = Array(hits.prefix(ChatList.limit))
    chat.mode = .list(list)
  }

  /// Looks for a text in all that is stored.
  mutating func searchAll(for text: String) -> [Effect] { search(for: text, in: nil) }

  /// Looks for a text in what is stored, of one conversation or of all.
  mutating func search(for text: String, in buffer: ChatBuffer?) -> [Effect] {
    let ticket = chat.ask(.list)
    let place = buffer.map { "in \($0.facts.title)" } ?? "everywhere"
    chat.mode = .list(ChatList(title: "\"\(text)\" \(place)", ticket: ticket, sought: text, buffer: buffer?.id))
    chat.soughtText = text
    searchText = text
    return [.chat(.search(text, buffer?.id, before: nil, limit: ChatList.limit, ticket: ticket))]
  }

  /// Asks for what else holds the text, once the oldest line that was found is selected.
  mutating func askForHits() -> [Effect] {
    guard case .list(var list) = chat.mode, let end = list.next() else { return [] }
    let ticket = chat.ask(.list)
    list.ticket = ticket
    chat.mode = .list(list)
    return [.chat(.search(list.sought, list.buffer, before: end, limit: ChatList.limit, ticket: ticket))]
  }

  /// Does a command in a list of lines; nil where it means what it does everywhere.
  mutating func performInList(_ command: Command, _ list: ChatList) -> [Effect]? {
    let page = max(chatWindowRows - 2, 1)
    switch command {
    case .down: choose(list, list.selected + 1)
    case .up: choose(list, list.selected - 1)
    case .pageDown: choose(list, list.selected + page)
    case .pageUp: choose(list, list.selected - page)
    case .halfPageDown: choose(list, list.selected + max(page / 2, 1))
    case .halfPageUp: choose(list, list.selected - max(page / 2, 1))
    case .top: choose(list, 0)
    case .bottom: choose(list, list.hits.count - 1)
    case .back: readChat()
    case .open: return openHit(list)
    case .copy:
      guard list.hits.indices.contains(list.selected) else { return [] }
      let hit = list.hits[list.selected]
      let text = "\(harmless(hit.title)) \(plainLine(hit.line))"
      say("copied \(truncate(text, columns: 60))")
      return [.copy(text)]
    default: return nil
    }
    return []
  }

  private mutating func choose(_ list: ChatList, _ place: Int) {
    var list = list
    list.select(place)
    chat.mode = .list(list)
  }

  private mutating func openHit(_ list: ChatList) -> [Effect] {
    guard list.hits.indices.contains(list.selected) else { return [] }
    return go(to: list.hits[list.selected])
  }

  /// Shows a line in its conversation, wherever in its past it stands.
  mutating func go(to hit: ChatHit) -> [Effect] {
    var effects: [Effect] = []
    if chat.index(of: hit.buffer) == nil {
      var kind = BufferFacts.Kind.query
      if let first = hit.buffer.target.first, "#&+!".contains(first) { kind = .channel }
      if hit.buffer.target.isEmpty { kind = .network }
      chat.take(BufferFacts(kind, title: hit.title), of: hit.buffer)
      effects = [.chat(.open(network: hit.buffer.network, target: hit.buffer.target))]
    }
    chat.origin = nil
    showConversation(hit.buffer)
    readChat()
    guard let place = chat.index(of: hit.buffer) else { return effects }
    if !chat.buffers[place].standsAlone(hit.line) { chat.buffers[place].showsNoise = true }
    if chat.buffers[place].window.isLoaded, chat.buffers[place].window.index(of: hit.line.id) != nil {
      select(hit.line.id, in: place)
      return effects
    }
    // The line itself comes with those before it; those after it are asked for once it stands there.
    chat.isAsked.insert(hit.buffer)
    let end = ChatPlace(at: hit.line.at, id: hit.line.id &+ 1)
    let ticket = chat.ask(.around(hit.buffer, line: hit.line.id))
    return effects + [.chat(.older(hit.buffer, before: end, limit: ChatState.pageSize, ticket: ticket))]
  }
}

/// What makes a mention the same as another.
private struct ChatMention: Hashable {
  let buffer: BufferID
  let line: Int64

  init(_ hit: ChatHit) { (buffer, line) = (hit.buffer, hit.line.id) }
}
