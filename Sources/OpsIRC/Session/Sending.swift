extension IRCSession {
  /// Has a message sent; one that cannot be sent as it stands is told instead.
  mutating func send(
    _ command: String, _ parameters: [String] = [], isUrgent: Bool = false, tags: [String: String] = [:]
  ) {
    guard Self.canSend(parameters) else {
      info(
        .error, code: command, "\(command) was not sent: a part of it is empty, too long or holds blanks or line ends")
      return
    }
    reactions.append(.send(IRCMessage(command, parameters, tags: tags), isUrgent: isUrgent))
  }

  /// Tells what happened.
  mutating func tell(_ event: SessionEvent) { reactions.append(.tell(event)) }

  /// Tells a text of the server or of ours.
  mutating func info(_ kind: InfoLine.Kind, code: String, _ text: String, target: String? = nil) {
    tell(.info(InfoLine(kind, code: code, text: text), target: target))
  }

  /// Ends the connection; what comes after is not listened to.
  mutating func close(_ words: String, mayRetry: Bool) {
    guard !isClosed else { return }
    isClosed = true
    reactions.append(.close(ClosingReason(words, mayRetry: mayRetry)))
  }

  /// Whether parameters make one line and stay apart in it.
  static func canSend(_ parameters: [String]) -> Bool {
    for (place, parameter) in parameters.enumerated() {
      let isLast = place == parameters.count - 1
      if !isLast, parameter.isEmpty || parameter.utf8.first == UInt8(ascii: ":") { return false }
      for byte in parameter.utf8 {
        if byte == 0 || byte == 0x0A || byte == 0x0D { return false }
        if !isLast, byte == 0x20 { return false }
      }
    }
    return true
  }

  /// Whether a text can be a name in a message: of a channel, of a person.
  static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.first != UInt8(ascii: ":")
      && !text.utf8.contains { $0 <= 0x20 || $0 == UInt8(ascii: ",") || $0 == 0x7F }
  }

  /// Whether a source is oneself.
  func isOwn(_ source: IRCSource?) -> Bool {
    guard let name = source?.name else { return false }
    return isOwn(name)
  }

  /// Whether a nick is one's own.
  func isOwn(_ name: String) -> Bool {
    if name == nick { return true }
    guard name.utf8.count == ownKey.utf8.count else { return false }
    return support.fold(name) == ownKey
  }
}
