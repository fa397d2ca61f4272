import OpsDomain
import OpsScreen

extension ConsoleState {
  /// Does what a line with a slash says; nothing is sent and the text stays when it cannot be understood.
  mutating func submitWord(_ line: String) -> [Effect] {
    guard let shown = chat.shown else { return [] }
    let (typed, arguments) = ChatArguments.split(line)
    do throws(ChatWord.Problem) {
      let word = try ChatWord(resolving: typed)
      let network = shown.id.network
      if word.needsConnection, chat.status(of: network)?.isOnline != true {
        throw ChatWord.Problem(message: "\(network) is not connected; /connect tries now")
      }
      // Saying asks first whether it would be several messages, and empties the line itself.
      if word == .me { return try say(action: arguments) }
      let effects = try perform(word, arguments, in: shown)
      return inputIsDone(of: shown.id) + effects
    } catch { return refuseInChat(error.message) }
  }

  private mutating func inputIsDone(of id: BufferID) -> [Effect] {
    guard let place = chat.index(of: id) else { return [] }
    _ = chat.buffers[place].input.submit()
    (chat.notice, chat.warned) = (nil, nil)
    return keepDraft("", context: Self.draftContext(of: id))
  }

  private mutating func say(action: ChatArguments) throws(ChatWord.Problem) -> [Effect] {
    guard !action.isEmpty else { throw Self.usage(.me) }
    return submitText(action.rest, .action)
  }

  private mutating func perform(
    _ word: ChatWord, _ arguments: ChatArguments, in shown: ChatBuffer
  ) throws(ChatWord.Problem) -> [Effect] {
    switch word {
    case .msg, .notice, .query: return try address(word, arguments, in: shown)
    case .search:
      guard !arguments.isEmpty else { throw Self.usage(.search) }
      return searchAll(for: arguments.rest)
    case .resend: return try resendAll(in: shown)
    case .clear: clear(shown.id)
    case .close: return try close(shown)
    case .networks: say(networkWords)
    case .connect, .disconnect, .reconnect: return try connect(word, arguments, in: shown)
    case .help: try showHelp(arguments)
    case .join: return try join(arguments, in: shown)
    default:
      let commands = try chatCommands(word, arguments, in: shown)
      return commands.map { .chat(.command(shown.id, $0)) }
    }
    return []
  }

  /// Goes into a channel: one that the person is in is shown at once, since the server would say nothing; another once it
  /// is there.
  private mutating func join(_ arguments: ChatArguments, in shown: ChatBuffer) throws(ChatWord.Problem) -> [Effect] {
    let commands = try chatCommands(.join, arguments, in: shown)
    guard case .join(let channel, _)? = commands.first else { return [] }
    let id = conversation(named: channel, network: shown.id.network)
    guard let known = chat[id], known.facts.isJoined else {
      awaitConversation(named: channel, network: shown.id.network)
      return commands.map { .chat(.command(shown.id, $0)) }
    }
    if id == shown.id { say("you are in \(known.facts.title) already") }
    showConversation(id)
    return []
  }

  static func usage(_ word: ChatWord) -> ChatWord.Problem {
    let argument = word.argument.isEmpty ? "" : " \(word.argument)"
    return ChatWord.Problem(message: "/\(word.rawValue)\(argument)   \(word.help)")
  }

  // MARK: people

  /// Says something to somebody, or opens the conversation with them.
  private mutating func address(
    _ word: ChatWord, _ arguments: ChatArguments, in shown: ChatBuffer
  ) throws(ChatWord.Problem) -> [Effect] {
    var arguments = arguments
    guard let name = arguments.next(), word == .query || !arguments.isEmpty else { throw Self.usage(word) }
    let id = conversation(named: name, network: shown.id.network)
    let bytes = chat[id]?.facts.messageBytes ?? shown.facts.messageBytes
    let messages = ChatText.messages(of: arguments.rest, bytes: bytes)
    guard messages.count <= 1 else {
      throw ChatWord.Problem(message: "that would be \(messages.count) messages; /query \(name), then type it there")
    }
    var effects: [Effect] = []
    if word == .query {
      effects = [.chat(.open(network: id.network, target: name))]
      if chat.index(of: id) != nil { showConversation(id) } else { awaitConversation(named: name, network: id.network) }
    }
    return effects + send(messages, word == .notice ? .notice : .message, in: id)
  }

