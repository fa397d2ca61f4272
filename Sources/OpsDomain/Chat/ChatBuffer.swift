/// Names a conversation: a channel, a query, or what a network itself says.
public struct BufferID: Hashable, Comparable, Sendable {
  /// The network, by its name in the configuration.
  public var network: String
  /// The channel or nick, folded as the network folds names; empty for the network's own buffer.
  public var target: String

  /// A name.
  public init(network: String, target: String = "") {
    self.network = network
    self.target = target
  }

  /// Orders by network, then target.
  public static func < (left: BufferID, right: BufferID) -> Bool {
    (left.network, left.target) < (right.network, right.target)
  }
}

/// What is known of a conversation apart from its lines.
public struct BufferFacts: Hashable, Sendable {
  /// The kinds of conversations.
  public enum Kind: String, Hashable, Sendable { case network, channel, query }
  /// What it is.
  public var kind: Kind
  /// The name as people write it, `#ops`; may hold anything.
  public var title: String
  /// The topic, formatting codes included; empty for none.
  public var topic = ""
  /// The modes of a channel, as `+nt`; empty where there are none.
  public var modes = ""
  /// Whether one is in the channel, or the other person of a query is there as far as is known.
  public var isJoined = false
  /// How many members a channel has; nil where it is not known.
  public var memberCount: Int?
  /// The most bytes of text that one message to it can hold.
  public var messageBytes = 350
  /// Whether `!log` lines said in it become entries of the work log.
  public var capturesLog = false
  /// Whether new entries of the work log are announced in it.
  public var announces = false

  /// Facts.
  public init(_ kind: Kind, title: String) {
    self.kind = kind
    self.title = title
  }
}

/// A member of a channel.
public struct ChatMember: Hashable, Sendable {
  /// The nick.
  public var nick: String
  /// The prefixes, the highest first: `@+`.
  public var prefixes: String
  /// The account; nil where it is not known or there is none.
  public var account: String?
  /// By what the colour of the nick is chosen: the user name where it is known, so that it stays when the nick changes.
  public var colourKey: String
  /// Whether the person is away.
  public var isAway: Bool
  /// Whether it is a program.
  public var isBot: Bool

  /// A member.
  public init(
    nick: String, prefixes: String = "", account: String? = nil, colourKey: String? = nil, isAway: Bool = false,
    isBot: Bool = false
  ) {
    self.nick = nick
    self.prefixes = prefixes
    self.account = account
    self.colourKey = colourKey ?? nick
    self.isAway = isAway
    self.isBot = isBot
  }
}

/// How it stands with a network.
public struct NetworkStatus: Hashable, Sendable {
  /// How far the connection is.
  public enum Phase: Hashable, Sendable {
    /// Nobody has asked for it, or it was left by hand.
    case offline
    /// Being reached, since then.
    case connecting(since: Timestamp)
    /// Registered, since then.
    case online(since: Timestamp)
    /// It failed, for this reason; tried again at that moment.
    case waiting(until: Timestamp, reason: String)
    /// It failed in a way that a person must mend; nothing is tried until asked.
    case stopped(reason: String)
  }
  /// How far the connection is.
  public var phase: Phase
  /// Own nick.
  public var nick: String
  /// Own account; nil when not logged in.
  public var account: String?
  /// The message with which one is away; nil when one is there.
  public var awayMessage: String?
  /// The time between PING and PONG; nil when it is not known.
  public var lag: Duration?
  /// Messages that wait to be sent, held back by flood control.
  public var queued = 0
  /// Whether the connection is encrypted and verified.
  public var isSecure = false

  /// A status.
  public init(_ phase: Phase = .offline, nick: String = "") {
    self.phase = phase
    self.nick = nick
  }

  /// Whether messages can be sent now.
  public var isOnline: Bool {
    if case .online = phase { return true }
    return false
  }
}
