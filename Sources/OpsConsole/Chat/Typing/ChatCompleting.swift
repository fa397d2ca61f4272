import OpsDomain
import OpsScreen

extension ConsoleState {
  /// Completes the word before the cursor: nicks one after another, names of hosts first as far as all agree.
  ///
  /// On an empty line there is nothing to complete: it goes to the next pane instead.
  mutating func completeInChat(_ step: Int) -> [Effect] {
    guard let place = chat.current.flatMap({ chat.index(of: $0) }) else { return [] }
    if chat.buffers[place].input.isEmpty { return perform(step > 0 ? .nextPane : .previousPane) }
    var completion = chat.completion
    if completion.names.isEmpty {
      completion = self.completion(in: chat.buffers[place])
      guard !completion.names.isEmpty else {
        let isAfterBlank = chat.buffers[place].input.textBeforeCursor.last.map { $0 == " " } ?? true
        return isAfterBlank ? [] : refuseInChat("nothing begins like that")
      }
    }
    let count = completion.names.count
    let word: String
    if completion.chosen == nil, count > 1, let shared = completion.shared(in: chat.buffers[place].input) {
      word = shared
    } else {
      let next = completion.chosen.map { ($0 + step + count) % count } ?? (step > 0 ? 0 : count - 1)
      completion.chosen = next
      word = completion.names[next] + completion.suffix
    }
    chat.buffers[place].input.replace(from: completion.start, with: word)
    (chat.notice, chat.warned) = (nil, nil)
    chat.completion = count == 1 ? ChatCompletion() : completion
    return keepChatDraft()
  }

  /// What could stand at the cursor.
  private func completion(in buffer: ChatBuffer) -> ChatCompletion {
    let before = Array(buffer.input.textBeforeCursor)
    let start = (before.lastIndex { " \u{3000}".contains($0) } ?? -1) + 1
    let word = String(before[start...])
    guard !word.isEmpty else { return ChatCompletion() }
    let line = String(before)
    if ChatWord.isWord(line) {
      if start == 0 { return ChatCompletion(names: Self.words(beginning: word), start: 0, suffix: " ") }
      return argument(word, at: start, of: line, in: buffer)
    }
    if line.hasPrefix("!log "), buffer.facts.capturesLog { return targets(word, at: start, in: buffer) }
    return names(word, at: start, isAddress: start == 0, in: buffer)
  }

  private static func words(beginning word: String) -> [String] {
    ChatWord.allCases.map { "/" + $0.rawValue }.filter { $0.hasPrefix(word.lowercased()) }
  }

  /// What could stand after a word with a slash.
  private func argument(_ word: String, at start: Int, of line: String, in buffer: ChatBuffer) -> ChatCompletion {
    let (typed, _) = ChatArguments.split(line)
    switch try? ChatWord(resolving: typed) {
    case .connect, .disconnect, .reconnect:
      return ChatCompletion(names: chat.networks.map(\.name).filter { $0.hasPrefix(word) }, start: start)
    case .help:
      return ChatCompletion(names: ChatWord.allCases.map(\.rawValue).filter { $0.hasPrefix(word) }, start: start)
    default: return names(word, at: start, isAddress: false, in: buffer)
    }
  }

  /// Channels, nicks and names of hosts and roles.
  private func names(_ word: String, at start: Int, isAddress: Bool, in buffer: ChatBuffer) -> ChatCompletion {
    if let first = word.first, "#&".contains(first) {
      return ChatCompletion(names: channels(beginning: word, of: buffer.id.network), start: start, suffix: " ")
    }
    let nicks = nicks(beginning: word, in: buffer)
    let others = hostsAndRoles(beginning: word)
    let names = nicks + others.filter { !nicks.contains($0) }
    let suffix = isAddress && !nicks.isEmpty ? ": " : " "
    return ChatCompletion(
      names: Array(names.prefix(Vocabulary.candidateLimit)), start: start, suffix: suffix, nickCount: nicks.count)
  }

  private func channels(beginning word: String, of network: String) -> [String] {
    let small = word.lowercased()
    return chat.buffers.filter { $0.id.network == network && $0.facts.kind == .channel }.map(\.facts.title)
      .filter { $0.lowercased().hasPrefix(small) }
  }

  /// Nicks that begin with a word: who spoke last first, then the others by name; never the own.
  private func nicks(beginning word: String, in buffer: ChatBuffer) -> [String] {
    let small = word.lowercased()
    let own = chat.status(of: buffer.id.network)?.nick.lowercased()
    var seen: Set<String> = []
    var nicks: [String] = []
    func add(_ nick: String) {
      let folded = nick.lowercased()
      guard !nick.isEmpty, folded != own, folded.hasPrefix(small), seen.insert(folded).inserted else { return }
      nicks.append(nick)
    }
    let present = buffer.members.map { Set($0.map { $0.nick.lowercased() }) }
    for line in buffer.lines.reversed() where line.isSaid && !line.isOwn {
      // Who has gone is not spoken to.
      if let present, !present.contains(line.sender.lowercased()) { continue }
      add(line.sender)
    }
    if buffer.facts.kind == .query { add(buffer.facts.title) }
    for nick in (buffer.members ?? []).map(\.nick).sorted(by: { $0.lowercased() < $1.lowercased() }) { add(nick) }
    return nicks
  }

  /// Hosts, and roles as `bookmark:db`; after `@` roles as node sets write them.
  private func hostsAndRoles(beginning word: String) -> [String] {
    let roles = shownFleet.roles.map(\.id.description)
    let names = word.hasPrefix("@") ? roles.map { "@" + $0 } : shownFleet.hosts.map(\.host.id.name) + roles
    return Array(names.lazy.filter { $0.hasPrefix(word) }.prefix(Vocabulary.candidateLimit))
  }

  /// What an entry of the work log may be about: the last part of a node set.
  private func targets(_ word: String, at start: Int, in buffer: ChatBuffer) -> ChatCompletion {
    let part = word.lastIndex { ",!&^".contains($0) }.map { word[word.index(after: $0)...] } ?? word[...]
    let from = start + word.count - part.count
    guard !part.isEmpty else { return ChatCompletion() }
    let names = hostsAndRoles(beginning: String(part))
    guard names.isEmpty else { return ChatCompletion(names: names, start: from, suffix: " ") }
    return self.names(word, at: start, isAddress: false, in: buffer)
  }
}

extension ChatCompletion {
  /// The beginning that all names share, when it is more than what is typed; nicks are gone through instead.
  fileprivate func shared(in input: TextField) -> String? {
    guard nickCount == 0 else { return nil }
    let shared = commonPrefix(names)
    return shared.count > input.textBeforeCursor.count - start ? shared : nil
  }
}
