extension IRCSession {
  /// Does what is asked for.
  mutating func perform(_ request: SessionRequest) {
    switch request {
    case .say(let target, let text, let kind, let token): say(text, to: target, kind: kind, token: token)
    case .join(let names, let key): joinByHand(names, key: key)
    case .part(let name, let reason): part(name, reason)
    case .nick(let name): takeNick(name)
    case .topic(let channel, let text): ask("TOPIC", text.map { [channel, $0] } ?? [channel])
    case .names(let channel): ask("NAMES", [channel])
    case .whois(let nick): ask("WHOIS", [nick])
    case .away(let words): setAway(words)
    case .invite(let nick, let channel): ask("INVITE", [nick, channel])
    case .kick(let channel, let nick, let reason): kick(nick, from: channel, reason)
    case .mode(let words): ask("MODE", words)
    case .list(let words): ask("LIST", words)
    case .raw(let line): sendRaw(line)
    case .catchUp(let target, let anchor): catchUp(target, since: anchor)
    case .historyBefore(let target, let milliseconds, let messageID, let limit):
      fetch(target, before: milliseconds, messageID: messageID, limit: limit)
    case .historyTargets(let since, let until): fetchTargets(since: since, until: until)
    case .watch(let nicks): watch(nicks)
    case .quit(let reason): quit(reason)
    }
  }

  /// Sends a question or command of a person, whose answers are shown.
  private mutating func ask(_ command: String, _ parameters: [String]) {
    guard isRegistered, !isClosed else { return info(.error, code: command, "not connected") }
    answers.expect(command, parameters, support)
    send(command, parameters)
  }

  private mutating func joinByHand(_ names: String, key: String?) {
    guard isRegistered, !isClosed else { return info(.error, code: "JOIN", "not connected") }
    join(names.split(separator: ",").map { SessionSettings.ChannelWish(String($0), key: key) })
  }

  private mutating func part(_ name: String, _ reason: String) {
    unwish(name)
    guard channels[support.fold(name)] != nil else { return }
    send("PART", reason.isEmpty ? [name] : [name, reason])
  }

  private mutating func kick(_ nick: String, from channel: String, _ reason: String) {
    // As a last parameter it would pass with blanks.
    guard Self.isName(nick) else { return info(.error, code: "KICK", "“\(nick)” cannot be a nick") }
    ask("KICK", reason.isEmpty ? [channel, nick] : [channel, nick, reason])
  }

  private mutating func takeNick(_ name: String) {
    guard Self.isName(name) else { return info(.error, code: "NICK", "“\(name)” cannot be a nick") }
    // Who chooses another one no longer wants the first.
    endRegain()
    ask("NICK", [name])
  }

  /// A line as a person writes it; what it changes is learnt from the answers.
  private mutating func sendRaw(_ line: String) {
    guard !line.utf8.contains(where: { $0 == 0 || $0 == 0x0A || $0 == 0x0D }) else {
      return info(.error, code: "QUOTE", "a line cannot hold line ends or NUL")
    }
    guard let message = IRCMessage(line), message.source == nil else {
      return info(.error, code: "QUOTE", "this is no line that can be sent")
    }
    do throws(WireProblem) {
      _ = try message.line(limit: lineBytes)
    } catch { return info(.error, code: "QUOTE", error.words) }
    if message.command == "AWAY" { away.asked = message[0].isEmpty ? nil : message[0] }
    if message.command == "QUIT" { return quit(message[0]) }
    answers.expect(message.command, message.parameters, support)
    send(message.command, message.parameters, tags: message.tags)
  }
}
