/// What is asked about members after joining: one channel at a time.
struct WhoState: Sendable {
  /// The channels that wait, folded.
  var queue: [String] = []
  /// The channel that is asked about.
  var current: String?
  /// When waiting for it ends.
  var deadline: Int64?

  /// The token that tells our questions from those of the person.
  static let token = "152"
}

extension IRCSession {
  /// Asks about a channel, after those that wait.
  mutating func askWho(_ key: String) {
    who.queue.append(key)
    if who.current == nil { askNextWho() }
  }

  private mutating func askNextWho() {
    who.current = nil
    who.deadline = nil
    while !who.queue.isEmpty {
      let key = who.queue.removeFirst()
      guard let name = channels[key]?.name else { continue }
      who.current = key
      who.deadline = now &+ SessionLimits.whoPatience
      return send("WHO", support.hasWHOX ? [name, "%tcnuhraf,\(WhoState.token)"] : [name])
    }
  }

  /// 352 and, in chosen fields, 354.
  mutating func onWho(_ message: IRCMessage) {
    let isChosen = message.command == "354"
    guard let current = who.current, !isChosen || message[1] == WhoState.token,
      support.fold(message[isChosen ? 2 : 1]) == current
    else { return onOther(message) }
    let nick = message[5]
    let flags = message[6]
    let user = message[isChosen ? 3 : 2]
    let folded = support.fold(nick)
    guard channels[current]?.members[folded] != nil else { return }
    let isBot = support.botMode.map { flags.contains($0) } ?? false
    if isBot { remember(bot: folded) }
    let realName = isChosen ? message[8] : String(message[7].drop { $0 != " " }.dropFirst())
    let account = message[7] == "0" ? nil : message[7]
    channels[current]?.members[folded]?.user = user
    channels[current]?.members[folded]?.isAway = flags.hasPrefix("G")
    channels[current]?.members[folded]?.isBot = isBot
    channels[current]?.members[folded]?.realName = realName
    if isChosen { channels[current]?.members[folded]?.account = account }
    if isOwn(nick) { learnOwn(IRCSource(nick, user: user, host: message[isChosen ? 4 : 3])) }
  }

  /// 315: that was all.
  mutating func onWhoEnd(_ message: IRCMessage) {
    guard let current = who.current, support.fold(message[1]) == current else { return onOther(message) }
    if let name = channels[current]?.name { tell(.channelChanged(name)) }
    askNextWho()
  }

  /// Goes on when a question is not answered.
  mutating func endLateWho() {
    if let deadline = who.deadline, now >= deadline { askNextWho() }
  }

  /// Remembers that somebody is a program.
  mutating func remember(bot key: String) {
    if knownBots.count < SessionLimits.remembered { knownBots.insert(key) }
  }
}
