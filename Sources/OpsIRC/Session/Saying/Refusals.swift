extension IRCSession {
  /// 401–421, 442, 461, 482, 531: something could not be done, mostly something said.
  mutating func onSayingRefused(_ message: IRCMessage) {
    let code = message.command
    let name = message.parameters.count > 2 ? message[1] : nil
    if let name, code == "403" || code == "405", isJoining(name) { return onJoinRefused(message) }
    let text = message.parameters.count > 1 ? message.parameters.last ?? "" : ""
    let words = text.isEmpty ? "refused (\(code))" : text
    if let sent = failDelivery(of: message, name: name, words) {
      return info(.error, code: code, words, target: sent)
    }
    onOther(message)
  }

  /// Finds the message that a numeric is about.
  private mutating func failDelivery(of message: IRCMessage, name: String?, _ words: String) -> String? {
    switch message.command {
    case "411", "412", "416", "417":
      return failDelivery(target: nil, words)
    case "421", "461":
      // These name the verb.
      guard ["PRIVMSG", "NOTICE"].contains(message[1].uppercased()) || context.label != nil else { return nil }
      return failDelivery(target: nil, words)
    default:
      guard let name else { return nil }
      return failDelivery(target: name, words)
    }
  }

  /// FAIL, WARN and NOTE (https://ircv3.net/specs/extensions/standard-replies).
  mutating func onStandardReply(_ message: IRCMessage) {
    let verb = message[0].uppercased()
    let code = "\(message.command) \(verb) \(message[1])"
    let text = message.parameters.count > 2 ? message.parameters.last ?? "" : message[1]
    let subjects = message.parameters.dropFirst(2).dropLast()
    if message.command == "FAIL" {
      if verb == "CHATHISTORY", fetchRefused(code: message[1], text, subjects: subjects) { return }
      if verb == "AUTHENTICATE", login.isUnderWay { return onLoginRefused(IRCMessage("904", [nick, text])) }
      if verb == "PRIVMSG" || verb == "NOTICE" || context.label != nil {
        let target = subjects.first { subject in deliveries.pending.contains { $0.key == support.fold(subject) } }
        if let sent = failDelivery(target: target, text) { return info(.error, code: code, text, target: sent) }
      }
    }
    let kind: InfoLine.Kind = message.command == "FAIL" ? .error : message.command == "WARN" ? .warning : .answer
    let channel = subjects.first { channels[support.fold($0)] != nil }.flatMap { channels[support.fold($0)]?.name }
    let about = subjects.isEmpty ? "" : subjects.joined(separator: " ") + ": "
    info(kind, code: code, about + text, target: channel)
  }
}
