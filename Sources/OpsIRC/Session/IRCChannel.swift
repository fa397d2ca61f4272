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
  /// The modes that are set, with what they took; those of members and lists are not among them.
  var modeArguments: [Character: String] = [:]
  /// Whether the list of names that comes is asked for by ourselves, after joining.
  var awaitsNames = true
  /// Whether the modes that come are asked for by ourselves, after joining.
  var awaitsModes = true
  /// Whether more people are in it than are kept.
  var isCut = false
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
