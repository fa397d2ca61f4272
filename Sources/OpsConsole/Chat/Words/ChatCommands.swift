import OpsDomain

extension ConsoleState {
  /// What a word asks of the network.
  func chatCommands(
    _ word: ChatWord, _ arguments: ChatArguments, in shown: ChatBuffer
  ) throws(ChatWord.Problem) -> [ChatCommand] {
    var arguments = arguments
    func needed() throws(ChatWord.Problem) -> String {
      guard let next = arguments.next() else { throw Self.usage(word) }
      return next
    }
    switch word {
    case .join: return [.join(Self.channel(try needed()), key: arguments.next())]
    case .nick: return [.nick(try needed())]
    case .whois: return [.whois(try needed())]
    case .away: return [.away(arguments.isEmpty ? nil : arguments.rest)]
    case .back: return [.away(nil)]
    case .list: return [.list(arguments.parts)]
    case .ignore: return [.ignore(arguments.next() ?? "", true)]
    case .unignore: return [.ignore(try needed(), false)]
    case .raw: return [.switchRaw]
    case .quote:
      guard !arguments.isEmpty else { throw Self.usage(word) }
      return [.raw(arguments.rest)]
    case .invite:
      let nick = try needed()
      return [.invite(nick: nick, channel: try channel(&arguments, word, shown))]
    default: return [try channelCommand(word, arguments, in: shown)]
    }
  }

  /// What a word asks about a channel: the one that is named, else the one that is shown.
  private func channelCommand(
    _ word: ChatWord, _ arguments: ChatArguments, in shown: ChatBuffer
  ) throws(ChatWord.Problem) -> ChatCommand {
    var arguments = arguments
    if word == .mode, shown.facts.kind != .channel, !arguments.isEmpty { return .mode(arguments.parts) }
    let channel = try channel(&arguments, word, shown)
    switch word {
    case .part: return .part(channel, reason: arguments.rest)
    case .topic: return .topic(channel, arguments.isEmpty ? nil : arguments.rest)
    case .names: return .names(channel)
    case .kick:
      guard let nick = arguments.next() else { throw Self.usage(word) }
      return .kick(channel: channel, nick: nick, reason: arguments.rest)
    case .ban:
      guard let mask = arguments.next() else { throw Self.usage(word) }
      return .mode([channel, "+b", mask.contains { "!@*".contains($0) } ? mask : "\(mask)!*@*"])
    case .mode: return .mode([channel] + arguments.parts)
    default: return try rank(word, arguments, channel)
    }
  }

  /// Gives or takes a rank of several people at once.
  private func rank(
    _ word: ChatWord, _ arguments: ChatArguments, _ channel: String
  ) throws(ChatWord.Problem) -> ChatCommand {
    let nicks = arguments.parts
    guard !nicks.isEmpty else { throw Self.usage(word) }
    let sign = word == .op || word == .voice ? "+" : "-"
    let letter: Character = word == .op || word == .deop ? "o" : "v"
    return .mode([channel, sign + String(repeating: letter, count: nicks.count)] + nicks)
  }

  private func channel(
    _ arguments: inout ChatArguments, _ word: ChatWord, _ shown: ChatBuffer
  ) throws(ChatWord.Problem) -> String {
    if let named = arguments.nextChannel() { return named }
    guard shown.facts.kind == .channel else {
      throw ChatWord.Problem(message: "this is no channel; /\(word.rawValue) \(word.argument)")
    }
    return shown.facts.title
  }

  /// A name as that of a channel.
  private static func channel(_ name: String) -> String {
    name.first.map { "#&+!".contains($0) } == true ? name : "#" + name
  }
}
