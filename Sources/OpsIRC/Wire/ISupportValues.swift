extension ISupport {
  /// The name of the network; nil where it is not said.
  public var networkName: String? { text("NETWORK") }
  /// The longest nick, in bytes; nil where the server has not said.
  public var nickLength: Int? { number("NICKLEN") ?? number("MAXNICKLEN") }
  /// The longest name of a channel; nil where the server has not said.
  public var channelLength: Int? { number("CHANNELLEN") }
  /// The longest topic; nil where the server has not said.
  public var topicLength: Int? { number("TOPICLEN") }
  /// The longest reason of a kick; nil where the server has not said.
  public var kickLength: Int? { number("KICKLEN") }
  /// The longest away message; nil where the server has not said.
  public var awayLength: Int? { number("AWAYLEN") }
  /// The longest user name; nil where the server has not said.
  public var userLength: Int? { number("USERLEN") }
  /// The longest host; nil where the server has not said.
  public var hostLength: Int? { number("HOSTLEN") }
  /// The longest line without tags, with its end; never less than 512.
  public var lineLength: Int { max(number("LINELEN") ?? IRCMessage.lineBytesMax, IRCMessage.lineBytesMax) }
  /// The most changes of mode with a parameter in one command; `Int.max` for no limit.
  public var modesMax: Int { limit("MODES", absent: 3) }
  /// The most nicks that can be watched; nil: MONITOR is not there; `Int.max` for no limit.
  public var monitorLimit: Int? { tokens["MONITOR"] == nil ? nil : limit("MONITOR", absent: 0) }
  /// Whether WHO can be asked for chosen fields.
  public var hasWHOX: Bool { tokens["WHOX"] != nil }
  /// The user mode of programs; nil where there is none.
  public var botMode: Character? { tokens["BOT"]?.first }
  /// Whether the server takes UTF-8 only.
  public var isUTF8Only: Bool { tokens["UTF8ONLY"] != nil }
  /// Whether a long answer of LIST does not end the connection.
  public var hasSafeList: Bool { tokens["SAFELIST"] != nil }
  /// Whether the server delays what comes too fast and never ends the connection for it.
  public var isSafeRate: Bool { tokens["SAFERATE"] != nil }
  /// The most messages of one CHATHISTORY; nil: it is not said; `Int.max` for no limit.
  public var historyLimit: Int? {
    let name = tokens["CHATHISTORY"] == nil ? "DRAFT/CHATHISTORY" : "CHATHISTORY"
    return tokens[name] == nil ? nil : limit(name, absent: 0)
  }
  /// By what CHATHISTORY may name messages, the preferred first: `msgid`, `timestamp`; empty where it is not said.
  public var messageReferenceTypes: [String] { list("MSGREFTYPES") }
  /// The prefixes that may stand before a channel as the target of a message, as `@+`.
  public var statusMessagePrefixes: String { tokens["STATUSMSG"] ?? "" }
  /// The mode of exceptions from bans; nil where there is none.
  public var exceptionMode: Character? { mode("EXCEPTS", usual: "e") }
  /// The mode of exceptions from invitation; nil where there is none.
  public var invitationMode: Character? { mode("INVEX", usual: "I") }

  /// The most targets of a command; `Int.max` for no limit.
  ///
  /// Without `TARGMAX` one, which every server takes.
  public func targetsMax(of command: String) -> Int {
    for entry in list("TARGMAX") {
      let parts = entry.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.first?.uppercased() == command.uppercased() else { continue }
      guard let value = parts.dropFirst().first, !value.isEmpty else { return .max }
      return Int(value).map { max($0, 1) } ?? 1
    }
    return 1
  }

  private func text(_ name: String) -> String? { tokens[name].flatMap { $0.isEmpty ? nil : $0 } }

  /// A number above zero.
  private func number(_ name: String) -> Int? { tokens[name].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } }

  /// A limit that has no end when it is said without a number, or as 0.
  private func limit(_ name: String, absent: Int) -> Int {
    guard let value = tokens[name] else { return absent }
    return Int(value).flatMap { $0 > 0 ? $0 : nil } ?? .max
  }

  private func list(_ name: String) -> [String] {
    tokens[name].map { $0.split(separator: ",").map(String.init) } ?? []
  }

  private func mode(_ name: String, usual: Character) -> Character? { tokens[name].map { $0.first ?? usual } }
}
