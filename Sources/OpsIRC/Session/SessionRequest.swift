/// What can be asked of a session.
public enum SessionRequest: Hashable, Sendable {
  /// Say something. The token comes back with what became of it. Text that does not fit into one message is refused
  /// (`delivery(.failed)`): who asks splits it, by `IRCSession.roomForText`.
  case say(to: String, text: String, kind: SaidKind, token: Int)
  /// Join a channel.
  case join(String, key: String?)
  /// Leave a channel.
  case part(String, reason: String)
  /// Take another nick.
  case nick(String)
  /// Set a topic; nil asks for it.
  case topic(String, String?)
  /// Ask who is in a channel.
  case names(String)
  /// Ask who somebody is.
  case whois(String)
  /// Be away with a message; nil: be back.
  case away(String?)
  /// Invite somebody.
  case invite(String, channel: String)
  /// Remove somebody from a channel.
  case kick(channel: String, nick: String, reason: String)
  /// Change modes: `["#ops", "+o", "nick"]`.
  case mode([String])
  /// Ask for the channels of the server.
  case list([String])
  /// Send a line as it is: `/quote`.
  case raw(String)
  /// Fetch what was said since the anchor, as far as the server keeps it.
  case catchUp(target: String, since: HistoryAnchor)
  /// Fetch what was said before a moment (milliseconds since 1970), for scrolling back.
  case historyBefore(target: String, milliseconds: Int64, messageID: String?, limit: Int)
  /// Ask in which conversations something was said between two moments, in milliseconds since 1970.
  case historyTargets(since: Int64, until: Int64)
  /// Be told (`presence`) when these come and go, and no others; nothing where the server has no MONITOR.
  case watch([String])
  /// Leave the network.
  case quit(String)
}

/// The newest message of a conversation that was known before this session.
public struct HistoryAnchor: Hashable, Sendable {
  /// When, in milliseconds since 1970.
  public var milliseconds: Int64
  /// Its `msgid`; nil where the network gives none.
  public var messageID: String?
  /// Whether it is a line of the conversation, so that a server that no longer has it has lost some; otherwise nothing is
  /// known to have been said before.
  public var isLine: Bool
  /// An anchor.
  public init(milliseconds: Int64, messageID: String? = nil, isLine: Bool = true) {
    self.milliseconds = milliseconds
    self.messageID = messageID
    self.isLine = isLine
  }
}
