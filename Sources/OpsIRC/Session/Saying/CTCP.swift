extension IRCSession {
  /// A message within a message: two kinds are answered, seldom enough that nobody can use us to flood others.
  mutating func onCTCP(_ inner: CTCPMessage, _ message: IRCMessage, _ source: IRCSource) {
    guard context.origin == .live, !isOwn(source.name) else { return }
    guard message.command == "PRIVMSG" else {
      return info(.answer, code: "CTCP", "\(source.name) answers \(inner.command): \(inner.text)")
    }
    if inner.command == "DCC" {
      let words = "\(source.name) offers DCC \(inner.text); direct connections are never made"
      return info(.warning, code: "DCC", words)
    }
    info(.answer, code: "CTCP", "\(source.name) asks for \(inner.command)")
    // One who asks a whole channel is not answered.
    guard isOwn(message[0]), let answer = answer(to: inner), mayAnswerCTCP() else { return }
    send("NOTICE", [source.name, CTCPMessage(inner.command, answer).parameter])
  }

  private func answer(to inner: CTCPMessage) -> String? {
    switch inner.command {
    case "VERSION": return settings.version
    case "PING": return inner.text.utf8.count <= 64 ? inner.text : nil
    default: return nil
    }
  }

  private mutating func mayAnswerCTCP() -> Bool {
    ctcpAnswers.removeAll { now &- $0 >= 60_000 }
    guard ctcpAnswers.count < SessionLimits.ctcpAnswers else { return false }
    ctcpAnswers.append(now)
    return true
  }
}
