/// The state of one connection to a network: messages in, reactions out; no socket, no clock, no chance.
///
/// Times are milliseconds of a clock that never goes back and counts sleep (CLOCK_BOOTTIME).
public struct IRCSession: Sendable {
  /// What the session is to be.
  public let settings: SessionSettings
  /// Own nick as the server knows it; the one asked for until it has answered.
  public internal(set) var nick: String
  /// Own account; nil when not logged in.
  public internal(set) var account: String?
  /// The message with which one is away; nil when one is there.
  public internal(set) var awayMessage: String?
  /// Whether registration is done.
  public internal(set) var isRegistered = false
  /// What the server says that it supports.
  public internal(set) var support = ISupport()
  /// The capabilities in force.
  public internal(set) var capabilities: Set<String> = []
  /// The channels one is in, by their folded names.
  public internal(set) var channels: [String: IRCChannel] = [:]

  /// A session that begins; `random` makes nonces, as 16 bytes or more that nobody can guess.
  public init(_ settings: SessionSettings, random: [UInt8]) {
    self.settings = settings
    nick = settings.nicks.first ?? "opsconsole"
  }

  /// The connection is there.
  public mutating func connected(isSecure: Bool, at now: Int64) -> [SessionReaction] { [] }
  /// A message came.
  public mutating func receive(_ message: IRCMessage, at now: Int64) -> [SessionReaction] { [] }
  /// Something is asked for.
  public mutating func perform(_ request: SessionRequest, at now: Int64) -> [SessionReaction] { [] }
  /// Ends what waits too long.
  ///
  /// Called about once a second, and when `nextDeadline` is reached.
  public mutating func tick(at now: Int64) -> [SessionReaction] { [] }
  /// When `tick` is wanted next; nil: at any time.
  public var nextDeadline: Int64? { nil }
  /// The bytes that a text may have in one message to a target, so that the server's relayed line fits in 512 bytes.
  public func roomForText(to target: String, kind: SaidKind) -> Int { 350 }
}

/// A channel one is in.
public struct IRCChannel: Hashable, Sendable {
  /// Its name as the server writes it.
  public var name: String
  /// Its topic, formatting codes included; empty for none.
  public var topic = ""
  /// Who set the topic.
  public var topicSetBy = ""
  /// Its modes, as `+nt`; with parameters except the key.
  public var modes = ""
  /// Members by their folded nicks.
  public var members: [String: IRCMember] = [:]
  /// Whether the list of members is complete.
  public var isComplete = false
  /// A channel.
  public init(name: String) { self.name = name }
}

/// A member of a channel.
public struct IRCMember: Hashable, Sendable {
  /// The nick.
  public var nick: String
  /// The prefixes, the highest first: `@+`.
  public var prefixes = ""
  /// The account; nil where it is not known or there is none.
  public var account: String?
  /// The real name; nil where it is not known.
  public var realName: String?
  /// The user name, by which colours are chosen; nil where it is not known.
  public var user: String?
  /// Whether the person is away.
  public var isAway = false
  /// Whether it says that it is a program.
  public var isBot = false
  /// A member.
  public init(nick: String) { self.nick = nick }
}
