extension IRCSession {
  /// Adds a member, or replaces what is known of him; beyond the limits the list is cut, which is told once.
  mutating func add(_ member: IRCMember, to key: String) {
    let folded = support.fold(member.nick)
    guard let count = channels[key]?.members.count else { return }
    let isFull = count >= SessionLimits.members || memberTotal >= SessionLimits.membersOfAll
    if isFull, channels[key]?.members[folded] == nil { return cut(key) }
    if channels[key]?.members.updateValue(member, forKey: folded) == nil { memberTotal += 1 }
  }

  private mutating func cut(_ key: String) {
    guard let channel = channels[key], !channel.isCut else { return }
    channels[key]?.isCut = true
    let words = "more people are in \(channel.name) than are listed: the list ends at \(channel.members.count)"
    info(.warning, code: "353", words, target: channel.name)
  }

  /// Removes a member; false: he was not in it.
  @discardableResult
  mutating func remove(_ member: String, from key: String) -> Bool {
    guard channels[key]?.members.removeValue(forKey: member) != nil else { return false }
    memberTotal -= 1
    return true
  }

  /// Changes what is known of a person, in every channel where he is; the names of these channels.
  @discardableResult
  mutating func change(_ nick: String, _ change: (inout IRCMember) -> Void) -> [String] {
    let folded = support.fold(nick)
    var shared: [String] = []
    for key in channelKeys where channels[key]?.members[folded] != nil {
      change(&channels[key, default: IRCChannel(name: "")].members[folded, default: IRCMember(nick: nick)])
      if let name = channels[key]?.name { shared.append(name) }
    }
    return shared
  }

  /// All keys anew, since names are folded in another way now.
  mutating func rebuildKeys() {
    ownKey = support.fold(nick)
    let old = channelKeys.compactMap { channels[$0] }
    channels = [:]
    channelKeys = []
    memberTotal = 0
    for var channel in old {
      let key = support.fold(channel.name)
      let members = channel.members.values
      channel.members = [:]
      for member in members { channel.members[support.fold(member.nick)] = member }
      if channels.updateValue(channel, forKey: key) == nil { channelKeys.append(key) }
    }
    for channel in channels.values { memberTotal += channel.members.count }
    var attempts: [String: JoiningState.Attempt] = [:]
    for attempt in joining.attempts.values { attempts[support.fold(attempt.name)] = attempt }
    joining.attempts = attempts
    knownBots = Set(knownBots.map { support.fold($0) })
    who.queue = who.queue.map { support.fold($0) }
    for place in deliveries.pending.indices {
      deliveries.pending[place].key = support.fold(deliveries.pending[place].target)
    }
    watch.refold(support)
    splits.people = [:]
  }

  /// Learns from what others see of us.
  mutating func learnOwn(_ source: IRCSource) {
    if let user = source.user { ownUser = user }
    if let host = source.host { ownHost = host }
  }
}
