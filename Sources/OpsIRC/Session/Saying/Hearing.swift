extension IRCSession {
  /// PRIVMSG and NOTICE, of now or of history.
  mutating func onSaid(_ message: IRCMessage) {
    guard let source = message.source, !isServer(source) else { return onServerText(message) }
    let text = message[1]
    var kind = message.command == "NOTICE" ? SaidKind.notice : .message
    var body = text
    if text.utf8.first == 1 {
      guard let inner = CTCPMessage(parsing: text) else { return }
      guard let action = inner.action else { return onCTCP(inner, message, source) }
      kind = .action
      body = action
    }
    var said = Said(target: message[0], source: source, kind: kind, text: body)
    said.isOwn = isOwn(source.name)
    let (prefixes, target) = support.splitTarget(message[0])
    if support.isChannel(target) {
      said.statusPrefix = prefixes
      address(&said, channel: target)
    } else {
      said.target = partner(of: said, target)
      if !knownBots.isEmpty { said.isBot = knownBots.contains(support.fold(source.name)) }
    }
    if !message.tags.isEmpty { readTags(of: message, into: &said) }
    said.origin = context.origin
    if said.origin == .live, said.isOwn {
      learnOwn(source)
      said.token = echoed(said)
    }
    tell(.said(said))
  }

  /// The channel as it is written, and what is known of who speaks.
  private mutating func address(_ said: inout Said, channel: String) {
    let key = support.fold(channel)
    guard let place = channels.index(forKey: key) else { return said.target = channel }
    said.target = channels.values[place].name
    // Who had this nick when history was made is not known, nor whose account it was where nobody tells of changes.
    guard context.origin == .live else { return }
    guard let member = channels.values[place].members[support.fold(said.source.name)] else { return }
    said.isBot = member.isBot
    if capabilities.contains("account-notify") { said.account = member.account }
  }

  /// The other person of a query.
  private func partner(of said: Said, _ target: String) -> String {
    // What was played back names the conversation; a message to all of a server belongs to who sent it.
    if said.isOwn { return target }
    if let played = context.target, !support.isChannel(played) { return played }
    return said.source.name
  }

  private mutating func readTags(of message: IRCMessage, into said: inout Said) {
    if let account = message.tags["account"] {
      said.account = account.isEmpty || account == "*" ? nil : account
    } else if capabilities.contains("account-tag"), context.origin == .live {
      // Where accounts stand in tags, one without is not logged in.
      said.account = nil
    }
    if message.tags["bot"] != nil || message.tags["draft/bot"] != nil { said.isBot = true }
    said.messageID = message.tags["msgid"].flatMap { $0.isEmpty ? nil : $0 }
    said.serverTime = serverTime(of: message)
  }

  /// The moment that the server gives to a message; nil where it does not.
  func serverTime(of message: IRCMessage) -> Int64? {
    if message.tags.isEmpty { return nil }
    return message.tags["time"].flatMap { ServerTime.milliseconds($0) }
  }

  /// Whether a source is no person.
  private func isServer(_ source: IRCSource) -> Bool {
    source.user == nil && source.host == nil && (source.name.isEmpty || source.name.utf8.contains(UInt8(ascii: ".")))
  }

  /// What a server says: to a channel in its buffer, else in that of the network.
  private mutating func onServerText(_ message: IRCMessage) {
    let (_, target) = support.splitTarget(message[0])
    let kind: InfoLine.Kind = isRegistered ? .answer : .greeting
    info(kind, code: message.command, message[1], target: channels[support.fold(target)]?.name)
  }
}
