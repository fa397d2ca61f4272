import OpsConsole
import OpsDomain
import OpsIRC

extension ChatDesk {
  /// Does a command of a network.
  func perform(_ command: ChatCommand, typedIn buffer: BufferID) async {
    if case .ignore(let word, let isIgnored) = command { return await ignore(word, isIgnored, typedIn: buffer) }
    if command == .switchRaw {
      links[buffer.network]?.perform(.switchRaw(typedIn: buffer))
      return
    }
    guard statuses[buffer.network]?.isOnline == true else {
      return await note("not connected to \(buffer.network): /connect first", .error, in: buffer)
    }
    guard let request = command.request else { return }
    links[buffer.network]?.perform(.command(request, typedIn: buffer))
  }

  /// Says something to the person in a conversation.
  func note(_ words: String, _ kind: ChatLine.Kind, in buffer: BufferID) async {
    makeKnown(buffer)
    let kept = await means.keeper.append([ChatLine(kind, at: means.now().wall, text: words)], to: buffer)
    if !kept.isEmpty { tell(.lines(buffer, kept)) }
  }

  private func ignore(_ word: String, _ isIgnored: Bool, typedIn buffer: BufferID) async {
    let network = buffer.network
    var list = ignored[network] ?? IgnoreList()
    if word.isEmpty {
      let words = list.words.isEmpty ? "nobody is ignored" : "ignored: \(list.words.joined(separator: " "))"
      return await note(words, .server, in: buffer)
    }
    guard list.set(word, isIgnored) else {
      let why = isIgnored ? "is ignored already, or the list is full" : "is not ignored"
      return await note("\(word) \(why)", .error, in: buffer)
    }
    ignored[network] = list
    await keep(list.words.isEmpty ? nil : list.text, as: "ignore:\(network)")
    await note(isIgnored ? "\(word) is ignored from now on" : "\(word) is heard again", .server, in: buffer)
  }
}

extension ChatCommand {
  /// What the session is asked for; nil for what does not go to the network.
  fileprivate var request: SessionRequest? {
    switch self {
    case .join(let channel, let key): return .join(channel, key: key)
    case .part(let channel, let reason): return .part(channel, reason: reason)
    case .nick(let nick): return .nick(nick)
    case .topic(let channel, let topic): return .topic(channel, topic)
    case .names(let channel): return .names(channel)
    case .whois(let nick): return .whois(nick)
    case .away(let message): return .away(message)
    case .invite(let nick, let channel): return .invite(nick, channel: channel)
    case .kick(let channel, let nick, let reason): return .kick(channel: channel, nick: nick, reason: reason)
    case .mode(let words): return .mode(words)
    case .list(let words): return .list(words)
    case .raw(let line): return .raw(line)
    case .ignore, .switchRaw: return nil
    }
  }
}
