import OpsDomain
import OpsIRC
import OpsScreen

/// What `config.yaml` says of one network of the chat.
struct NetworkKeys: Sendable, Hashable {
  /// The name that people see.
  var name: String
  /// The name or address of the server.
  var host: String
  /// The port.
  var port: Int
  /// How the connection is made secret; nil: not at all.
  var tls: ConnectionSettings.TLS?
  /// The nicks wanted, the best first; empty: made of the account of the person.
  var nicks: [String] = []
  /// The user name; nil: made of the first nick.
  var user: String?
  /// The real name, without the mark of consoles; nil: the name of the person.
  var realName: String?
  /// Where the password of the server is.
  var password: SecretPlace?
  /// How one logs in.
  var login: LoginKeys?
  /// The channels to be joined.
  var channels: [ChannelKeys] = []
  /// How bytes are read that are not UTF-8.
  var fallback = FallbackEncoding.cp1252
  /// Whether it is connected to at the start.
  var connects = true

  /// A channel and where its key is.
  struct ChannelKeys: Sendable, Hashable {
    /// The name.
    var name: String
    /// Where its key is; nil for none.
    var key: SecretPlace?
  }

  /// The most channels of one network.
  static let channelLimit = 200
  /// The most nicks.
  static let nickLimit = 10
  /// The longest real name without the mark: servers cut longer ones, and the mark with them.
  static let realNameBytes = 48
  /// What the real name ends with: consoles know each other by it, and one of them confirms a `!log` line.
  static let mark = " (opsconsole)"
  /// The port of IRC over TLS (RFC 7194).
  static let securePort = 6697
  /// The port of IRC in clear text.
  static let plainPort = 6667

  /// Where all its secrets are.
  var secrets: [SecretPlace] { [password, login?.password].compactMap { $0 } + channels.compactMap(\.key) }

  /// How it is reached.
  var connection: ConnectionSettings { ConnectionSettings(host: host, port: port, tls: tls, fallback: fallback) }

  /// What the session is to be, with the secrets as they were found and in the name of this person.
  func session(person: Author, secrets: [SecretPlace: String]) -> SessionSettings {
    let nicks = nicks(of: person)
    var shown = realName ?? person.display
    while shown.utf8.count > Self.realNameBytes { shown.removeLast() }
    let user = user ?? String(ChatNames.usualNick(of: person.account).filter { $0.isLetter || $0.isNumber })
    return SessionSettings(
      nicks: nicks, user: user.isEmpty ? "opsconsole" : user, realName: shown + Self.mark,
      password: password.flatMap { secrets[$0] },
      login: login.map { $0.session(person: person, secrets: secrets) },
      channels: channels.map { channel in .init(channel.name, key: channel.key.flatMap { secrets[$0] }) },
      version: "opsconsole \(programVersion)")
  }

  /// The nicks wanted: those of the settings, else of the person.
  func nicks(of person: Author) -> [String] {
    guard nicks.isEmpty else { return nicks }
    let nick = ChatNames.usualNick(of: person.account)
    return [nick, nick + "_"]
  }
}

/// What `config.yaml` says of logging in to a network (SASL).
struct LoginKeys: Sendable, Hashable {
  /// The ways of logging in that may be used.
  var mechanisms: Set<SessionSettings.Login.Mechanism>
  /// The account; nil: that of the person.
  var account: String?
  /// Where the password is.
  var password: SecretPlace?
  /// Whether nothing is joined without an account.
  var isRequired = true

  /// The login with its secret.
  func session(person: Author, secrets: [SecretPlace: String]) -> SessionSettings.Login {
    SessionSettings.Login(
      account: account ?? person.account, password: password.flatMap { secrets[$0] }, mechanisms: mechanisms,
      isRequired: isRequired)
  }
}
