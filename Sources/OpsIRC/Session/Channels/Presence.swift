extension IRCSession {
  /// JOIN: with extended-join also account and real name.
  mutating func onJoin(_ message: IRCMessage) {
    guard let source = message.source, !source.name.isEmpty, !message[0].isEmpty else { return }
    if isOwn(source.name) { return onOwnJoin(message, source) }
    let key = support.fold(message[0])
    guard let name = channels[key]?.name else { return }
    var member = IRCMember(nick: source.name)
    member.user = source.user
    if message.parameters.count > 1 {
      member.account = message[1] == "*" || message[1].isEmpty ? nil : message[1]
      member.realName = message[2]
    } else {
      member.account = message.tags["account"]
    }
    add(member, to: key)
    if !rejoined(source, in: name) {
      happened(message, in: [name], source, .join(account: member.account, realName: member.realName))
    }
    tell(.channelChanged(name))
  }

  /// One's own JOIN; a second one for the same channel changes nothing.
  private mutating func onOwnJoin(_ message: IRCMessage, _ source: IRCSource) {
    let name = message[0]
    guard Self.isName(name) else { return }
    learnOwn(source)
    let key = support.fold(name)
    guard channels[key] == nil else { return }
    guard channels.count < SessionLimits.channels else {
      return info(.error, code: "JOIN", "\(name) is not shown: one is in \(SessionLimits.channels) channels already")
    }
    wish(for: name, key: joining.attempts.removeValue(forKey: key)?.key)
    channels[key] = IRCChannel(name: name)
    channelKeys.append(key)
    var member = IRCMember(nick: source.name)
    member.user = source.user
    member.account = account
    add(member, to: key)
    let realName = message.parameters.count > 2 ? message[2] : nil
    happened(message, in: [name], source, isOwn: true, .join(account: account, realName: realName))
    tell(.channelChanged(name))
    send("MODE", [name])
  }

  /// PART.
  mutating func onPart(_ message: IRCMessage) {
    guard let source = message.source else { return }
    let key = support.fold(message[0])
    guard let name = channels[key]?.name else { return }
    let isOwn = isOwn(source.name)
    if isOwn { forget(channel: key) } else { remove(support.fold(source.name), from: key) }
    happened(message, in: [name], source, isOwn: isOwn, .part(reason: message[1]))
    tell(.channelChanged(name))
  }

  /// KICK.
  mutating func onKick(_ message: IRCMessage) {
    let key = support.fold(message[0])
    guard let name = channels[key]?.name else { return }
    let isOwn = isOwn(message[1])
    if isOwn { forget(channel: key) } else { remove(support.fold(message[1]), from: key) }
    let source = message.source ?? IRCSource("")
    happened(message, in: [name], source, isOwn: isOwn, .kick(nick: message[1], reason: message[2]))
    tell(.channelChanged(name))
  }

  /// QUIT: out of all channels.
  mutating func onQuit(_ message: IRCMessage) {
    guard let source = message.source else { return }
    if isOwn(source.name) { return }
    let member = support.fold(source.name)
    var shared: [String] = []
    for key in channelKeys where remove(member, from: key) {
      if let name = channels[key]?.name { shared.append(name) }
    }
    knownBots.remove(member)
    if !shared.isEmpty, !left(source, reason: message[0], channels: shared, message) {
      happened(message, in: shared, source, .quit(reason: message[0]))
    }
    for name in shared { tell(.channelChanged(name)) }
    regainIfFree(member)
  }

  /// Tells what happened now.
  mutating func happened(
    _ message: IRCMessage, in channels: [String], _ source: IRCSource, isOwn: Bool = false, _ kind: Happening.Kind
  ) {
    var happening = Happening(channels: channels, source: source, isOwn: isOwn, kind: kind)
    happening.serverTime = serverTime(of: message)
    happening.origin = context.origin
    tell(.happened(happening))
  }

  /// Forgets a channel one is no longer in.
  mutating func forget(channel key: String) {
    guard let channel = channels.removeValue(forKey: key) else { return }
    memberTotal -= channel.members.count
    channelKeys.removeAll { $0 == key }
    who.queue.removeAll { $0 == key }
  }
}
