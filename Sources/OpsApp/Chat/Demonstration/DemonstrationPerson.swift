import OpsDomain

/// Somebody who talks in the demonstration.
struct DemonstrationPerson: Hashable, Sendable {
  /// The nick.
  var nick: String
  /// The account; nil where there is none.
  var account: String?
  /// The user name, by which the colour of the nick is chosen.
  var user: String
  /// The prefixes that the nick has in channels.
  var prefixes = ""
  /// Whether it is a program.
  var isBot = false
  /// Whether the person is away.
  var isAway = false

  static let tokyo1 = DemonstrationPerson(nick: "tokyo1", account: "tokyo1", user: "sato", prefixes: "@")
  static let tokyo2 = DemonstrationPerson(nick: "tokyo2", account: "tokyo2", user: "kim")
  static let kyoto1 = DemonstrationPerson(nick: "kyoto1", account: "kyoto1", user: "nakamura", prefixes: "@")
  static let kyoto2 = DemonstrationPerson(nick: "kyoto2", account: "kyoto2", user: "anna", prefixes: "+")
  static let mina = DemonstrationPerson(nick: "mina🌙", account: "mina", user: "mina", isAway: true)
  static let watcher = DemonstrationPerson(nick: "watch", user: "watch", prefixes: "+", isBot: true)
  static let deployer = DemonstrationPerson(nick: "deploy", user: "deploy", prefixes: "+", isBot: true)

  static let all = [tokyo1, tokyo2, kyoto1, kyoto2, mina, watcher, deployer]

  /// As a member of a channel.
  var member: ChatMember {
    ChatMember(nick: nick, prefixes: prefixes, account: account, colourKey: user, isAway: isAway, isBot: isBot)
  }
}
