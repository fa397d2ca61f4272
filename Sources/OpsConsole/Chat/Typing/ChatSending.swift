import OpsDomain
import OpsScreen

extension ConsoleState {
  /// Enter: does what the line says, or says it.
  mutating func submitInChat() -> [Effect] {
    guard let shown = chat.shown else { return [] }
    chat.completion = ChatCompletion()
    let text = shown.input.text
    guard !text.isBlank else {
      showNewest()
      return []
    }
    if ChatWord.isWord(text) { return submitWord(text) }
    return submitText(ChatWord.unescaped(text), .message)
  }

  /// Says a text in the conversation that is shown, or asks first when it is more than one message.
  mutating func submitText(_ text: String, _ saying: ChatSaying) -> [Effect] {
    guard let shown = chat.shown else { return [] }
    if let obstacle = obstacleToSaying(in: shown) { return refuseInChat(obstacle) }
    if let warning = logWarning(text, in: shown), chat.warned != text {
      chat.warned = text
      return refuseInChat(warning + "  Enter again sends it")
    }
    let messages = ChatText.messages(of: text, bytes: shown.facts.messageBytes, saying)
    guard messages.count <= 1 else {
      chat.mode = .paste(PasteGuard(buffer: shown.id, text: text, messages: messages, saying: saying))
      return []
    }
    return inputIsDone() + send(messages, saying, in: shown.id)
  }

  /// Hands messages over; what is not connected keeps them.
  mutating func send(_ messages: [String], _ saying: ChatSaying, in id: BufferID) -> [Effect] {
    guard !messages.isEmpty else { return [] }
    if id == chat.current { showNewest() }
    if chat.status(of: id.network)?.isOnline != true {
      say("\(id.network) is not connected: the text is kept; \(keyName(.resend)) on it or /resend sends it then")
    }
    return [.chat(.say(id, messages, saying))]
  }

  /// Empties the input line; what was typed goes into its history.
  mutating func inputIsDone() -> [Effect] {
    guard let place = chat.current.flatMap({ chat.index(of: $0) }) else { return [] }
    _ = chat.buffers[place].input.submit()
    (chat.notice, chat.warned) = (nil, nil)
    return keepChatDraft()
  }

  /// Says why nothing was done; the text stays.
  mutating func refuseInChat(_ words: String) -> [Effect] {
    chat.notice = words
    return []
  }

  /// Why nothing can be said here; nil when it can.
  func obstacleToSaying(in buffer: ChatBuffer) -> String? {
    switch buffer.facts.kind {
    case .network: return "this is the network's own page; /join #CHANNEL or /msg NICK TEXT goes where people are"
    case .channel where !buffer.facts.isJoined && chat.status(of: buffer.id.network)?.isOnline == true:
      return "you are not in \(buffer.facts.title); /join goes in"
    case .channel, .query: return nil
    }
  }

  /// Shows the newest lines and follows them.
  mutating func showNewest() {
    guard let place = chat.current.flatMap({ chat.index(of: $0) }) else { return }
    chat.buffers[place].scroll = .newest
    chat.buffers[place].selected = nil
    if chat.buffers[place].window.hasNewer {
      // What is held is old: the newest lines are read again.
      chat.buffers[place].window = ChatWindow()
      chat.isAsked.remove(chat.buffers[place].id)
    }
  }
}
