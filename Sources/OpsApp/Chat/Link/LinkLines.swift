import OpsDomain
import OpsIRC

extension LinkCore {
  /// The line of something said.
  func line(of said: Said) -> ChatLine {
    let kind: ChatLine.Kind
    switch said.kind {
    case .message: kind = .message
    case .action: kind = .action
    case .notice: kind = .notice
    }
    var line = ChatLine(
      kind, at: moment(said.serverTime), sender: said.source.name, account: said.account,
      colourKey: said.source.user ?? said.source.name,
      text: said.isOwn ? Self.withoutSecret(said.text, to: said.target) : said.text, messageID: said.messageID)
    line.isOwn = said.isOwn
    line.isBot = said.isBot
    line.isPlayback = said.origin == .history
    line.statusPrefix = said.statusPrefix
    line.isHighlight = !said.isOwn && !said.isBot && isHighlight(said.text)
    if said.isOwn { line.delivery = .delivered }
    return line
  }

  /// The line of something that happened.
  func line(of happening: Happening) -> ChatLine {
    let (kind, text) = words(of: happening.kind)
    var line = ChatLine(
      kind, at: moment(happening.serverTime), sender: happening.source.name,
      colourKey: happening.source.user ?? happening.source.name, text: text)
    if case .join(let account, _) = happening.kind { line.account = account }
    line.isOwn = happening.isOwn
    line.isPlayback = happening.origin == .history
    return line
  }

  /// A text as it is kept and shown: what is said to services may hold a password.
  static func withoutSecret(_ text: String, to target: String) -> String {
    IRCSession.masked(IRCMessage("PRIVMSG", [target, text])).parameters.last ?? text
  }

  /// Whether a text held a password that was not kept.
  static func holdsSecret(_ text: String, to target: String) -> Bool {
    guard text.hasSuffix(" ***") else { return false }
    let probe = text.dropLast(3) + "secret"
    return withoutSecret(String(probe), to: target) != probe
  }

  /// The server's time as far as it can be true, else the present.
  private func moment(_ serverTime: Int64?) -> Timestamp {
    guard let serverTime, (0...253_402_300_799_999).contains(serverTime) else { return now.wall }
    return Timestamp(milliseconds: serverTime)
  }

  private func words(of kind: Happening.Kind) -> (ChatLine.Kind, String) {
    switch kind {
    case .join: return (.join, "")
    case .part(let reason): return (.part, reason)
    case .quit(let reason): return (.quit, reason)
    case .kick(let nick, let reason): return (.kick, reason.isEmpty ? nick : "\(nick) \(reason)")
    case .nick(let new): return (.nick, new)
    case .mode(let change): return (.mode, change)
    case .topic(let topic): return (.topic, topic)
    case .invite(let nick): return (.invite, nick)
    case .netsplit(let servers, let nicks): return (.netsplit, "\(servers): \(nicks.joined(separator: " "))")
    case .netjoin(let servers, let nicks): return (.netjoin, "\(servers): \(nicks.joined(separator: " "))")
    }
  }

  private func isHighlight(_ text: String) -> Bool {
    settings.highlight(text, session?.nick ?? lastNick, settings.highlights)
  }
}
