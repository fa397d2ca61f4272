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
    case "NS", "NICKSERV", "AUTHSERV", "IDENTIFY", "ID", "LOGIN", "AUTH", "REGISTER", "VERIFY", "GHOST", "RECOVER",
      "RELEASE", "REGAIN":
      return masked(message, from: 0)
    case "CS", "CHANSERV": return maskedWords(message, at: 0, service: true)
    case "PRIVMSG", "SQUERY", "NOTICE": return maskedWords(message, at: 1, service: isOfServices(message[0]))
    // What a server says after the channel is an account.
    case "JOIN": return message.source == nil ? masked(message, from: 1) : message
    case "MODE": return maskedKey(message, at: 1)
    case "324": return maskedKey(message, at: 2)
    default: return message
    }
  }

  /// A message in either direction as one line that may be shown: masked, without anything that a terminal obeys.
  public static func maskedLine(_ message: IRCMessage) -> String {
    let message = masked(message)
    let tags = message.tags.sorted { $0.key < $1.key }.map { $0.value.isEmpty ? $0.key : "\($0.key)=\($0.value)" }
    var words = tags.isEmpty ? [] : ["@" + tags.joined(separator: ";")]
    if let source = message.source { words.append(":" + source.text) }
    words.append(message.command)
    words += message.parameters.dropLast()
    if let last = message.parameters.last {
      let isPlain = !last.isEmpty && !last.utf8.contains(0x20) && last.utf8.first != UInt8(ascii: ":")
      words.append(isPlain ? last : ":" + last)
    }
    return printable(words.joined(separator: " "))
  }

  private static let secretVerbs: Set<String> = [
    "identify", "id", "login", "auth", "register", "ghost", "recover", "release", "regain", "group", "set", "pass",
    "setpass", "setpassword", "passwd", "confirm", "verify", "oper", "drop", "sasl",
  ]

  private static func masked(_ message: IRCMessage, from place: Int) -> IRCMessage {
    var result = message
    for index in result.parameters.indices where index >= place { result.parameters[index] = "***" }
    return result
  }

  /// Whether somebody of a list of targets is a program that is told passwords: services, or a module of a bouncer.
  private static func isOfServices(_ targets: String) -> Bool {
    targets.lowercased().split(separator: ",").contains { target in
      let name = IRCSource(parsing: String(target)).name
      let isModule = name.hasPrefix("*") && name != "*"
      return isModule || name.hasSuffix("serv") || name == "q" || name == "x"
    }
  }

  /// Stars for what follows the verb in a message to services; all but the playback of bouncers' modules may be told
  /// passwords anywhere.
  private static func maskedWords(_ message: IRCMessage, at place: Int, service: Bool) -> IRCMessage {
    guard service, message.parameters.indices.contains(place) else { return message }
    let text = message.parameters[place...].joined(separator: " ")
    let words = text.split(separator: " ")
    let targets = place > 0 ? message[0].lowercased().split(separator: ",") : []
    let isModule = targets.contains { $0.hasPrefix("*") && $0 != "*playback" }
    guard let verb = words.first, words.count > 1 else { return message }
    guard isModule || isSecretVerb(verb) || words.contains(where: tellsPassword) else { return message }
    var result = message
    result.parameters = Array(message.parameters[..<place]) + ["\(verb.uppercased()) ***"]
    return result
  }

  /// Stars for all that modes take when a key (`k`) is among them.
  ///
  /// Which of it is the key depends on what modes the server has: rather too many stars than a key that is read.
  private static func maskedKey(_ message: IRCMessage, at place: Int) -> IRCMessage {
    let words = message.parameters.dropFirst(place)
    let hasKey = words.enumerated().contains { number, word in
      let isModes = number == 0 || word.hasPrefix("+") || word.hasPrefix("-")
      return isModes && word.utf8.contains(UInt8(ascii: "k"))
    }
    return hasKey ? masked(message, from: place + 1) : message
  }

  private static func isSecretVerb(_ word: Substring) -> Bool { secretVerbs.contains(word.lowercased()) }
  /// Whether a word anywhere says that a password comes.
  private static func tellsPassword(_ word: Substring) -> Bool {
    let word = word.lowercased().drop { "-\"'".contains($0) }
    return word.hasPrefix("pass") || ["identify", "login", "auth", "setpass", "sasl", "connect-command"].contains(word)
  }

  private static func isMechanism(_ text: String) -> Bool {
    SessionSettings.Login.Mechanism(rawValue: text.uppercased()) != nil
  }

  /// A text whose control characters are shown instead of obeyed: `^A`.
  private static func printable(_ text: String) -> String {
    var result = ""
    for letter in text.unicodeScalars {
      switch letter.value {
      case 0..<0x20:
        result += "^"
        result.unicodeScalars.append(UnicodeScalar(UInt8(letter.value) + 0x40))
      case 0x7F...0x9F: result += "\u{FFFD}"
      default: result.unicodeScalars.append(letter)
      }
    }
    return result
  }
}
