/// A search backwards through the history, as Ctrl-R opens it.
struct HistorySearch: Hashable, Sendable {
  /// What is looked for.
  var wanted: [Character] = []
  /// The line of history found, or nil when none is.
  var place: Int?
  /// The line as it was before.
  var before: [Character]
}

extension TextField {
  /// Shows an earlier (-1) or later (1) line; the person's own line waits at the end.
  mutating func recall(_ step: Int) -> Outcome {
    let place = (historyPlace ?? history.count) + step
    guard place >= 0, place <= history.count, historyPlace != nil || step < 0 else { return .moved }
    if historyPlace == nil { draft = characters }
    characters = place < history.count ? Self.clean(history[place]) : draft
    historyPlace = place < history.count ? place : nil
    cursor = characters.count
    return .edited
  }

  mutating func beginSearch() -> Outcome {
    search = HistorySearch(before: characters)
    return .moved
  }

  /// Hears a key while the search is open; nil when the key ends the search and is then heard as usual.
  mutating func handleSearch(_ key: Key) -> Outcome? {
    switch (key.code, key.modifiers) {
    case (.character(let character), []):
      if let typed = search?.wanted.count, typed < Self.characterLimit {
        search?.wanted += Self.clean(String(character))
      }
      return find(before: (search?.place ?? history.count - 1) + 1)
    case (.backspace, []), (.character("h"), .control):
      _ = search?.wanted.popLast()
      return find(before: history.count)
    case (.character("r"), .control):
      return find(before: search?.place ?? history.count)
    case (.escape, []), (.character("g"), .control), (.character("c"), .control):
      endSearch(keeping: false)
      return .edited
    case (.enter, []):
      endSearch(keeping: true)
      return .edited
    default:
      endSearch(keeping: true)
      return nil
    }
  }

  /// Shows the last line before `place` that holds what is looked for.
  private mutating func find(before place: Int) -> Outcome {
    guard let wanted = search?.wanted, !wanted.isEmpty else { return .moved }
    let text = String(wanted)
    let found = history.prefix(max(place, 0)).lastIndex { $0.contains(text) }
    guard let found else { return .moved }
    search?.place = found
    characters = Self.clean(history[found])
    cursor = characters.count
    return .edited
  }

  /// Closes the search, with the line found or the one from before.
  mutating func endSearch(keeping: Bool) {
    guard let open = search else { return }
    search = nil
    lastAct = .other
    if keeping {
      undoable.append(Snapshot(characters: open.before, cursor: open.before.count))
      if undoable.count > Self.undoLimit { undoable.removeFirst() }
    } else {
      characters = open.before
    }
    cursor = characters.count
  }
}
