extension IRCSession {
  /// Says something, or tells why not.
  mutating func say(_ text: String, to target: String, kind: SaidKind, token: Int) {
    if let problem = problem(ofSaying: text, to: target, kind: kind) {
      return tell(.delivery(token: token, .failed(problem)))
    }
    var pending = PendingDelivery(
      token: token, target: target, key: support.fold(target), text: FormattingCodes.removed(from: text), kind: kind,
      sentAt: now)
    var tags: [String: String] = [:]
    if deliveries.hasLabels {
      deliveries.labels &+= 1
      let label = "o\(deliveries.labels)"
      pending.label = label
      tags["label"] = label
    }
    if deliveries.pending.isEmpty { deliveries.lastProgress = now }
    deliveries.pending.append(pending)
    let parameter = kind == .action ? CTCPMessage("ACTION", text).parameter : text
    send(kind == .notice ? "NOTICE" : "PRIVMSG", [target, parameter], tags: tags)
    tell(.delivery(token: token, .sent))
    fenceIfNeeded()
  }

  private func problem(ofSaying text: String, to target: String, kind: SaidKind) -> String? {
    guard isRegistered, !isClosed else { return "not connected" }
    guard Self.isName(target) else { return "“\(target)” is nobody that can be written to" }
    guard !text.isEmpty else { return "there is nothing to say" }
    guard !text.utf8.contains(where: { $0 == 0 || $0 == 0x0A || $0 == 0x0D || $0 == 1 }) else {
      return "one message cannot hold line breaks, NUL or codes of CTCP"
    }
    let room = roomForText(to: target, kind: kind)
    guard text.utf8.count <= room else { return "too long for one message: \(text.utf8.count) bytes, \(room) fit" }
    guard deliveries.pending.count < SessionLimits.pending else {
      return "\(SessionLimits.pending) messages wait for the server already"
    }
    return nil
  }

  /// The longest line that may be sent, without tags, with its end, in bytes.
  public var lineBytes: Int { min(support.lineLength, SessionLimits.lineBytes) }

  /// The bytes that a text may have in one message to a target, so that the server's relayed line fits in `lineBytes`.
  ///
  /// What is not known of our own address is taken to be as long as it can be.
  public func roomForText(to target: String, kind: SaidKind) -> Int {
    // No server has longer ones; without a limit nonsense would leave no room, or overflow.
    let unknownUser = min(max(support.userLength ?? 10, settings.user.utf8.count), 64) + 1
    let user = ownUser?.utf8.count ?? unknownUser
    let host = ownHost?.utf8.count ?? min(support.hostLength ?? 63, 255)
    let verb = kind == .notice ? "NOTICE" : "PRIVMSG"
    // ":nick!user@host VERB target :text\r\n"
    var overhead = 1 + nick.utf8.count + 1 + user + 1 + host + 1 + verb.utf8.count + 1 + target.utf8.count + 2 + 2
    if kind == .action { overhead += 9 }
    return max(lineBytes - overhead, 1)
  }

  /// Messages that the server has not answered, which no longer wait for it; for when the connection ends.
  public mutating func takePending() -> [Int] {
    let tokens = deliveries.pending.map(\.token)
    deliveries.pending = []
    return tokens
  }
}

/// The codes of formatting within texts.
enum FormattingCodes {
  /// A text without them, by which echoes are found: some channels have the server remove them.
  static func removed(from text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 }) else { return text }
    var result: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      if byte == 3 { dropColour(&rest) }
      if byte == 4 { rest = rest.drop { isHexadecimal($0) } }
      if byte >= 0x20 { result.append(byte) }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
  private static func isHexadecimal(_ byte: UInt8) -> Bool { isDigit(byte) || (65...70).contains(byte & ~0x20) }

  private static func dropColour(_ rest: inout Substring.UTF8View) {
    let digits = rest.prefix(2).prefix { isDigit($0) }
    rest = rest.dropFirst(digits.count)
    guard !digits.isEmpty, rest.first == UInt8(ascii: ","), let next = rest.dropFirst().first, isDigit(next) else {
      return
    }
    rest = rest.dropFirst()
    rest = rest.dropFirst(rest.prefix(2).prefix { isDigit($0) }.count)
  }
}