  /// The conversation of this name: the one in the list, however its letters are written, else one as it is written.
  func conversation(named name: String, network: String) -> BufferID {
    let small = name.lowercased()
    let known = chat.buffers.first {
      $0.id.network == network && ($0.id.target.lowercased() == small || $0.facts.title.lowercased() == small)
        && $0.facts.kind != .network
    }
    return known?.id ?? BufferID(network: network, target: name)
  }

  /// Remembers a conversation that is to be shown as soon as it is there.
  private mutating func awaitConversation(named name: String, network: String) {
    chat.awaited = ChatAwaited(network: network, name: name.lowercased(), origin: chat.current, since: now)
  }

  /// Forgets the conversation that was asked for once the person is elsewhere or types, or after some time: nobody is
  /// taken away from what they do meanwhile.
  mutating func dropAwaited() {
    guard let awaited = chat.awaited else { return }
    let isWaiting = chat.current == awaited.origin && (chat.shown?.input.isEmpty ?? true)
    if !isWaiting || now.since(awaited.since) > ChatAwaited.patience { chat.awaited = nil }
  }

  /// Shows a conversation that was asked for, once it is there.
  mutating func openAwaited(_ id: BufferID) {
    dropAwaited()
    guard let awaited = chat.awaited, awaited.network == id.network, let buffer = chat[id],
      id.target.lowercased() == awaited.name || buffer.facts.title.lowercased() == awaited.name
    else { return }
    chat.awaited = nil
    if case .paste = chat.mode { return }
    showConversation(id)
  }

  // MARK: lines

  private mutating func resendAll(in shown: ChatBuffer) throws(ChatWord.Problem) -> [Effect] {
    let waiting = shown.lines.filter(\.canBeResent)
    guard !waiting.isEmpty else { throw ChatWord.Problem(message: "everything said here was sent") }
    guard chat.status(of: shown.id.network)?.isOnline == true else {
      throw ChatWord.Problem(message: "\(shown.id.network) is not connected; /connect tries now")
    }
    say("sending \(Words.count(waiting.count, "line")) again")
    return waiting.map { .chat(.resend(shown.id, line: $0.id)) }
  }

  private mutating func clear(_ id: BufferID) {
    guard let place = chat.index(of: id) else { return }
    chat.buffers[place].window.clear()
    chat.buffers[place].scroll = .newest
    chat.buffers[place].selected = nil
  }

  private mutating func close(_ shown: ChatBuffer) throws(ChatWord.Problem) -> [Effect] {
    guard shown.facts.kind != .network else {
      throw ChatWord.Problem(message: "a network's own page stays; /disconnect leaves the network")
    }
    return [.chat(.close(shown.id))]
  }

  // MARK: networks and help

  private mutating func connect(
    _ word: ChatWord, _ arguments: ChatArguments, in shown: ChatBuffer
  ) throws(ChatWord.Problem) -> [Effect] {
    let names = chat.networks.map(\.name)
    var network = shown.id.network
    if !arguments.isEmpty {
      let matches = names.filter { $0.lowercased().hasPrefix(arguments.rest.lowercased()) }
      guard let match = names.first(where: { $0 == arguments.rest }) ?? (matches.count == 1 ? matches[0] : nil) else {
        throw ChatWord.Problem(message: "the networks are \(names.joined(separator: ", "))")
      }
      network = match
    }
    let leavesFirst = word == .reconnect && chat.status(of: network)?.isOnline == true
    let wishes = leavesFirst ? [false, true] : [word != .disconnect]
    return wishes.map { .chat(.connect(network: network, $0)) }
  }

  private var networkWords: String {
    chat.networks.map { network in
      let words = ChatWords.words(of: network.status, at: now).map(\.text).joined(separator: ", ")
      return "\(network.name): \(words.isEmpty ? "online as \(network.status.nick)" : words)"
    }.joined(separator: "   ")
  }

  private mutating func showHelp(_ arguments: ChatArguments) throws(ChatWord.Problem) {
    guard !arguments.isEmpty else { return push(.pane(.help)) }
    let typed = arguments.rest.drop { $0 == "/" }
    let word = try ChatWord(resolving: String(typed))
    say(Self.usage(word).message)
  }
}

extension ChatLine {
  /// Whether it is an own line that can be sent again.
  var canBeResent: Bool {
    switch delivery {
    case .unsent, .failed: return isOwn
    case .pending, .delivered, nil: return false
    }
  }
}
