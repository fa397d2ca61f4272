/// What is told of messages of history other than those of people: nothing of it changes the present.
extension IRCSession {
  mutating func wasJoin(_ message: IRCMessage) {
    was(
      message,
      .join(
        account: message.parameters.count > 1 && message[1] != "*" ? message[1] : nil,
        realName: message.parameters.count > 2 ? message[2] : nil))
  }

  mutating func wasPart(_ message: IRCMessage) { was(message, .part(reason: message[1])) }
  mutating func wasQuit(_ message: IRCMessage) { was(message, .quit(reason: message[0])) }
  mutating func wasKick(_ message: IRCMessage) { was(message, .kick(nick: message[1], reason: message[2])) }
  mutating func wasTopic(_ message: IRCMessage) { was(message, .topic(message[1])) }
  mutating func wasNick(_ message: IRCMessage) { was(message, .nick(new: message[0])) }

  mutating func wasMode(_ message: IRCMessage) {
    was(message, .mode(message.parameters.dropFirst().joined(separator: " ")))
  }

  private mutating func was(_ message: IRCMessage, _ kind: Happening.Kind) {
    guard let target = context.target else { return }
    let source = message.source ?? IRCSource("")
    let name = channels[support.fold(target)]?.name ?? target
    happened(message, in: [name], source, isOwn: isOwn(source), kind)
  }
}
