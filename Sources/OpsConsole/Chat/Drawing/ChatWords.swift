import OpsDomain
import OpsScreen

/// What is said about the chat as a whole: in its title, and in place of lines.
struct ChatWords {
  private let chat: ChatState
  private let world: World

  /// From this lag on it is told.
  static let lagLeast = Duration.seconds(2)

  init(_ chat: ChatState, _ world: World) {
    self.chat = chat
    self.world = world
  }

  /// The name in the title: that of the conversation.
  var title: String {
    guard let shown = chat.shown, !shown.facts.title.isEmpty else { return "Chat" }
    return truncate(shown.facts.title, columns: 30)
  }

  /// What stands at the right of the title, the least important first.
  var titleWords: [TitleWord] {
    guard let shown = chat.shown else { return [] }
    var words: [TitleWord] = []
    func add(_ text: String, _ role: Role = .hint) {
      if !words.isEmpty { words.append(TitleWord(text: "   ")) }
      words.append(TitleWord(text: text, role: role))
    }
    if shown.facts.kind != .network { add(truncate(shown.id.network, columns: 20)) }
    if let count = shown.facts.memberCount, shown.facts.kind == .channel {
      add(Words.count(count, "person", "people"))
    }
    for word in newsElsewhere { add(word.text, word.role) }
    if shown.scroll != .newest || shown.window.hasNewer { add("scrolled") }
    if chat.trouble != nil { add("history is not kept", .error) }
    guard let status = chat.status(of: shown.id.network) else { return words }
    if shown.facts.kind == .channel, !shown.facts.isJoined, status.isOnline { add("not in the channel", .warn) }
    if let reason = status.reason { add(truncate(reason, columns: 40)) }
    for word in Self.words(of: status, at: world.now) { add(word.text, word.role) }
    return words
  }

  /// What is new in other conversations and concerns the person.
  private var newsElsewhere: [TitleWord] {
    let others = chat.buffers.filter { $0.id != chat.current }
    let urgent = others.filter { ($0.unread.level ?? .low) >= .personal }
    guard let first = urgent.first else { return [] }
    let name = truncate(first.facts.title, columns: 16)
    return [
      TitleWord(text: urgent.count == 1 ? "! \(name)" : "! \(name) and \(urgent.count - 1) more", role: .highlight)
    ]
  }

  /// How it stands with a network, where there is something to say; the reason is told apart.
  static func words(of status: NetworkStatus, at now: Timestamp) -> [TitleWord] {
    var words: [TitleWord] = []
    switch status.phase {
    case .offline: words.append(TitleWord(text: "not connected", role: .warn))
    case .connecting(let since):
      words.append(TitleWord(text: "connecting, \(seconds(now.since(since)))", role: .warn))
    case .waiting(let until, _):
      words.append(TitleWord(text: "reconnecting in \(seconds(until.since(now)))", role: .warn))
    case .stopped: words.append(TitleWord(text: "stopped", role: .error))
    case .online:
      if let lag = status.lag, lag > lagLeast { words.append(TitleWord(text: "lag \(seconds(lag))", role: .warn)) }
      if status.awayMessage != nil { words.append(TitleWord(text: "away", role: .strong)) }
    }
    if status.queued > 0 { words.append(TitleWord(text: "\(status.queued) queued", role: .pending)) }
    return words
  }

  /// A length of time: `12 s`, `2.3 s` below ten, `4 min`.
  private static func seconds(_ span: Duration) -> String {
    let milliseconds = min(max(span.wholeMilliseconds, 0), 86_400_000)
    if milliseconds >= 120_000 { return "\(milliseconds / 60_000) min" }
    if milliseconds >= 10_000 || milliseconds % 1000 < 50 { return "\(milliseconds / 1000) s" }
    return "\(formatDecimal(Double(milliseconds) / 1000, places: 1)) s"
  }

  /// What stands in place of conversations when there are none, and what to do next.
  var advice: [Phrase] {
    if let first = chat.networks.first {
      let words = Self.words(of: first.status, at: world.now).map(\.text).joined(separator: ", ")
      return [
        Phrase("No conversation is open.", .strong),
        Phrase("\(truncate(first.name, columns: 30)): \(words.isEmpty ? "connected" : words)"),
        Phrase(truncate(first.status.reason ?? "", columns: 200), .hint),
        Phrase("/join #channel opens one, once the network is connected.", .quiet),
      ].filter { !$0.text.isEmpty }
    }
    let path = world.settings.configurationPath
    return [
      Phrase("There is no chat yet: no network is configured.", .strong),
      Phrase("Add one to \(path.isEmpty ? "config.yaml" : path) and start opsconsole again:"),
      Phrase("  chat:", .key), Phrase("    networks:", .key),
      Phrase("      office: { address: irc.example.org, channels: [\"#ops\"] }", .key),
      Phrase("opsconsole --demo  shows a conversation.", .quiet),
    ]
  }
}

extension NetworkStatus {
  /// Why it is not connected; nil where no reason is known.
  var reason: String? {
    switch phase {
    case .waiting(_, let reason), .stopped(let reason): return reason.isEmpty ? nil : reason
    default: return nil
    }
  }
}
