/// What a session tells of what happened.
public enum SessionEvent: Hashable, Sendable {
  /// Registration is done, the login too; channels are joined next.
  case registered
  /// Own nick, account, away, capabilities or ISUPPORT changed: see the session.
  case statusChanged
  /// Topic, modes, members or one's own presence of the channel changed: see `IRCSession.channels`.
  case channelChanged(String)
  /// The members of a newly joined channel are complete (366).
  case membersComplete(String)
  /// Somebody said something.
  case said(Said)
  /// Something happened in a channel, or to somebody in it.
  case happened(Happening)
  /// What became of something said.
  case delivery(token: Int, Delivery)
  /// A text of the server that belongs to a conversation, or to none (nil).
  case info(InfoLine, target: String?)
  /// A catch-up or a fetch of older messages has ended: which of both, so that the answer reaches who asked.
  case history(target: String, HistoryFetch, HistoryOutcome)
  /// A playback of the server or a bouncer has ended: from the first to the last message, in milliseconds since 1970.
  case playbackEnded(target: String, first: Int64?, last: Int64?)
  /// Whether somebody that is watched (MONITOR) is there.
  case presence(nick: String, isOnline: Bool)
  /// The time between PING and PONG, in milliseconds; nil: waited for, since so long.
  case lag(Int64?)
  /// The server asks for TLS at this port, to be remembered for so many seconds (`sts`); a duration counts over TLS
  /// only, 0 forgets.
  case sts(port: Int?, duration: Int64?)
  /// The answer to `historyTargets`: conversations in which something was said.
  case historyTargets([HistoryTarget])
}

/// A conversation of which the server keeps history.
public struct HistoryTarget: Hashable, Sendable {
  /// The channel, or the other person.
  public var name: String
  /// When something was said last, in milliseconds since 1970; nil where the server does not say.
  public var latest: Int64?
  /// A conversation.
  public init(name: String, latest: Int64?) {
    self.name = name
    self.latest = latest
  }
}

/// The kinds of saying.
public enum SaidKind: Hashable, Sendable {
  case message, notice, action
}

/// Something said.
public struct Said: Hashable, Sendable {
  /// Where a message comes from in time.
  public enum Origin: Hashable, Sendable {
    /// Now.
    case live
    /// Asked for, or played back by the server or a bouncer: never rings and never acts.
    case history
  }
  /// The channel, or the other person of a query.
  public var target: String
  /// The prefix of a message to some members only (`@` in `@#ops`); empty for all.
  public var statusPrefix = ""
  /// Who said it.
  public var source: IRCSource
  /// The account of who said it; nil where it is not known or he has none.
  public var account: String?
  /// Whether the sender says that it is a program.
  public var isBot = false
  /// Whether it was said by ourselves, here or in another client.
  public var isOwn = false
  /// The token of `say` that it answers to, with echo-message; nil for none.
  public var token: Int?
  /// What kind of saying it is.
  public var kind: SaidKind
  /// The text, formatting codes included.
  public var text: String
  /// When the server says that it was said, in milliseconds since 1970; nil where it does not.
  public var serverTime: Int64?
  /// The identity that the network gave it.
  public var messageID: String?
  /// Whether it is of now.
  public var origin = Origin.live

  /// Something said.
  public init(target: String, source: IRCSource, kind: SaidKind, text: String) {
    self.target = target
    self.source = source
    self.kind = kind
    self.text = text
  }
}

/// Something that happened in a channel or to somebody.
public struct Happening: Hashable, Sendable {
  /// What happened.
  public enum Kind: Hashable, Sendable {
    case join(account: String?, realName: String?)
    case part(reason: String)
    case quit(reason: String)
    case kick(nick: String, reason: String)
    case nick(new: String)
    case mode(String)
    case topic(String)
    /// Somebody was invited; oneself when `nick` is one's own.
    case invite(nick: String)
    /// Servers lost each other: who is gone, `nicks`; one line for all.
    case netsplit(servers: String, nicks: [String])
    case netjoin(servers: String, nicks: [String])
  }
  /// The channels in whose buffers it belongs.
  public var channels: [String]
  /// Who did it.
  public var source: IRCSource
  /// Whether it was oneself.
  public var isOwn: Bool
  /// What happened.
  public var kind: Kind
  /// As in `Said`.
  public var serverTime: Int64?
  /// As in `Said`.
  public var origin = Said.Origin.live

  /// Something that happened.
  public init(channels: [String], source: IRCSource, isOwn: Bool, kind: Kind) {
    self.channels = channels
    self.source = source
    self.isOwn = isOwn
    self.kind = kind
  }
}

/// What became of something said.
public enum Delivery: Hashable, Sendable {
  /// It is on its way; the server has not said anything yet.
  case sent
  /// The server took it (its echo came), or, where it has no echo, it was sent and nothing was complained about for a
  /// while and a later PING was answered.
  case delivered(messageID: String?, serverTime: Int64?)
  /// It was not; in words.
  case failed(String)
}

/// A text of the server.
public struct InfoLine: Hashable, Sendable {
  /// What it is.
  public enum Kind: Hashable, Sendable {
    /// The message of the day and other greetings.
    case greeting
    /// An answer to something asked.
    case answer
    /// Something could not be done.
    case error
    /// A warning of ours or of the server.
    case warning
  }
  /// What it is.
  public var kind: Kind
  /// The numeric or the verb, as `404`.
  public var code: String
  /// The words, formatting codes included.
  public var text: String

  /// A text.
  public init(_ kind: Kind, code: String, text: String) {
    self.kind = kind
    self.code = code
    self.text = text
  }
}

/// What was fetched of the history of a conversation.
public enum HistoryFetch: Hashable, Sendable {
  /// What was said since an anchor (`SessionRequest.catchUp`).
  case catchUp
  /// What was said before a moment (`SessionRequest.historyBefore`).
  case before
}

/// How a fetch of history has ended.
public enum HistoryOutcome: Hashable, Sendable {
  /// All since the anchor is there.
  case complete
  /// The server keeps nothing before `oldest` (milliseconds since 1970); nil: it gave nothing.
  case gap(oldest: Int64?)
  /// It was refused or took too long; in words.
  case failed(String)
  /// The server has no history.
  case unsupported
}
