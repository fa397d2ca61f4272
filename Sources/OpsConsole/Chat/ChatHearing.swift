import OpsDomain
import OpsScreen

extension ConsoleState {
  /// Takes in news of the chat.
  mutating func hear(_ news: ChatNews) -> [Effect] {
    var effects: [Effect] = []
    switch news {
    case .opened(let networks, let stored):
      chat.open(networks, stored)
      chat.lastKey = chat.lastKey ?? now
      if case .paste(let open) = chat.mode, chat.index(of: open.buffer) == nil { chat.mode = .typing }
      restoreChatDrafts()
      effects = askForAll()
      settle(reveal: false)
    case .network(let name, let status):
      if let place = chat.networks.firstIndex(where: { $0.name == name }) { chat.networks[place].status = status }
    case .buffer(let id, let facts):
      chat.take(facts, of: id)
      restoreChatDrafts(of: id)
      openAwaited(id)
    case .closed(let id): closed(id)
    case .members(let id, let members):
      if let place = chat.index(of: id) { chat.buffers[place].members = members }
    case .history(let id, let lines): chat.takeHistory(lines, of: id)
    case .lines(let id, let lines): effects = added(lines, to: id)
    case .updated(let id, let lines): if let place = chat.index(of: id) { chat.buffers[place].window.update(lines) }
    case .older(let id, let lines, let ticket): older(lines, of: id, ticket)
    case .newer(let id, let lines, let ticket): newer(lines, of: id, ticket)
    case .found(let hits, let ticket): found(hits, ticket)
    case .failed(let message, let ticket): askedInVain(message, ticket)
    case .trouble(let words): chat.trouble = words
    case .announced(let entries): log.noteAnnounced(entries)
    }
    return effects + followChat()
  }

  /// Asks for the lines of all conversations, so that what was not read in the last session is counted.
  private mutating func askForAll() -> [Effect] {
    let unknown = chat.buffers.filter { !$0.window.isLoaded && chat.isAsked.insert($0.id).inserted }
    return unknown.map { .chat(.show($0.id)) }
  }

  private mutating func closed(_ id: BufferID) {
    if case .paste(let open) = chat.mode, open.buffer == id { chat.mode = .typing }
    chat.close(id)
    chat.toldSeen[id] = nil
    chat.isAsked.remove(id)
    chat.completion = ChatCompletion()
  }

  private mutating func added(_ lines: [ChatLine], to id: BufferID) -> [Effect] {
    let level = chat.take(lines, in: id)
    noteHostMentions(lines, in: id)
    guard let level, level >= .personal, !isLookingAt(id), let buffer = chat[id] else { return [] }
    let line = lines.last { buffer.level(of: $0) == level && !$0.isPlayback }
    return line.map { ring(for: $0, in: buffer) } ?? []
  }

  /// Rings the bell for a line, at most once a moment, and shows it in the title of the terminal's window.
  private mutating func ring(for line: ChatLine, in buffer: ChatBuffer) -> [Effect] {
    guard chat.rung != now else { return [] }
    chat.rung = now
    let place = buffer.facts.kind == .query ? "" : " in \(buffer.facts.title)"
    let words = truncate("\(line.sender)\(place): \(ChatText.plain(line.text))", columns: ChatState.titleColumns)
    return [.chat(.ring(title: words, bell: settings.chatBell))]
  }

  // MARK: answers

  private mutating func older(_ lines: [ChatLine], of id: BufferID, _ ticket: Int) {
    guard let question = chat.questions.removeValue(forKey: ticket), let place = chat.index(of: id) else { return }
    switch question {
    case .older:
      let keepsNewest = chat.buffers[place].showsNewest
      chat.buffers[place].window.prepend(lines, hasOlder: !lines.isEmpty, keepsNewest: keepsNewest)
    case .around(_, let line): land(on: line, lines, in: place)
    default: break
    }
  }

  /// Shows lines that end with the one that is wanted; those after it are asked for next.
  private mutating func land(on line: Int64, _ lines: [ChatLine], in place: Int) {
    guard let wanted = lines.last(where: { $0.id == line }) ?? lines.last else {
      return say("that line is not stored any more")
    }
    chat.buffers[place].window.jump(to: lines)
    chat.buffers[place].selected = wanted.id
    chat.buffers[place].scroll = .at(wanted.place, hidden: 0)
    chat.landed = chat.buffers[place].id
  }

  private mutating func newer(_ lines: [ChatLine], of id: BufferID, _ ticket: Int) {
    guard case .newer(_, let count)? = chat.questions.removeValue(forKey: ticket), let place = chat.index(of: id) else {
      return
    }
    // What came while the store was read may be missing in the answer: then it is asked again.
    // An answer may also be short because some of its lines are shown no more; only an empty one is the end.
    let hasMore = !lines.isEmpty || chat.buffers[place].window.newerCount != count
    chat.buffers[place].window.append(newer: lines, hasNewer: hasMore)
    // The line that was gone to stands in the middle once there is something below it.
    guard chat.landed == id else { return }
    chat.landed = nil
    if chat.current == id { scrollChat(0 - chatWindowRows / 2) }
  }

  private mutating func found(_ hits: [ChatHit], _ ticket: Int) {
    switch chat.questions.removeValue(forKey: ticket) {
    case .list:
      guard case .list(var list) = chat.mode, list.ticket == ticket else { return }
      list.take(answer: hits)
      chat.mode = .list(list)
    case .mentions(let host): takeMentions(hits, of: host, ticket)
    default: break
    }
  }

  private mutating func askedInVain(_ message: String, _ ticket: Int) {
    let question = chat.questions.removeValue(forKey: ticket)
    if case .list? = question, case .list(var list) = chat.mode, list.ticket == ticket {
      list.ticket = nil
      list.failure = message
      chat.mode = .list(list)
      if !list.hits.isEmpty { say(message, isError: true) }
    } else if case .mentions(let host)? = question {
      failedMentions(message, of: host, ticket)
    } else {
      if case .older(let id)? = question, let scroll = chat[id]?.scroll { chat.unreadable = (id, scroll) }
      say(message, isError: true)
    }
  }
}
