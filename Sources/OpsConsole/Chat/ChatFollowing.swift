import OpsDomain
import OpsScreen

extension ConsoleState {
  /// Whether keys go to the chat.
  var isInChat: Bool { currentPane == .chat && !isInHost }

  /// Whether the chat is on the screen.
  var isChatVisible: Bool {
    guard !isInHost, !chat.networks.isEmpty || currentPane == .chat else { return false }
    return layout(world)[.chat] != nil
  }

  /// Whether somebody has pressed a key lately: a screen without a person reads nothing.
  var isPersonHere: Bool { chat.lastKey.map { now.since($0) <= ChatState.presence } ?? true }

  /// Whether the person looks at the newest lines of a conversation.
  func isLookingAt(_ id: BufferID) -> Bool {
    guard chat.current == id, isPersonHere, isInChat, let buffer = chat[id], buffer.showsNewest else { return false }
    if case .list = chat.mode { return false }
    return isChatVisible
  }

  /// Follows what the person looks at, and asks for what must be shown next.
  mutating func followChat() -> [Effect] {
    guard !chat.buffers.isEmpty else { return [] }
    let isVisible = isChatVisible
    noteLook(isVisible)
    offerHostMentions()
    dropAwaited()
    let shown = takeBackTitle() + askForMembers(isVisible) + askForLines(isVisible)
    return shown + askForHits() + askForHostMentions()
  }

  /// What is in sight is seen; the rule that says what is new stays until one goes away.
  private mutating func noteLook(_ isVisible: Bool) {
    let attended = isVisible && isInChat && isPersonHere ? chat.current : nil
    if attended != chat.attended {
      if let left = chat.attended, let place = chat.index(of: left) {
        chat.buffers[place].marker = chat.buffers[place].seen ?? chat.buffers[place].marker
      }
      chat.attended = attended
    }
    guard isVisible, isPersonHere, let current = chat.current, let place = chat.index(of: current),
      chat.buffers[place].showsNewest
    else { return }
    if case .list = chat.mode { return }
    if chat.buffers[place].unread != ChatUnread() { chat.buffers[place].unread = ChatUnread() }
    guard let last = chat.buffers[place].lines.last?.place, chat.buffers[place].seen.map({ $0 < last }) ?? true else {
      return
    }
    chat.buffers[place].seen = last
  }

  /// Tells up to where conversations were read; at most once a second.
  mutating func tellSeen() -> [Effect] {
    var effects: [Effect] = []
    for buffer in chat.buffers {
      guard let seen = buffer.seen, chat.toldSeen[buffer.id].map({ $0 < seen }) ?? true else { continue }
      chat.toldSeen[buffer.id] = seen
      effects.append(.chat(.seen(buffer.id, seen)))
    }
    return effects
  }

  /// Takes the words of the last ring out of the terminal's title once all is seen.
  private mutating func takeBackTitle() -> [Effect] {
    guard chat.rung != nil, chat.rung != now, chat.unreadMentions == 0 else { return [] }
    chat.rung = nil
    return [.chat(.ring(title: "", bell: false))]
  }

  private mutating func askForMembers(_ isVisible: Bool) -> [Effect] {
    var wanted: BufferID?
    if isVisible, isInChat || chat.showsMembers, let shown = chat.shown, shown.facts.kind == .channel {
      wanted = shown.id
    }
    guard wanted != chat.toldMembers else { return [] }
    if let old = chat.toldMembers, let place = chat.index(of: old) { chat.buffers[place].members = nil }
    chat.toldMembers = wanted
    return [.chat(.members(wanted))]
  }

  private mutating func askForLines(_ isVisible: Bool) -> [Effect] {
    guard isVisible, let current = chat.current, let buffer = chat[current] else { return [] }
    if !buffer.window.isLoaded {
      guard chat.isAsked.insert(current).inserted else { return [] }
      return [.chat(.show(current))]
    }
    let anchor = buffer.anchorIndex
    let rows = layout(world)[.chat]?.body.rows ?? 0
    let isBusy = chat.questions.values.contains { $0.concerns(current) }
    guard !isBusy else { return [] }
    let isUnreadable = chat.unreadable.map { $0 == (current, buffer.scroll) } ?? false
    if !isUnreadable { chat.unreadable = nil }
    if buffer.window.hasOlder, !isUnreadable, buffer.hasRoomForOlder, buffer.holdsFewer(than: rows + ChatState.ahead) {
      let first = buffer.lines.first?.place ?? ChatPlace(at: Timestamp(milliseconds: .max), id: .max)
      let ticket = chat.ask(.older(current))
      return [.chat(.older(current, before: first, limit: ChatState.pageSize, ticket: ticket))]
    }
    if buffer.window.hasNewer, let last = buffer.lines.last?.place, buffer.lines.count - anchor < ChatState.ahead {
      let ticket = chat.ask(.newer(current, count: buffer.window.newerCount))
      return [.chat(.newer(current, after: last, limit: ChatState.pageSize, ticket: ticket))]
    }
    return []
  }
}

extension ChatBuffer {
  /// Whether the newest line there is is in sight.
  var showsNewest: Bool { scroll == .newest && !window.hasNewer }

  /// The end of the lines held is not the newest line while there are newer ones: what is in sight stays.
  func pinned(_ scroll: ChatScroll) -> ChatScroll {
    guard scroll == .newest, window.hasNewer, let last = lines.last else { return scroll }
    return .at(last.place, hidden: 0)
  }

  /// The place of the line at the bottom of what is shown.
  var anchorIndex: Int {
    guard case .at(let place, _) = scroll else { return lines.count - 1 }
    return (lines.lastIndex { $0.place <= place } ?? 0)
  }

  /// Whether fewer lines than these have rows of their own at the bottom of what is shown and above it.
  ///
  /// Coming and going does not count where it is folded: a run of it is one row, however many lines it has.
  func holdsFewer(than rows: Int) -> Bool {
    lines.prefix(anchorIndex + 1).lazy.filter { standsAlone($0) }.prefix(rows).count < rows
  }

  /// Whether older lines can be held beside what is in sight, though the newest give way to them.
  ///
  /// What gives way must not be what is asked for next as newer lines, or the two would go on for ever.
  var hasRoomForOlder: Bool {
    let excess = lines.count + ChatState.pageSize - ChatWindow.limit
    return excess <= 0 || lines.count - anchorIndex - excess >= ChatState.ahead
  }
}

extension ChatState {
  /// How long after a key a person is taken to be there.
  static let presence = Duration.seconds(180)
  /// The lines that are asked for at once.
  static let pageSize = 200
  /// How many lines before the end of those held more are asked for.
  static let ahead = 50
  /// The columns of the words in the title of the terminal's window.
  static let titleColumns = 60

  /// Notes a question, and returns the number under which it is answered.
  mutating func ask(_ question: ChatQuestion) -> Int {
    if questions.count >= Self.questionLimit, let oldest = questions.keys.min() { questions[oldest] = nil }
    defer { nextTicket &+= 1 }
    questions[nextTicket] = question
    return nextTicket
  }
}

extension ChatQuestion {
  /// Whether it asks for lines of this conversation.
  fileprivate func concerns(_ id: BufferID) -> Bool {
    switch self {
    case .older(let asked), .around(let asked, _), .newer(let asked, _): return asked == id
    case .list, .mentions: return false
    }
  }
}
