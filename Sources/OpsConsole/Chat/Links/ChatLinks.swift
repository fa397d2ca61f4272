import OpsDomain
import OpsScreen

extension ConsoleState {
  /// The hosts and roles that a text names, in its order, each once.
  func named(in text: String) -> [EntryTarget] {
    var targets: [EntryTarget] = []
    for mention in chat.names.mentions(in: text) {
      let found: [EntryTarget]
      switch mention.thing {
      case .hosts(let names): found = self.targets(of: names.map { HostID($0) })
      case .roles(let names): found = names.map { EntryTarget(.role, $0) }
      }
      for target in found where !targets.contains(target) { targets.append(target) }
    }
    return targets
  }

  /// The hosts that a line names.
  func hostsNamed(in line: ChatLine?) -> [HostID] { line.map { named(in: $0.text).hosts } ?? [] }

  /// Opens the host or role that the selected line names; lets choose among several.
  mutating func openNames(of shown: ChatBuffer) -> [Effect] {
    guard let line = shown.selectedLine else {
      say("there is no line yet")
      return []
    }
    var targets = named(in: line.text)
    if let entry = line.entry, targets.isEmpty { return showEntry(entry) }
    targets.removeAll { $0.kind != .host && $0.kind != .role }
    guard targets.count > 1 else {
      guard let only = targets.first else {
        say("the line names no host; \(keyName(.logLine)) makes it an entry of the work log")
        return []
      }
      open(only)
      return []
    }
    let keys = Array("123456789abcdefghil")
    menu = Menu(
      title: "\(targets.count) names",
      items: targets.prefix(keys.count).enumerated().map { place, target in
        Menu.Item(key: keys[place], text: target.notation, action: .named(target))
      })
    return []
  }

  /// Shows what a line named.
  mutating func open(_ target: EntryTarget) {
    if target.kind == .host {
      push(.host(HostView(host: HostID(target.id))))
    } else if let role = shownFleet.roles.first(where: { $0.id.description == target.id }) {
      showRole(role.id)
    }
  }

  private mutating func showEntry(_ id: OperationID) -> [Effect] {
    show(thread: id)
    return []
  }

  // MARK: entries

  /// Opens the composer with the selected line as the text of an entry.
  mutating func logLine(of shown: ChatBuffer) -> [Effect] {
    guard let line = shown.selectedLine, line.isSaid else {
      say("what people say can become an entry; this line is none of that")
      return []
    }
    guard line.entry == nil else {
      say("the line is an entry of the work log already")
      return []
    }
    let words = ChatText.plain(line.text)
    let text = line.isOwn || line.sender.isEmpty ? words : "\(line.sender): \(words)"
    let source = ChatSource(buffer: shown.id, title: shown.facts.title, line: line)
    composeEntry(from: source, text: text, about: named(in: words))
    return []
  }

  /// Opens the composer with a text that would have been several messages; a line about it is said once it is saved.
  mutating func logPaste(_ open: PasteGuard) -> [Effect] {
    chat.mode = .typing
    guard let place = chat.index(of: open.buffer) else { return [] }
    let source = ChatSource(buffer: open.buffer, title: chat.buffers[place].facts.title, line: nil)
    composeEntry(from: source, text: open.text, about: named(in: open.text))
    _ = chat.buffers[place].input.submit()
    return keepDraft("", context: Self.draftContext(of: open.buffer))
  }

  /// What follows when an entry made from the chat is saved: the line knows it, or the channel hears of it.
  mutating func saved(_ operations: [Operation], from source: ChatSource) -> [Effect] {
    guard let first = operations.first(where: { $0.body.concernsEntry }) else { return [] }
    guard let line = source.line else {
      guard case .entryAdd(let entry) = first.body else { return [] }
      let lines = entry.text.split { $0.isNewline }
      let more = lines.count > 1 ? " (+\(Words.count(lines.count - 1, "line")) in the work log)" : " (work log)"
      let bytes = (chat[source.buffer]?.facts.messageBytes ?? 350) - more.utf8.count
      let words = ChatText.messages(of: String(lines.first ?? ""), bytes: bytes).first ?? "an entry"
      return send([words + more], .message, in: source.buffer)
    }
    if let place = chat.index(of: source.buffer) {
      var linked = line
      linked.entry = first.id
      chat.buffers[place].window.update([linked])
    }
    return [.chat(.linked(source.buffer, line: line.id, first.id))]
  }

  /// What should be known before a text that begins with `!log` is said: hosts that nobody knows.
  func logWarning(_ text: String, in buffer: ChatBuffer) -> String? {
    guard buffer.facts.capturesLog else { return nil }
    switch LogLine.read(text, in: inventory, chat.names) {
    case .ordinary: return nil
    case .problem: return "After !log a text is missing."
    case .line(let line): return line.hint.map { "\($0)." }
    }
  }
}

/// Where a text comes from that becomes an entry.
struct ChatSource: Sendable {
  /// The conversation.
  let buffer: BufferID
  /// Its name as people write it.
  let title: String
  /// The line; nil for a text that was not said yet.
  let line: ChatLine?

  /// Where the line was said, as an entry remembers it.
  var origin: ChatOrigin? {
    line.map {
      ChatOrigin(
        network: buffer.network, channel: buffer.target, messageID: $0.messageID, sender: $0.sender,
        account: $0.account, serverTime: $0.at)
    }
  }
}
