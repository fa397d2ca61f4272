/// What a session is to be: who one is and what is joined.
///
/// Secrets stand here and in no message of ours.
public struct SessionSettings: Hashable, Sendable {
  /// How one logs in (https://ircv3.net/specs/extensions/sasl-3.2).
  public struct Login: Hashable, Sendable {
    /// The ways of logging in, the best first.
    public enum Mechanism: String, CaseIterable, Hashable, Sendable {
      case external = "EXTERNAL"
      case scramSHA256 = "SCRAM-SHA-256"
      case plain = "PLAIN"
    }
    /// The account.
    public var account: String
    /// The password; nil with EXTERNAL only.
    public var password: String?
    /// The mechanisms that may be used; those that the server offers are tried in the order of `Mechanism.allCases`.
    public var mechanisms: Set<Mechanism>
    /// Whether nothing is joined without an account; the session then ends and says why.
    public var isRequired: Bool

    /// A login.
    public init(
      account: String, password: String? = nil, mechanisms: Set<Mechanism> = [.scramSHA256, .plain],
      isRequired: Bool = true
    ) {
      self.account = account
      self.password = password
      self.mechanisms = mechanisms
      self.isRequired = isRequired
    }
  }

  /// A channel to be joined, with its key.
  public struct ChannelWish: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The key; nil for none.
    public var key: String?
    /// A channel.
    public init(_ name: String, key: String? = nil) {
      self.name = name
      self.key = key
    }
  }

  /// The nicks wanted, the best first; at least one.
  public var nicks: [String]
  /// The user name of `USER`.
  public var user: String
  /// The real name of `USER`.
  public var realName: String
  /// The password of the server (`PASS`); nil for none.
  public var password: String?
  /// How one logs in; nil for not at all.
  public var login: Login?
  /// The channels to be joined; joins and parts by hand change the session's own list, not this.
  public var channels: [ChannelWish]
  /// The name and version that CTCP VERSION is answered with.
  public var version: String

  /// Settings.
  public init(
    nicks: [String], user: String, realName: String, password: String? = nil, login: Login? = nil,
    channels: [ChannelWish] = [], version: String = "opsconsole"
  ) {
    self.nicks = nicks
    self.user = user
    self.realName = realName
    self.password = password
    self.login = login
    self.channels = channels
    self.version = version
  }
}
