extension IRCSession {
  /// Takes a nick as one's own.
  mutating func setNick(_ name: String) {
    nick = name
    ownKey = support.fold(name)
  }

  /// 431, 432, 433, 436: a nick was refused.
  mutating func onNickRefused(_ message: IRCMessage) {
    guard !isRegistered else { return onLaterNickRefused(message) }
    // Some servers leave the nick out, or the parameter empty.
    let given = message.parameters.count > 2 ? message[1] : ""
    let isInvalid = message.command == "431" || message.command == "432"
    guard let next = nicks.next(afterInvalid: isInvalid, given: given) else {
      return close(
        "no free nick was found: \(nicks.wanted), those beside it and \(SessionLimits.generatedNicks) like it are taken"
          + " or not allowed; configure others", mayRetry: true)
    }
    setNick(next)
    send("NICK", [next], isUrgent: true)
  }

  /// 437: a nick or a channel that cannot be had for a while.
  mutating func onUnavailable(_ message: IRCMessage) {
    if support.isChannel(message[1]) { return onJoinRefused(message) }
    onNickRefused(message)
  }

  /// After registration the old nick stays: an error line, unless it was our own attempt to take the nick back.
  private mutating func onLaterNickRefused(_ message: IRCMessage) {
    if regain.isAsking, message.parameters.count > 2, support.fold(message[1]) == support.fold(nicks.wanted) {
      return regainRefused(isInvalid: message.command == "432")
    }
    onOther(message)
  }

  /// NICK: somebody has another name, or we have.
  mutating func onNick(_ message: IRCMessage) {
    guard let source = message.source, !message[0].isEmpty else { return }
    let new = message[0]
    let old = support.fold(source.name)
    let isOwn = isOwn(source.name)
    if isOwn {
      setNick(new)
      tell(.statusChanged)
    }
    let shared = rename(old, to: new)
    learnBots(renamed: old, to: new)
    if isOwn || !shared.isEmpty {
      happened(message, in: shared, source, isOwn: isOwn, .nick(new: new))
    }
    for name in shared { tell(.channelChanged(name)) }
    if isOwn { endRegainIfDone() } else { regainIfFree(old) }
  }

  /// Renames a member everywhere; the names of the channels where he is.
  private mutating func rename(_ old: String, to new: String) -> [String] {
    let key = support.fold(new)
    var shared: [String] = []
    for channel in channelKeys {
      guard var member = channels[channel]?.members.removeValue(forKey: old) else { continue }
      member.nick = new
      if channels[channel]?.members.updateValue(member, forKey: key) != nil { memberTotal -= 1 }
      if let name = channels[channel]?.name { shared.append(name) }
    }
    return shared
  }

  private mutating func learnBots(renamed old: String, to new: String) {
    if !knownBots.isEmpty, knownBots.remove(old) != nil { knownBots.insert(support.fold(new)) }
  }
}
