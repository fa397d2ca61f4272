import OpsDomain
import OpsScreen

extension ConsoleState {
  /// Completes the word before the cursor: first as far as all candidates agree, then each in turn.
  mutating func complete(_ step: Int) -> [Effect] {
    guard var open = composer else { return [] }
    if open.part == .reason {
      if open.hasText { composer?.part = .text }
      return []
    }
    var completion = open.completion
    if completion.names.isEmpty {
      let before = open.part == .targets ? open.targetField.textBeforeCursor : open.area.lineBeforeCursor
      let word = Self.word(before, inTargets: open.part == .targets)
      completion = Composer.Completion(
        names: candidates(for: word, inTargets: open.part == .targets), typed: word.count)
      guard !completion.names.isEmpty else {
        if case .amend = open.purpose, open.part == .text, word.isEmpty { composer?.part = .reason }
        return []
      }
    }
    let isFirst = completion.chosen == nil
    let prefix = completion.names.count == 1 ? completion.names[0] + " " : commonPrefix(completion.names)
    let text: String
    if isFirst, prefix.count > completion.typed {
      text = open.part == .targets && completion.names.count == 1 ? completion.names[0] : prefix
    } else {
      let count = completion.names.count
      let next = completion.chosen.map { ($0 + step + count) % count } ?? (step > 0 ? 0 : count - 1)
      completion.chosen = next
      text = completion.names[next]
    }
    open.put(text, replacing: completion.typed)
    completion.typed = text.count
    let isDone = completion.names.count == 1
    open.completion = isDone ? Composer.Completion() : completion
    open.problem = nil
    composer = open
    return open.part == .text ? keepDraft(open.area.text, context: open.context) : []
  }

  /// The word before the cursor.
  private static func word(_ before: String, inTargets: Bool) -> String {
    let breaks = inTargets ? " ,!&^(" : " (\u{3000}"
    return String(before.reversed().prefix { !breaks.contains($0) }.reversed())
  }

  /// What a word could become: hosts, roles and people after `@`, tags after `#`, kinds after `!`.
  func candidates(for word: String, inTargets: Bool) -> [String] {
    guard let first = word.first else { return [] }
    var names: [String]
    switch first {
    case "@":
      let roles = shownFleet.roles.flatMap { ["@" + $0.id.description, "@" + $0.id.service] }
      names = inTargets ? roles : roles + people.map { "@" + $0 }
    case "#" where !inTargets: names = log.tags.map { "#" + $0 }
    case "!" where !inTargets:
      names = EntryKind.allCases.filter { $0 != .report }.map { "!" + $0.rawValue }
    default: names = shownFleet.hosts.map(\.host.id.name)
    }
    var seen: Set<String> = []
    names = names.filter { $0.hasPrefix(word) && seen.insert($0).inserted }
    // A word that stands already is no candidate.
    return names == [word] ? [] : Array(names.prefix(Vocabulary.candidateLimit))
  }

  /// Everybody who can be named: who has written, and who belongs to a group.
  private var people: [String] {
    Set(log.team.people.keys).union(settings.groups.values.joined()).union(settings.groups.keys)
      .union([settings.author.account]).filter { !$0.isEmpty }.sorted()
  }
}

extension Composer {
  /// Puts a completed word in place of the characters before the cursor.
  fileprivate mutating func put(_ text: String, replacing count: Int) {
    if part == .targets {
      targetField.replace(from: targetField.cursor - count, with: text)
    } else {
      area.replaceBeforeCursor(count, with: text)
    }
  }
}
