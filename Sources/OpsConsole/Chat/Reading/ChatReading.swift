import OpsDomain
import OpsScreen

extension ConsoleState {
  /// Does what a command means in the chat; nil where it means what it does everywhere.
  mutating func performInChat(_ command: Command) -> [Effect]? {
    if command.info.group == .chat { return performOfChat(command) }
    if let effects = performOnHostMentions(command) { return effects }
    guard isInChat, let shown = chat.shown else { return nil }
    if case .list(let list) = chat.mode { return performInList(command, list) }
    if move(command) { return [] }
    switch command {
    case .back:
      guard !goesBackFromChat() else { return [] }
      return nil
    case .open: return openNames(of: shown)
    case .copy: return copyLine(of: shown)
    case .filter, .search:
      entry = LineEntry(.search)
      return []
    case .clearFilter:
      chat.soughtText = ""
      return []
    case .nextMatch, .previousMatch:
      guard !searchText.isEmpty else { return nil }
      return findInChat(command == .nextMatch ? 1 : -1)
    case .showHosts:
      showHosts(Set(hostsNamed(in: shown.selectedLine)))
      return []
    default: return nil
    }
  }

  /// Commands that are for the chat alone.
  private mutating func performOfChat(_ command: Command) -> [Effect] {
    guard isInChat, let shown = chat.shown else {
      say(chat.networks.isEmpty ? "there is no chat here" : "that is for the chat; \(keyName(.chat)) shows it")
      return []
    }
    switch command {
    case .nextActive: goToMostUrgent()
    case .nextConversation: goThroughConversations(1)
    case .previousConversation: goThroughConversations(-1)
    case .nextMention: goToMention(1, in: shown)
    case .previousMention: goToMention(-1, in: shown)
    case .mentions: listMentions()
    case .members: chat.showsMembers.toggle()
    case .noise: toggleNoise()
    case .say: typeChat()
    case .logLine: return logLine(of: shown)
    // In a line of its own: what is being typed in the conversation stays.
    case .searchAll: entry = LineEntry(.searchAll)
    case .resend: return resend(in: shown)
    default: return discard(in: shown)
    }
    return []
  }

  /// Leaves the chat one step: from typing to reading, from old lines to the newest, from the first screen's chat to its fleet.
  private mutating func goesBackFromChat() -> Bool {
    if case .typing = chat.mode {
      readChat()
      return true
    }
    if !chat.soughtText.isEmpty {
      chat.soughtText = ""
      return true
    }
    guard case .home = page, focus == .chat, !isZoomed else { return false }
    focus = .fleet
    return true
  }

  private mutating func toggleNoise() {
    guard let place = chat.current.flatMap({ chat.index(of: $0) }) else { return }
    chat.buffers[place].showsNoise.toggle()
    say(chat.buffers[place].showsNoise ? "coming and going is shown line by line" : "coming and going is folded")
  }

  private mutating func copyLine(of shown: ChatBuffer) -> [Effect] {
    guard let line = shown.selectedLine else {
      say("there is no line yet")
      return []
    }
    let text = plainLine(line)
    say("copied \(truncate(text, columns: 60))")
    return [.copy(text)]
  }

  /// A line as it is copied: `2026-08-20 12:03 <tokyo2> text`.
  func plainLine(_ line: ChatLine) -> String {
    let then = LogClock(world).local(line.at)
    let text = harmless(ChatText.plain(line.text))
    let sender = harmless(line.sender)
    let said = line.kind == .action ? "* \(sender) \(text)" : sender.isEmpty ? text : "<\(sender)> \(text)"
    return "\(then.date) \(then.hourMinute) \(said)"
  }

  private mutating func resend(in shown: ChatBuffer) -> [Effect] {
    guard let line = shown.selectedLine, line.canBeResent else {
      say("the selected line was sent or is none of yours")
      return []
    }
    guard chat.status(of: shown.id.network)?.isOnline == true else {
      say("\(shown.id.network) is not connected; /connect tries now")
      return []
    }
    return [.chat(.resend(shown.id, line: line.id))]
  }

  private mutating func discard(in shown: ChatBuffer) -> [Effect] {
    guard let line = shown.selectedLine, line.canBeResent, let place = chat.index(of: shown.id) else {
      say("the selected line was sent or is none of yours")
      return []
    }
    chat.buffers[place].window.remove(line.id)
    chat.buffers[place].selected = nil
    say("forgotten: \(truncate(harmless(line.text), columns: 50))")
    return [.chat(.discard(shown.id, line: line.id))]
  }
}
