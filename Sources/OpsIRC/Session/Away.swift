/// One's own absence, and that of others as the server told it.
struct AwayState: Sendable {
  /// The message that was asked for last; nil: to be back.
  var asked: String?
  /// The away messages of others that were shown, by the folded nick: each is shown once.
  var shown: [String: String] = [:]
}

extension IRCSession {
  /// Goes away, or comes back with nil or nothing.
  mutating func setAway(_ words: String?) {
    away.asked = words.flatMap { $0.isEmpty ? nil : $0 }
    send("AWAY", away.asked.map { [$0] } ?? [])
  }

  /// 305, 306: the server has taken it.
  mutating func onOwnAway(_ message: IRCMessage) {
    awayMessage = message.command == "306" ? away.asked ?? message.parameters.last ?? "" : nil
    onOther(message)
    tell(.statusChanged)
  }

  /// 301: somebody who was written to, or asked about, is away.
  mutating func onIsAway(_ message: IRCMessage) {
    guard message.parameters.count > 2 else { return onOther(message) }
    let nick = message[1]
    let key = support.fold(nick)
    if answers.isAskingWho { return onOther(message) }
    guard away.shown[key] != message[2] else { return }
    if away.shown.count >= SessionLimits.remembered { away.shown = [:] }
    away.shown[key] = message[2]
    info(.answer, code: "301", "\(nick) is away: \(message[2])", target: nick)
  }
}
