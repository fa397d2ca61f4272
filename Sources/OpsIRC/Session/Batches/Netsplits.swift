/// People who go or come together, while they are gathered.
struct SplitGathering: Sendable {
  /// Whether they come.
  var isJoin: Bool
  /// Nicks by the channel.
  var nicks: [String: [String]] = [:]
  /// Channels in the order in which they were named.
  var channels: [String] = []
  /// The first of them.
  var source: IRCSource?
  /// When the first of them went, where the server tells.
  var serverTime: Int64?

  init(isJoin: Bool) { self.isJoin = isJoin }

  mutating func add(_ source: IRCSource, to names: [String], serverTime: Int64?) {
    if self.source == nil {
      self.source = source
      self.serverTime = serverTime
    }
    for name in names {
      if nicks[name] == nil { channels.append(name) }
      nicks[name, default: []].append(source.name)
    }
  }
}

/// Servers that lost each other.
struct SplitState: Sendable {
  /// The batch that is played; nil: none.
  var gathering: SplitGathering?
  /// Without batches: what is gathered, by the servers.
  var waiting: [String: SplitGathering] = [:]
  var returning: [String: SplitGathering] = [:]
  /// When that is told.
  var deadline: Int64?
  /// Who is gone by which servers and since when, by the folded nick.
  var people: [String: (servers: String, at: Int64)] = [:]
}

extension IRCSession {
  /// Whether a quit is one of many, and told with them.
  mutating func left(_ source: IRCSource, reason: String, channels: [String], _ message: IRCMessage) -> Bool {
    let time = serverTime(of: message)
    if splits.gathering != nil {
      rememberSplit(source, reason)
      splits.gathering?.add(source, to: channels, serverTime: time)
      return true
    }
    guard Netsplit.isReason(reason) else { return false }
    guard splits.waiting[reason] != nil || splits.waiting.count < SessionLimits.batches else { return false }
    rememberSplit(source, reason)
    splits.waiting[reason, default: SplitGathering(isJoin: false)].add(source, to: channels, serverTime: time)
    splits.deadline = splits.deadline ?? now &+ SessionLimits.splitPatience
    return true
  }

  private mutating func rememberSplit(_ source: IRCSource, _ servers: String) {
    guard splits.people.count < SessionLimits.splitPeople else { return }
    splits.people[support.fold(source.name)] = (servers, now)
  }

  /// Whether a join is the return of somebody who left in a netsplit, and told with others.
  mutating func rejoined(_ source: IRCSource, in channel: String) -> Bool {
    if splits.gathering != nil {
      splits.gathering?.add(source, to: [channel], serverTime: nil)
      return true
    }
    guard !splits.people.isEmpty else { return false }
    let key = support.fold(source.name)
    guard let gone = splits.people[key], now &- gone.at < SessionLimits.splitMemory else { return false }
    guard splits.returning[gone.servers] != nil || splits.returning.count < SessionLimits.batches else { return false }
    // A netjoin that is told before its netsplit would be read the wrong way round.
    if splits.waiting[gone.servers] != nil { tellSplits() }
    splits.returning[gone.servers, default: SplitGathering(isJoin: true)].add(source, to: [channel], serverTime: nil)
    splits.deadline = splits.deadline ?? now &+ SessionLimits.splitPatience
    return true
  }

  /// Tells what was gathered in a batch.
  mutating func tellGathered(_ servers: String) {
    guard let gathering = splits.gathering else { return }
    splits.gathering = nil
    tell(gathering, servers)
  }

  /// Tells what was gathered without one.
  mutating func tellSplits() {
    splits.deadline = nil
    let gathered = splits.waiting.sorted { $0.key < $1.key } + splits.returning.sorted { $0.key < $1.key }
    splits.waiting = [:]
    splits.returning = [:]
    for (servers, gathering) in gathered {
      tell(gathering, servers)
      // Who is back is back: when he joins the next time it is news of its own.
      guard gathering.isJoin else { continue }
      for nick in gathering.nicks.values.joined() { splits.people[support.fold(nick)] = nil }
    }
    forgetOldSplits()
  }

  private mutating func forgetOldSplits() {
    let oldest = now &- SessionLimits.splitMemory
    guard splits.people.values.contains(where: { $0.at <= oldest }) else { return }
    splits.people = splits.people.filter { $0.value.at > oldest }
  }

  /// One line for all channels in which the same people are gone.
  private mutating func tell(_ gathering: SplitGathering, _ servers: String) {
    guard let source = gathering.source else { return }
    var lines: [(nicks: [String], channels: [String])] = []
    for channel in gathering.channels {
      let nicks = gathering.nicks[channel] ?? []
      if let place = lines.firstIndex(where: { $0.nicks == nicks }) {
        lines[place].channels.append(channel)
      } else {
        lines.append((nicks, [channel]))
      }
    }
    for line in lines {
      let kind: Happening.Kind =
        gathering.isJoin
        ? .netjoin(servers: servers, nicks: line.nicks) : .netsplit(servers: servers, nicks: line.nicks)
      var happening = Happening(channels: line.channels, source: source, isOwn: false, kind: kind)
      happening.serverTime = gathering.serverTime
      tell(.happened(happening))
    }
  }
}

/// How a netsplit is recognised by the reason of a quit.
enum Netsplit {
  /// Whether a reason is two names of servers: `a.example.net b.example.net`.
  ///
  /// People can write anything, so it must be nothing else.
  static func isReason(_ reason: String) -> Bool {
    guard reason.utf8.count <= 140, !reason.utf8.contains(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") })
    else {
      return false
    }
    let servers = reason.split(separator: " ", omittingEmptySubsequences: false)
    return servers.count == 2 && servers[0] != servers[1] && servers.allSatisfy(isServer)
  }

  private static func isServer(_ name: Substring) -> Bool {
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty }), let last = labels.last?.utf8 else { return false }
    return last.count >= 2 && last.allSatisfy { (97...122).contains($0 | 0x20) }
  }
}
