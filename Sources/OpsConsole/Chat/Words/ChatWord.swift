import OpsDomain

/// A word that a person types after `/` in the chat.
enum ChatWord: String, CaseIterable, Hashable, Sendable {
  case join, part, msg, query, me, notice
  case nick, topic, names, whois, away, back
  case invite, kick, op, deop, voice, devoice, mode, ban
  case ignore, unignore, list, quote, raw
  case search, resend, clear, close
  case networks, connect, disconnect, reconnect
  case help

  /// What stands after it, as help shows it; empty when nothing does.
  var argument: String {
    switch self {
    case .join: return "#CHANNEL [KEY]"
    case .part: return "[#CHANNEL] [REASON]"
    case .msg, .notice: return "NICK TEXT"
    case .query: return "NICK [TEXT]"
    case .me: return "TEXT"
    case .nick: return "NAME"
    case .topic: return "[#CHANNEL] [TEXT]"
    case .names: return "[#CHANNEL]"
    case .whois: return "NICK"
    case .away: return "[TEXT]"
    case .invite: return "NICK [#CHANNEL]"
    case .kick: return "NICK [REASON]"
    case .op, .deop, .voice, .devoice: return "NICK…"
    case .mode: return "[#CHANNEL] [MODES]"
    case .ban, .unignore: return "NICK or MASK"
    case .ignore: return "[NICK or MASK]"
    case .list: return "[WORDS]"
    case .quote: return "LINE"
    case .search: return "TEXT"
    case .connect, .disconnect, .reconnect: return "[NETWORK]"
    case .help: return "[WORD]"
    case .raw, .back, .resend, .clear, .close, .networks: return ""
    }
  }

  /// What it does: one line, imperative, no full stop.
  var help: String {
    switch self {
    case .join: return "Go into a channel"
    case .part: return "Leave a channel"
    case .msg: return "Say something to one person"
    case .query: return "Open a conversation with one person"
    case .me: return "Say what you do"
    case .notice: return "Say something that no program answers"
    case .nick: return "Take another nick"
    case .topic: return "Show or set the topic"
    case .names: return "Ask who is in the channel"
    case .whois: return "Ask who somebody is"
    case .away: return "Say that you are away; without a text, that you are back"
    case .back: return "Say that you are back"
    case .invite: return "Invite somebody into the channel"
    case .kick: return "Put somebody out of the channel"
    case .op: return "Make people operators"
    case .deop: return "Take that back"
    case .voice: return "Let people speak"
    case .devoice: return "Take that back"
    case .mode: return "Show or change modes"
    case .ban: return "Keep somebody out of the channel"
    case .ignore: return "Hide what somebody says, or list who is hidden"
    case .unignore: return "Show it again"
    case .list: return "Ask for the channels of the network"
    case .quote: return "Send a line of the protocol as it is"
    case .raw: return "Show the protocol on the network's page, or no longer"
    case .search: return "Search all that was ever said"
    case .resend: return "Send what was not sent here"
    case .clear: return "Clear the lines from the screen; they stay stored"
    case .close: return "Close the conversation; a channel is left"
    case .networks: return "Say how it stands with the networks"
    case .connect: return "Connect now"
    case .disconnect: return "Leave the network"
    case .reconnect: return "Connect anew"
    case .help: return "Show all words, or what one does"
    }
  }

  /// Why a word could not be understood, in one sentence with the remedy.
  struct Problem: Error, Hashable { let message: String }

  /// Whether a line is a word and not a text.
  static func isWord(_ line: String) -> Bool { line.hasPrefix("/") && !line.hasPrefix("//") }

  /// The text that a line says: of two slashes at its beginning one is sent.
  static func unescaped(_ line: String) -> String { line.hasPrefix("//") ? String(line.dropFirst()) : line }

  /// The line that says a text: a slash at its beginning is written with two.
  static func escaped(_ text: String) -> String { text.hasPrefix("/") ? "/" + text : text }

  /// The word meant by a typed one: itself, or the only one that it begins.
  init(resolving typed: String) throws(Problem) {
    let small = typed.lowercased()
    if let word = ChatWord(rawValue: small) {
      self = word
      return
    }
    guard !small.isEmpty else { throw Problem(message: "a word is missing after /; /help shows all") }
    let matches = Self.allCases.filter { $0.rawValue.hasPrefix(small) }
    if matches.count == 1 {
      self = matches[0]
      return
    }
    if matches.count > 1 {
      throw Problem(message: "/\(typed) may be \(matches.map { "/" + $0.rawValue }.joined(separator: ", "))")
    }
    if typed.contains("/") { throw Problem(message: "there is no word /\(typed); with // it is sent as a text") }
    let near = closestMatch(to: small, among: Self.allCases.lazy.map(\.rawValue))
    throw Problem(
      message: "there is no word /\(typed)" + (near.map { "; did you mean /\($0)?" } ?? "; /help shows all"))
  }

  /// Whether it asks something of the server, so that nothing comes of it without a connection.
  var needsConnection: Bool {
    switch self {
    case .me, .msg, .query, .search, .resend, .clear, .close, .networks, .connect, .disconnect, .reconnect, .ignore,
      .unignore, .raw, .help:
      return false
    default: return true
    }
  }
}

/// What stands after a word.
struct ChatArguments {
  /// What was not taken yet, without blanks around.
  private(set) var rest: String

  init(_ text: some StringProtocol) { rest = Self.trimmed(text) }

  /// Splits a line into its word and what stands after it.
  static func split(_ line: String) -> (word: String, arguments: ChatArguments) {
    let text = line.dropFirst()
    let word = text.prefix { $0 != " " }
    return (String(word), ChatArguments(text.dropFirst(word.count)))
  }

  /// Whether nothing is left.
  var isEmpty: Bool { rest.isEmpty }

  /// Takes the next part up to a blank; nil when none is left.
  mutating func next() -> String? {
    guard !rest.isEmpty else { return nil }
    let part = rest.prefix { $0 != " " }
    rest = Self.trimmed(rest.dropFirst(part.count))
    return String(part)
  }

  /// Takes the next part when it is the name of a channel.
  mutating func nextChannel() -> String? {
    // Channels that begin with + or ! are hardly anywhere; modes and masks are everywhere.
    guard let first = rest.first, "#&".contains(first) else { return nil }
    return next()
  }

  /// All that is left, in parts.
  var parts: [String] { rest.split(separator: " ").map { String($0) } }

  private static func trimmed(_ text: some StringProtocol) -> String {
    var trimmed = text.drop { $0 == " " }
    while trimmed.last == " " { trimmed.removeLast() }
    return String(trimmed)
  }
}
