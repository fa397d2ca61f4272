extension IRCSession {
  /// 353: some of the members; for a channel one is not in it is an answer and nothing else.
  mutating func onNames(_ message: IRCMessage) {
    let key = support.fold(message[2])
    // Nothing here keeps a copy of the channel: the members would be copied with it.
    guard let awaitsNames = channels[key]?.awaitsNames else { return onOther(message) }
    if !awaitsNames { onOther(message) }
    for word in message[3].split(separator: " ") {
      let (prefixes, mask) = support.splitMember(String(word))
      let source = IRCSource(parsing: mask)
      guard !source.name.isEmpty else { continue }
      var member = channels[key]?.members[support.fold(source.name)] ?? IRCMember(nick: source.name)
      member.prefixes = support.ranked(prefixes)
      if let user = source.user { member.user = user }
      add(member, to: key)
      if isOwn(source.name) { learnOwn(source) }
    }
  }

  /// 366: those were all.
  mutating func onNamesEnd(_ message: IRCMessage) {
    let key = support.fold(message[1])
    guard let channel = channels[key] else { return onOther(message) }
    channels[key]?.awaitsNames = false
    if channel.isComplete {
      if !channel.awaitsNames { onOther(message) }
      return tell(.channelChanged(channel.name))
    }
    channels[key]?.isComplete = true
    tell(.membersComplete(channel.name))
    if channel.members.count <= SessionLimits.whoMembers { askWho(key) }
  }
}
