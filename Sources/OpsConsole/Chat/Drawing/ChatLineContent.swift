import OpsDomain
import OpsScreen

/// What a line says, in parts: before the nick, the nick, the text.
struct ChatLineContent: Sendable {
  /// One column before the nick: a prefix, `*`, a sign of what happens.
  var slot = StyledText()
  var nick = StyledText()
  var text = StyledText()
  /// Whether there is no nick: the text stands behind the sign.
  var isSpanning = false

  private let shape: ChatShape

  init(spanning text: StyledText, _ shape: ChatShape) {
    self.text = text
    self.shape = shape
    isSpanning = true
  }

  init(_ line: ChatLine, _ options: ChatRowOptions, _ shape: ChatShape, _ signs: ChatSigns) {
    self.shape = shape
    switch line.kind {
    case .message, .action, .notice: say(line, options, signs)
    case .join, .part, .quit, .nick, .mode:
      happen(line, line.kind == .join ? signs.comes : line.isLeaving ? signs.goes : signs.dot)
    case .kick, .topic, .invite: matter(line, options, signs)
    case .netsplit, .netjoin: span(line.splitWords, signs.dot, .hint)
    case .error: span(line.text, "!", .error)
    case .server, .gap, .skipped: span(line.text, signs.dot, .quiet)
    }
  }

  /// What people say.
  private mutating func say(_ line: ChatLine, _ options: ChatRowOptions, _ signs: ChatSigns) {
    guard !line.sender.isEmpty else { return span(line.text, signs.dot, .quiet) }
    let role = line.isOwn ? Role.own : line.isHighlight ? .highlight : .nick(line.colourKey)
    let sign = line.isBot ? signs.bot : ""
    switch line.kind {
    case .action:
      slot = StyledText("*", role)
      nick = name(shape.hasSlot ? line.sender : "*\(line.sender)", sign, role)
    case .notice: nick = name("-\(line.sender)-", sign, role)
    default:
      if let prefix = options.prefixes[line.sender]?.first { slot = StyledText(String(prefix), .hint) }
      nick = name(line.sender, sign, role)
    }
    if !line.statusPrefix.isEmpty { text.append("to \(line.statusPrefix) only: ", .hint) }
    text.append(formatted: line.text, .text)
    text.mark(options.names)
  }

  /// Coming and going.
  private mutating func happen(_ line: ChatLine, _ sign: String) {
    put(sign, .noise)
    nick = name(line.sender, "", .noise)
    text.append(line.happeningWords, .noise)
  }

  /// What happens and matters.
  private mutating func matter(_ line: ChatLine, _ options: ChatRowOptions, _ signs: ChatSigns) {
    let concerns = line.kind == .kick && !options.ownNick.isEmpty && line.text.prefixWord == options.ownNick
    put(line.kind == .kick ? "!" : signs.dot, concerns ? .warn : .hint)
    nick = name(line.sender, "", line.isOwn ? .own : .nick(line.colourKey))
    switch line.kind {
    case .kick:
      let (who, reason) = line.text.splitWord
      text.append("kicked \(concerns ? "you" : who)", concerns ? .warn : .strong)
      if !reason.isEmpty {
        text.append(": ", .hint)
        text.append(formatted: reason, .text)
      }
    case .topic where line.text.isEmpty: text.append("took the topic away", .hint)
    case .topic:
      text.append("set the topic: ", .hint)
      text.append(formatted: line.text, .text)
    default:
      let isOwn = !options.ownNick.isEmpty && line.text == options.ownNick
      text.append("invited \(isOwn ? "you" : line.text)", isOwn ? .strong : .hint)
    }
  }

  /// Puts the sign of what happens before the nick, or before the words where there is no room for it.
  ///
  /// Nobody can write it there, so that no message looks like something that happened.
  private mutating func put(_ sign: String, _ role: Role) {
    if shape.hasSlot { slot = StyledText(sign, role) } else { text.append("\(sign) ", role) }
  }

  private mutating func span(_ words: String, _ sign: String, _ role: Role) {
    isSpanning = true
    slot = StyledText(sign, role)
    text.append(formatted: words, role)
  }

  /// A name that is cut before its sign where it has no room.
  private func name(_ nick: String, _ sign: String, _ role: Role) -> StyledText {
    let room = max(shape.nick - columns(of: sign), 0)
    return StyledText(truncate(nick, columns: room) + sign, role)
  }
}

extension ChatLine {
  /// Whether somebody goes.
  fileprivate var isLeaving: Bool { kind == .part || kind == .quit }

  /// What follows the nick where somebody comes, goes, or is called another name.
  fileprivate var happeningWords: String {
    // Servers put this word before what somebody says when he goes by himself.
    let said = FormattedText.plain(text.hasPrefix("Quit: ") ? String(text.dropFirst(6)) : text)
    let reason = said.isEmpty ? "" : ": \(said)"
    switch kind {
    case .join: return "joined"
    case .part: return "left" + reason
    case .quit: return "quit" + reason
    case .nick: return "is now \(text)"
    default: return "sets mode \(text)"
    }
  }

  /// A netsplit or its end in words: which servers, and who.
  fileprivate var splitWords: String {
    let parts = text.split(separator: ":", maxSplits: 1).map { $0.split(separator: " ") }
    let servers = parts.first.map { $0.joined(separator: " and ") } ?? ""
    let nicks = parts.count > 1 ? parts[1].map(String.init) : []
    let people = nicks.count == 1 ? "1 person" : "\(nicks.count) people"
    let what = kind == .netsplit ? "netsplit, \(people) gone" : "netsplit over, \(people) back"
    return [what, servers].filter { !$0.isEmpty }.joined(separator: ", ")
      + (nicks.isEmpty ? "" : ": " + nicks.joined(separator: " "))
  }
}

extension String {
  /// The first word, and what follows the blank after it.
  fileprivate var splitWord: (String, String) {
    let parts = split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
    return (parts.first.map(String.init) ?? "", parts.count > 1 ? String(parts[1]) : "")
  }

  fileprivate var prefixWord: String { splitWord.0 }
}

extension Role {
  /// The colour of somebody's nick, always the same for the same key.
  static func nick(_ key: String) -> Role { nicks[ChatColour.index(for: key, of: nicks.count)] }
}
