extension IRCSession {
  /// A message as it may be shown: with stars where a secret stands.
  ///
  /// In either direction: what servers send back is masked, too.
  public static func masked(_ message: IRCMessage) -> IRCMessage {
    switch message.command {
    case "PASS", "OPER": return masked(message, from: message.command == "OPER" ? 1 : 0)
    case "AUTHENTICATE":
      let isHarmless = ["+", "*"].contains(message[0]) || isMechanism(message[0])
      return isHarmless ? message : masked(message, from: 0)
    case "NS", "NICKSERV", "IDENTIFY", "LOGIN", "REGISTER", "VERIFY": return masked(message, from: 0)
    case "CS", "CHANSERV": return maskedWords(message, at: 0, service: true)
    case "PRIVMSG", "SQUERY", "NOTICE":
      let name = IRCSource(parsing: message[0]).name.lowercased()
      return maskedWords(message, at: 1, service: name.hasSuffix("serv") || name == "q" || name == "x")
    default: return message
    }
  }

  private static let secretVerbs: Set<String> = [
    "identify", "id", "login", "auth", "register", "ghost", "recover", "release", "regain", "group", "set", "pass",
    "setpass", "setpassword", "passwd", "confirm", "verify", "oper",
  ]

  private static func masked(_ message: IRCMessage, from place: Int) -> IRCMessage {
    var result = message
    for index in result.parameters.indices where index >= place { result.parameters[index] = "***" }
    return result
  }

  /// Stars for what follows the verb in a message to services.
  private static func maskedWords(_ message: IRCMessage, at place: Int, service: Bool) -> IRCMessage {
    guard service, message.parameters.indices.contains(place) else { return message }
    let text = message.parameters[place...].joined(separator: " ")
    let words = text.split(separator: " ")
    guard let verb = words.first(where: { secretVerbs.contains($0.lowercased()) }) else { return message }
    var result = message
    result.parameters = Array(message.parameters[..<place]) + ["\(verb.uppercased()) ***"]
    return result
  }

  private static func isMechanism(_ text: String) -> Bool {
    SessionSettings.Login.Mechanism(rawValue: text.uppercased()) != nil
  }
}
