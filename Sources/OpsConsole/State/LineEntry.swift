import OpsDomain
import OpsScreen

/// A line being typed at the bottom of the screen.
struct LineEntry: Sendable {
  /// What the line is for.
  enum Kind: Sendable {
    case command, filter, search, searchAll, helpSearch, marks, logFilter

    /// What stands before the line.
    var prompt: String {
      switch self {
      case .command: return ":"
      case .filter, .helpSearch, .logFilter: return "/"
      case .search: return "find "
      case .searchAll: return "search all "
      case .marks: return "mark "
      }
    }

    /// What is shown while nothing is typed.
    var hint: String {
      switch self {
      case .command: return " a command; Tab completes, Esc leaves"
      case .filter: return " load>1.5 and role=db   or a part of a name; Esc clears"
      case .search: return " a part of a name; n and N go on"
      case .searchAll: return " a part of what was ever said"
      case .helpSearch: return " a word of help"
      case .logFilter: return " host=bm-db07 by=tokyo2 kind=step since=14:00  or words; Esc shows all"
      case .marks: return " bm-db[01-24]  @bookmark:db  load>1.5"
      }
    }
  }

  let kind: Kind
  var field: TextField
  /// Why the line cannot be understood, and at which character.
  var problem: (message: String, offset: Int?)?
  /// What could stand at the end of the line.
  var candidates: [String] = []
  /// From which character on.
  var start = 0
  /// Which candidate Tab has put there.
  var chosen: Int?

  init(_ kind: Kind, text: String = "", history: [String] = []) {
    self.kind = kind
    field = TextField(text, history: history)
  }

  /// Looks anew for what could stand at the end of the line.
  mutating func lookUp(_ vocabulary: Vocabulary) {
    chosen = nil
    candidates = []
    let before = field.textBeforeCursor
    switch kind {
    case .command: (start, candidates) = vocabulary.candidates(for: before)
    case .filter:
      let (from, names) = vocabulary.candidates(for: "filter " + before)
      (start, candidates) = (max(from - 7, 0), names)
    case .logFilter: (start, candidates) = vocabulary.logCandidates(for: before)
    case .search, .searchAll, .helpSearch, .marks: break
    }
    if before.isEmpty { candidates = kind == .command ? candidates : [] }
    // A word that stands already is no candidate.
    if candidates.count == 1, before.hasSuffix(candidates[0]) { candidates = [] }
  }

  /// Completes: first as far as all candidates agree, then each in turn.
  mutating func complete(step: Int) {
    guard !candidates.isEmpty else { return }
    if chosen == nil {
      let prefix = candidates.count == 1 ? candidates[0] + (kind == .command ? " " : "") : commonPrefix(candidates)
      let typed = String(Array(field.textBeforeCursor).dropFirst(start))
      if prefix.count > typed.count {
        field.replace(from: start, with: prefix)
        if candidates.count == 1 { candidates = [] }
        return
      }
    }
    let next = chosen.map { ($0 + step + candidates.count) % candidates.count } ?? (step > 0 ? 0 : candidates.count - 1)
    chosen = next
    field.replace(from: start, with: candidates[next])
  }
}

/// A short list of things to choose from.
struct Menu: Sendable {
  /// What choosing an item does.
  enum Action: Hashable, Sendable {
    case sort(String)
    case copyNames, copyLines, recheck, unmark
    case planning(PlanAct)
    case judging(JudgingWord)
    case draft(String)
    case named(EntryTarget)
  }

  struct Item: Sendable {
    let key: Character
    let text: String
    let action: Action
  }

  let title: String
  let items: [Item]
  var selected = 0

  /// The first item shown where there is room for so many.
  func firstShown(rows: Int) -> Int { min(max(selected - max(rows, 1) + 1, 0), max(items.count - 1, 0)) }
}

/// A sentence in the bottom line.
struct Message: Hashable, Sendable {
  var text: String
  var isError: Bool
  /// When it goes away by itself; a key makes it go too.
  var until: Timestamp

  /// How long a message stays.
  static let stay = Duration.seconds(6)
}
