import OpsDomain
import OpsIRC

extension LinkCore {
  /// Puts what has changed of network, conversations and members since it was told last.
  mutating func tellChanges() {
    if let text = dropped.words(at: now.boot) {
      for buffer in text.buffers.isEmpty ? [home] : text.buffers { say(text.words, .skipped, in: buffer) }
    }
    if let name = session?.support.tokens["NETWORK"]?.lowercased(), !name.isEmpty, name != toldName {
      toldName = name
      put(.named(name))
    }
    if let support = session?.support, !support.tokens.isEmpty, support.casemapping != foldsBy {
      foldsBy = support.casemapping
      put(.folds(support.casemapping))
    }
    let status = status
    if status != told {
      told = status
      put(.status(status))
    }
    for key in changed.sorted() { tellFacts(key) }
    changed = []
    tellMembers()
  }

  /// How it stands.
  var status: NetworkStatus {
    var status = NetworkStatus(phase, nick: session?.nick ?? lastNick)
    status.account = session?.account
    status.awayMessage = session?.awayMessage ?? carried?.away
    status.lag = lag
    status.queued = queued
    status.isSecure = session != nil && isSecure
    return status
  }

  /// What is known of a conversation; nil when nothing is.
  func facts(_ key: String) -> BufferFacts? {
    if isChannel(key) {
      let channel = session?.channels[key]
      let known = toldFacts[BufferID(network: settings.name, target: key)]
      var facts = BufferFacts(.channel, title: channel?.name ?? known?.title ?? key)
      facts.topic = channel?.topic ?? known?.topic ?? ""
      facts.modes = channel?.modes ?? ""
      facts.isJoined = channel != nil
      facts.memberCount = channel.flatMap { $0.isComplete ? $0.members.count : nil }
      facts.capturesLog = isCaptured(key)
      facts.announces = settings.announced.map { fold($0) == key } ?? false
      facts.messageBytes = room(facts.title)
      return facts
    }
    guard let nick = queries[key] else { return nil }
    var facts = BufferFacts(.query, title: nick)
    facts.isJoined = session?.isRegistered == true && (present.contains(key) || !tellsPresence)
    facts.messageBytes = room(nick)
    return facts
  }

  /// The bytes that fit into any kind of message to a target.
  private func room(_ target: String) -> Int {
    guard let session else { return 350 }
    let kinds: [SaidKind] = [.message, .notice, .action]
    return kinds.map { session.roomForText(to: target, kind: $0) }.min() ?? 350
  }

  /// Whether the server tells when people come and go.
  private var tellsPresence: Bool { session?.support.tokens["MONITOR"] != nil }

  private mutating func tellFacts(_ key: String) {
    // One is leaving a channel that was closed: it is told no more.
    guard !closed.contains(key) || session?.channels[key] == nil, let facts = facts(key) else { return }
    let buffer = BufferID(network: settings.name, target: key)
    guard toldFacts[buffer] != facts else { return }
    toldFacts[buffer] = facts
    put(.facts(buffer, facts))
  }

  private mutating func tellMembers() {
    guard let key = shownMembers, let due = membersDue, now.boot >= due else { return }
    membersDue = nil
    membersToldAt = now.boot
    put(.members(BufferID(network: settings.name, target: key), members(of: key)))
  }

  /// The members of a channel: the highest ranks first, as the server names them, and the same rank by name.
  private func members(of key: String) -> [ChatMember] {
    let signs = session?.support.prefixes.map(\.sign) ?? []
    let members = session?.channels[key]?.members ?? [:]
    return members.map { key, member in
      let rank = member.prefixes.first.flatMap { signs.firstIndex(of: $0) } ?? signs.count
      return (member: self.member(member), rank: rank, key: key)
    }
    .sorted { ($0.rank, $0.key) < ($1.rank, $1.key) }
    .map(\.member)
  }

  private func member(_ member: IRCMember) -> ChatMember {
    ChatMember(
      nick: member.nick, prefixes: member.prefixes, account: member.account, colourKey: member.user,
      isAway: member.isAway, isBot: member.isBot)
  }

  /// Shows the members of a channel from now on; nil: of none.
  mutating func showMembers(_ key: String?, at now: LinkMoment) {
    self.now = now
    shownMembers = key
    membersDue = key == nil ? nil : now.boot
  }
}

/// What was dropped and not yet told.
struct DroppedCount: Sendable {
  /// The most conversations that are told of it.
  static let buffersMax = 4
  private var count = 0
  private var buffers: [BufferID] = []
  private var toldAt: Int64?
  /// When the next line is due; nil when nothing was dropped.
  private(set) var dueAt: Int64?

  /// So many more were dropped; told at most once in so many milliseconds.
  mutating func add(_ more: Int, at now: Int64, pace: Int64) {
    count = count &+ more
    dueAt = dueAt ?? toldAt.map { $0 &+ pace } ?? now
  }

  /// Something was said in a conversation, so that what was dropped may have been said there.
  mutating func came(in buffer: BufferID, at now: Int64) {
    guard count > 0, buffers.count < Self.buffersMax, !buffers.contains(buffer) else { return }
    buffers.append(buffer)
  }

  /// What is to be told, when it is due.
  mutating func words(at now: Int64) -> (words: String, buffers: [BufferID])? {
    guard count > 0, let due = dueAt, now >= due else { return nil }
    defer { (count, buffers, toldAt, dueAt) = (0, [], now, nil) }
    return ("\(count) messages came too fast and were dropped", buffers)
  }
}
