import OpsDomain
import OpsScreen

extension ConsoleState {
  /// Whether printing keys go into the input line of the chat, or to what is asked in its place.
  var isTypingInChat: Bool {
    guard isInChat, chat.shown != nil else { return false }
    switch chat.mode {
    case .typing, .paste: return true
    case .reading, .list: return false
    }
  }

  /// Gives a key to the input line.
  mutating func typeInChat(_ key: Key) -> [Effect] {
    if case .paste(let open) = chat.mode { return answer(open, with: key) }
    guard let place = chat.current.flatMap({ chat.index(of: $0) }) else { return [] }
    let isSearching = chat.buffers[place].input.searchText != nil
    if !isSearching {
      if let command = keyMap.chatCommand(for: key, isReading: false) { return perform(command) }
      if let effects = doInChat(key) { return effects }
    }
    let outcome = chat.buffers[place].input.handle(key)
    switch outcome {
    case .edited: return inputChanged()
    case .moved:
      chat.completion = ChatCompletion()
      return []
    case .ignored:
      // Keys that cannot be typed do here what they do everywhere.
      guard let command = keyMap.command(for: key, inHost: false), !key.types else { return [] }
      return perform(command)
    }
  }

  /// What keys do here that no line of text has; nil when a key is one for the line.
  private mutating func doInChat(_ key: Key) -> [Effect]? {
    switch (key.code, key.modifiers) {
    case (.escape, []):
      if !chat.completion.names.isEmpty || chat.notice != nil {
        (chat.completion, chat.notice) = (ChatCompletion(), nil)
      } else {
        readChat()
      }
    case (.enter, []): return submitInChat()
    case (.tab, []): return completeInChat(1)
    case (.backTab, _): return completeInChat(-1)
    default:
      guard let number = key.conversation else { return nil }
      showConversation(number: number)
    }
    return []
  }

  /// Follows the input line: its draft is kept, and what was said of it before counts no more.
  mutating func inputChanged() -> [Effect] {
    chat.notice = nil
    chat.warned = nil
    chat.completion = ChatCompletion()
    return keepChatDraft()
  }

  /// The keys of the input line, for the hint bar.
  var chatHints: [(key: String, label: String)] {
    if case .paste = chat.mode { return [] }
    let commands: [Command] = [.nextActive, .nextConversation, .mentions, .members, .noise]
    let keys = commands.compactMap { command -> (key: String, label: String)? in
      guard let key = keyMap.keys(of: command).first?.name, let label = command.info.label else { return nil }
      return (key, label)
    }
    return [("Enter", "say"), ("Esc", "read"), ("Tab", "complete")] + keys + [("/help", "words")]
  }

  // MARK: drafts

  /// Under which the text that is being typed is kept.
  static func draftContext(of id: BufferID) -> String { "chat:\(id.network)/\(id.target)" }

  /// Keeps the text of the conversation that is shown.
  ///
  /// Commands are not kept: they may hold passwords.
  mutating func keepChatDraft() -> [Effect] {
    guard let shown = chat.shown else { return [] }
    let text = shown.input.text
    return keepDraft(ChatWord.isWord(text) ? "" : text, context: Self.draftContext(of: shown.id))
  }

  /// Puts texts of earlier sessions back where they were typed; nil: in all conversations.
  mutating func restoreChatDrafts(of id: BufferID? = nil) {
    for place in chat.buffers.indices where id == nil || chat.buffers[place].id == id {
      guard chat.buffers[place].input.isEmpty, !chat.buffers[place].isRestored else { continue }
      guard let text = log.drafts[Self.draftContext(of: chat.buffers[place].id)], !text.isEmpty else { continue }
      chat.buffers[place].input.replace(with: text)
      chat.buffers[place].isRestored = true
    }
  }

  // MARK: conversations

  /// Shows another conversation.
  mutating func showConversation(_ id: BufferID) {
    guard chat.index(of: id) != nil, chat.current != id else { return }
    let left = chat.shown?.input
    chat.current = id
    if let left { chat.handOverCut(from: left) }
    leaveChatQuestion()
    if case .reading = chat.mode { readChat() }
    (chat.completion, chat.notice, chat.warned) = (ChatCompletion(), nil, nil)
  }

  /// Shows the conversation at a place in the list, from 1.
  mutating func showConversation(number: Int) {
    guard chat.buffers.indices.contains(number - 1) else {
      return say("there \(chat.buffers.count == 1 ? "is 1 conversation" : "are \(chat.buffers.count) conversations")")
    }
    chat.origin = nil
    showConversation(chat.buffers[number - 1].id)
  }

  /// Goes through the list.
  mutating func goThroughConversations(_ step: Int) {
    guard let place = chat.current.flatMap({ chat.index(of: $0) }) else { return }
    let count = chat.buffers.count
    chat.origin = nil
    showConversation(chat.buffers[(place + step + count) % count].id)
  }

  /// Goes to the most urgent conversation; after the last one back to where one began.
  mutating func goToMostUrgent() {
    if let urgent = chat.mostUrgent {
      if chat.origin == nil { chat.origin = chat.current }
      showConversation(urgent)
    } else if let origin = chat.origin, chat.index(of: origin) != nil, origin != chat.current {
      chat.origin = nil
      showConversation(origin)
    } else {
      chat.origin = nil
      say("nothing new anywhere else")
    }
  }

  /// Leaves a list or a question, so that keys type or read again.
  mutating func leaveChatQuestion() {
    switch chat.mode {
    case .typing, .reading: break
    case .list: readChat()
    case .paste: chat.mode = .typing
    }
  }
}

extension Key {
  /// The conversation that it goes to, from 1: Alt with a digit; nil for other keys.
  var conversation: Int? {
    guard modifiers == .alt, case .character(let digit) = code, digit.isASCII else { return nil }
    return digit.wholeNumberValue.map { $0 == 0 ? 10 : $0 }
  }

  /// Whether it stands for a character that can be typed.
  var types: Bool {
    if case .character = code { return modifiers.isEmpty }
    return false
  }
}
