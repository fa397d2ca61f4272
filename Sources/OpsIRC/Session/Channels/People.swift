extension IRCSession {
  /// ACCOUNT: somebody logged in or out.
  mutating func onAccount(_ message: IRCMessage) {
    guard let source = message.source else { return }
    let name = message[0] == "*" || message[0].isEmpty ? nil : message[0]
    if isOwn(source.name) {
      account = name
      tell(.statusChanged)
    }
    changed(change(source.name) { $0.account = name })
  }

  /// AWAY of others; without a message they are back.
  mutating func onAway(_ message: IRCMessage) {
    guard let source = message.source else { return }
    let isAway = !message[0].isEmpty
    if isOwn(source.name) {
      awayMessage = isAway ? message[0] : nil
      tell(.statusChanged)
    }
    changed(change(source.name) { $0.isAway = isAway })
  }

  /// CHGHOST: another user and host.
  mutating func onChangedHost(_ message: IRCMessage) {
    guard let source = message.source, !message[0].isEmpty else { return }
    if isOwn(source.name) {
      learnOwn(IRCSource(nick, user: message[0], host: message[1].isEmpty ? nil : message[1]))
      tell(.statusChanged)
    }
    changed(change(source.name) { $0.user = message[0] })
  }

  /// SETNAME: another real name.
  mutating func onRealName(_ message: IRCMessage) {
    guard let source = message.source else { return }
    changed(change(source.name) { $0.realName = message[0] })
  }

  /// INVITE: of oneself, or with invite-notify of others.
  mutating func onInvite(_ message: IRCMessage) {
    guard let source = message.source, !message[1].isEmpty else { return }
    let name = channels[support.fold(message[1])]?.name ?? message[1]
    happened(message, in: [name], source, isOwn: isOwn(message[0]), .invite(nick: message[0]))
  }

  private mutating func changed(_ names: [String]) { for name in names { tell(.channelChanged(name)) } }
}
