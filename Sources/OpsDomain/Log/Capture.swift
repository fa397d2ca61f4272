extension Entry {
  /// The entry that a line of a chat becomes, with the same bytes on all consoles that hear it and know the same hosts.
  ///
  /// Times are in whole seconds, since what is played back may have no finer ones; no zone, since a console's own is
  /// nobody else's.
  public init(captured text: String, at: Timestamp, targets: [EntryTarget], chat: ChatOrigin) {
    var chat = chat
    chat.serverTime = chat.serverTime?.flooredToSeconds
    let words = EntryWords(text)
    self.init(
      text, at: at.flooredToSeconds, targets: targets, tags: words.tags, tickets: words.tickets, chat: chat)
  }

  /// Whether it was said in a chat and heard by whoever listened.
  public var isCaptured: Bool { chat != nil }
}

extension Operation {
  /// Whether it is an entry that was heard in a chat; its `via` tells it from an entry made of a line by hand.
  ///
  /// Several consoles may record it, each as it read it: the first one counts, and another one is no conflict.
  public var isCapture: Bool { isCapturing(body, via) }
}

extension OperationDraft {
  /// Whether it is an entry that was heard in a chat; see `Operation.isCapture`.
  public var isCapture: Bool { isCapturing(body, via) }
}

private func isCapturing(_ body: OperationBody, _ via: Via) -> Bool {
  guard via == .irc, case .entryAdd(let entry) = body.understood else { return false }
  return entry.isCaptured
}

extension ChatOrigin {
  /// Whether two entries of two consoles are one message of which neither knows an identity: the same words of the same
  /// person in the same place, at most ten seconds apart.
  public static func areOne(_ left: Entry, _ right: Entry) -> Bool {
    guard let one = left.chat, let other = right.chat, one.messageID == nil, other.messageID == nil else {
      return false
    }
    guard one.network == other.network, one.channel == other.channel else { return false }
    guard one.sender == other.sender, !one.sender.isEmpty, left.text == right.text else { return false }
    let (at, tolerance) = (left.at, CaptureSightings.tolerance)
    return right.at >= at - tolerance && right.at <= at + tolerance
  }
}

extension Timestamp {
  /// The moment cut to whole seconds, downwards.
  fileprivate var flooredToSeconds: Timestamp {
    let rest = milliseconds % 1000
    return Timestamp(milliseconds: milliseconds &- (rest < 0 ? rest &+ 1000 : rest))
  }
}

extension Author {
  /// Who said something in a chat: verified only where the network told the account.
  public init(sender nick: String, account: String?) {
    self.init(account ?? nick, display: nick, verified: account == nil ? .none : .sasl)
  }
}
