/// Who is watched by MONITOR (https://ircv3.net/specs/extensions/monitor).
struct WatchState: Sendable {
  /// The nicks wanted, in their order.
  var nicks: [String] = []
  /// Them, folded.
  var keys: Set<String> = []

  mutating func refold(_ support: ISupport) { keys = Set(nicks.map { support.fold($0) }) }
}

extension IRCSession {
  /// Watches these and no others.
  mutating func watch(_ nicks: [String]) {
    let most = max(min(support.monitorLimit ?? SessionLimits.watched, SessionLimits.watched) - 1, 0)
    let wanted = Array(nicks.lazy.filter { Self.isName($0) }.prefix(most))
    let before = watch
    watch.nicks = wanted
    watch.refold(support)
    guard registration.isWelcomed, support.monitorLimit != nil else { return }
    var gone = before.nicks.filter { !watch.keys.contains(support.fold($0)) }
    if regain.isWatched { gone.removeAll { support.fold($0) == support.fold(self.nicks.wanted) } }
    sendMonitor("-", gone)
    sendMonitor("+", wanted.filter { !before.keys.contains(support.fold($0)) })
  }

  /// Watches what was asked for before the server could be asked.
  mutating func beginWatching() {
    if support.monitorLimit != nil { sendMonitor("+", watch.nicks) }
  }

  private mutating func sendMonitor(_ sign: String, _ nicks: [String]) {
    var list: [String] = []
    var bytes = 0
    for nick in nicks {
      if bytes + nick.utf8.count + 1 > SessionLimits.requestBytes {
        send("MONITOR", [sign, list.joined(separator: ",")])
        (list, bytes) = ([], 0)
      }
      list.append(nick)
      bytes += nick.utf8.count + 1
    }
    if !list.isEmpty { send("MONITOR", [sign, list.joined(separator: ",")]) }
  }

  /// 730, 731: who is there and who is not; 734: no more can be watched.
  mutating func onMonitor(_ message: IRCMessage) {
    guard message.command != "734" else { return onOther(message) }
    let isOnline = message.command == "730"
    for mask in message[1].split(separator: ",") {
      let name = IRCSource(parsing: String(mask)).name
      let key = support.fold(name)
      if watch.keys.contains(key) { tell(.presence(nick: name, isOnline: isOnline)) }
      if !isOnline { regainIfFree(key) }
    }
  }
}
