import OpsDomain
import OpsScreen

extension ConsoleState {
  /// Puts pasted text into the input line; with line ends in it, it asks first.
  mutating func pasteIntoChat(_ text: String) -> [Effect] {
    guard let place = chat.current.flatMap({ chat.index(of: $0) }) else { return [] }
    if case .paste = chat.mode { return [] }
    typeChat()
    var clean = text[...]
    // The end of a copied line is no line of its own.
    while clean.last?.isNewline == true { clean.removeLast() }
    guard clean.contains(where: \.isNewline) else {
      guard chat.buffers[place].input.roomFor(clean) else { return askAboutPaste(String(clean), in: place) }
      chat.buffers[place].input.paste(String(clean))
      return inputChanged()
    }
    return askAboutPaste(String(clean), in: place)
  }

  private mutating func askAboutPaste(_ pasted: String, in place: Int) -> [Effect] {
    let buffer = chat.buffers[place]
    let before = buffer.input.textBeforeCursor
    let whole = before + pasted + buffer.input.textAfterCursor
    // What is pasted into an empty line is said as it is, with all its slashes.
    let text = before.isEmpty ? whole : ChatWord.unescaped(whole)
    let messages = ChatText.messages(of: text, bytes: buffer.facts.messageBytes)
    guard messages.count > 1 else {
      chat.buffers[place].input.paste(pasted)
      return inputChanged()
    }
    if let obstacle = obstacleToPasting(after: before, in: buffer) { return refuseInChat(obstacle) }
    chat.mode = .paste(PasteGuard(buffer: buffer.id, text: text, messages: messages))
    return []
  }

  /// Why several messages cannot be pasted; nil when they can.
  ///
  /// After a word only the first line would be what it asks for; all others would be said to whoever is here.
  private func obstacleToPasting(after before: String, in buffer: ChatBuffer) -> String? {
    guard !ChatWord.isWord(before) else {
      return "several messages cannot follow a /word; /query NICK, then paste there"
    }
    return obstacleToSaying(in: buffer)
  }

  /// Gives a key to the question what becomes of several messages.
  mutating func answer(_ open: PasteGuard, with key: Key) -> [Effect] {
    let last = max(open.messages.count - 1, 0)
    func scroll(_ step: Int) {
      var open = open
      open.top = min(max(open.top + step, 0), last)
      chat.mode = .paste(open)
    }
    switch (key.code, key.modifiers) {
    case (.enter, []), (.character("y"), []): return sendAll(open)
    case (.character("e"), []): return editPaste(open)
    case (.character("l"), []): return logPaste(open)
    case (.escape, []), (.character("q"), []), (.character("n"), []), (.character("c"), .control),
      (.character("g"), .control):
      chat.mode = .typing
      say("nothing was sent")
    case (.down, []), (.character("j"), []): scroll(1)
    case (.up, []), (.character("k"), []): scroll(-1)
    case (.pageDown, []): scroll(10)
    case (.pageUp, []): scroll(-10)
    default:
      guard !key.types, let command = keyMap.command(for: key, inHost: false), Self.whilePasting.contains(command)
      else { return [] }
      return perform(command)
    }
    return []
  }

  /// Commands that have nothing to do with what is asked.
  private static let whilePasting: Set<Command> = [.redraw, .suspend]

  private mutating func sendAll(_ open: PasteGuard) -> [Effect] {
    guard open.messages.count <= PasteGuard.most else {
      say("\(open.messages.count) messages are more than a channel should bear; l makes them one entry of the work log")
      return []
    }
    if open.messages.count > PasteGuard.messageLimit, !open.isArmed {
      var armed = open
      armed.isArmed = true
      chat.mode = .paste(armed)
      return []
    }
    return pasteIsDone(open) + send(open.messages, open.saying, in: open.buffer)
  }

  /// Ends the question; the text goes into the history of the input line.
  private mutating func pasteIsDone(_ open: PasteGuard) -> [Effect] {
    chat.mode = .typing
    guard let place = chat.index(of: open.buffer) else { return [] }
    chat.buffers[place].input.replace(with: open.typed)
    _ = chat.buffers[place].input.submit()
    (chat.notice, chat.warned) = (nil, nil)
    return keepDraft("", context: Self.draftContext(of: open.buffer))
  }

  /// Puts all into the input line, its line ends as blanks.
  private mutating func editPaste(_ open: PasteGuard) -> [Effect] {
    chat.mode = .typing
    guard let place = chat.index(of: open.buffer) else { return [] }
    chat.buffers[place].input.replace(with: open.typed)
    let isCut = chat.buffers[place].input.text.count < open.typed.count
    let effects = inputChanged()
    if isCut { chat.notice = "a line holds \(TextField.characterLimit) characters; the rest is not in it" }
    return effects
  }
}

extension PasteGuard {
  /// The most messages that are sent at all.
  static let most = 50

  /// The line that says the text when it is typed: without its word or its second slash it would say something else.
  var typed: String { saying == .action ? "/\(ChatWord.me.rawValue) \(text)" : ChatWord.escaped(text) }
}

extension TextField {
  /// Whether pasted text has room in the line.
  fileprivate func roomFor(_ text: Substring) -> Bool { self.text.count + text.count <= Self.characterLimit }
}
