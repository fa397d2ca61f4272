import OpsDomain
import OpsIRC

extension LinkCore {
  /// Takes in what the session tells.
  mutating func hear(_ event: SessionEvent) {
    switch event {
    case .registered: registered()
    case .statusChanged: changed.formUnion(session.map { Set($0.channels.keys) } ?? [])
    case .channelChanged(let name): channelChanged(fold(name))
    case .membersComplete(let name): joined(name)
    case .said(let said): hear(said)
    case .happened(let happening): hear(happening)
    case .delivery(let token, let delivery): put(.delivery(line: Int64(token), delivery))
    case .info(let info, let target): hear(info, target)
    case .history(let target, let fetch, let outcome): historyEnded(target, fetch, outcome)
    case .playbackEnded(let target, let first, _): playbackEnded(target, first)
    case .presence(let nick, let isOnline): presence(nick, isOnline)
    case .lag(let milliseconds): lag = milliseconds.map { .milliseconds($0) }
    case .sts(let port, let duration): put(.strictTransport(port: port, duration: duration))
    case .historyTargets(let targets):
      knowsTargets = true
      for target in targets { missed(target) }
    }
  }

  private mutating func registered() {
    phase = .online(since: now.wall)
    reconnect.registered(at: now.boot)
    put(.registered(isFree: session?.support.tokens["SAFERATE"] != nil))
    say("connected to \(settings.address) as \(session?.nick ?? lastNick)")
    if let away = carried?.away { perform(.away(away), at: now) }
    if !queries.isEmpty { watchQueries() }
    targetsFrom = targetsFrom ?? anchors.oldestNeeded
    if let newest = targetsFrom {
      perform(.historyTargets(since: newest.milliseconds, until: now.wall.milliseconds), at: now)
    }
  }

  private mutating func channelChanged(_ key: String) {
    changed.insert(key)
    if key == shownMembers { membersDue = membersDue ?? max(now.boot, membersToldAt &+ Self.membersPace) }
  }

  private mutating func presence(_ nick: String, _ isOnline: Bool) {
    let key = fold(nick)
    if isOnline { present.insert(key) } else { present.remove(key) }
    if queries[key] != nil { changed.insert(key) }
  }

  private mutating func hear(_ said: Said) {
    let buffer = buffer(said.target)
    if !isChannel(said.target) { opened(said.target) }
    let line = line(of: said)
    anchors.note(line, in: buffer.target)
    if isChannel(said.target), said.kind == .notice, !said.isOwn { confirmations.heard(said.text, at: now.boot) }
    // The line that was said here is there already: it is told by its delivery.
    guard said.token == nil else { return }
    dropped.came(in: buffer, at: now.boot)
    var fresh = FreshLine(line)
    fresh.source = said.source
    fresh.isCandidate = isCaptured(said.target) && said.kind == .message && !said.isBot && said.statusPrefix.isEmpty
    put(fresh, in: buffer)
  }

  private mutating func hear(_ happening: Happening) {
    let line = line(of: happening)
    var fresh = FreshLine(line)
    if case .invite = happening.kind { fresh.source = happening.source }
    for channel in happening.channels.prefix(SessionLimits.channels) { put(fresh, in: place(of: happening, channel)) }
    if happening.channels.isEmpty { put(fresh, in: home) }
    guard happening.isOwn, happening.origin == .live else { return }
    switch happening.kind {
    case .part, .kick:
      for channel in happening.channels {
        left(fold(channel))
      }
    case .join: for channel in happening.channels { joining(channel) }
    default: break
    }
  }

  /// One is in a channel no more.
  private mutating func left(_ key: String) {
    changed.insert(key)
    guard catchUps.removeValue(forKey: key) == nil, !unfinished.contains(key) else {
      unfinished.insert(key)
      return
    }
    anchors.heard(key, until: now.wall)
    anchors.freeze(key)
  }

  /// An invitation to a channel that is not in the list opens no conversation: anybody could open hundreds.
  private func place(of happening: Happening, _ channel: String) -> BufferID {
    let buffer = buffer(channel)
    guard case .invite = happening.kind, !isListed(buffer) else { return buffer }
    return home
  }

  private func isListed(_ buffer: BufferID) -> Bool {
    guard isChannel(buffer.target) else { return queries[buffer.target] != nil }
    return toldFacts[buffer] != nil && !closed.contains(buffer.target)
  }

  private mutating func hear(_ info: InfoLine, _ target: String?) {
    let isProblem = info.kind == .error || info.kind == .warning
    let line = ChatLine(isProblem ? .error : .server, at: now.wall, text: info.text)
    // A word about somebody with whom nothing was spoken opens no conversation.
    let buffer = target.map { self.buffer($0) } ?? home
    put(FreshLine(line), in: isListed(buffer) ? buffer : answers(info) ? placeOfAnswer() : home)
  }

  /// Whether a text may be the answer to a command; what servers and strangers say by themselves is none.
  private func answers(_ info: InfoLine) -> Bool {
    let isNumeric = info.code.utf8.count == 3 && Int(info.code) != nil
    return info.kind == .answer && isNumeric || info.kind == .error && info.code != "ERROR"
  }

  /// Where a person looks who waits for an answer; the network's own place when nobody does.
  private mutating func placeOfAnswer() -> BufferID {
    guard let typed, now.boot <= typed.until else { return home }
    self.typed?.until = now.boot &+ Self.answerPatience
    return typed.buffer
  }

  /// Somebody said something to oneself alone while one was away from the network.
  private mutating func missed(_ target: HistoryTarget) {
    guard !isChannel(target.name), queries.count < Self.queriesMax else { return }
    opened(target.name)
    let key = fold(target.name)
    guard catchUps[key] == nil, let anchor = anchors.anchor(of: key) ?? targetsFrom else { return }
    var catchUp = CatchUp(anchor: anchor, heardUntil: anchors.heardUntil(key), joinedAt: now.wall)
    catchUp.isAsked = true
    catchUps[key] = catchUp
    perform(.catchUp(target: target.name, since: anchor), at: now)
  }

  /// A conversation with somebody is there.
  mutating func opened(_ nick: String) {
    let key = fold(nick)
    guard !isChannel(nick), queries[key] == nil, queries.count < Self.queriesMax else { return }
    queries[key] = nick
    changed.insert(key)
  }

  /// The most conversations with people whose facts are kept.
  static let queriesMax = 500

  /// Whether a name is one of a channel.
  func isChannel(_ name: String) -> Bool { (session?.support ?? support).isChannel(name) }

  /// Whether `!log` lines of a channel are captured.
  func isCaptured(_ channel: String) -> Bool { settings.captured.contains { fold($0) == fold(channel) } }
}
