/// A search backwards through the history, as Ctrl-R opens it.
struct HistorySearch: Hashable, Sendable {
  /// What is looked for.
  var wanted: [Character] = []
  /// The line of history found last, or nil when none was.
  var place: Int?
  /// Whether no line holds what is looked for now; the one found last stands there still.
  var hasFailed = false
  /// The line as it was before.
  var before: [Character]
}

extension TextField {
  /// Shows an earlier (-1) or later (1) line; the person's own line waits at the end.
  ///
  /// A line that was changed is left as it stands, and found so again until the line is submitted.
  mutating func recall(_ step: Int) -> Outcome {
    let here = historyPlace ?? history.count
    let place = here + step
    guard place >= 0, place <= history.count else { return .moved }
    if characters != line(at: here) { changed[here] = characters }
    historyPlace = place < history.count ? place : nil
    return show(line(at: place))
  }

  /// A line of history, or the person's own after it, as it was left.
  private func line(at place: Int) -> [Character] {
    changed[place] ?? (history.indices.contains(place) ? Self.clean(history[place]) : [])
  }

  /// Shows a line, the cursor after it.
  private mutating func show(_ line: [Character]) -> Outcome {
    characters = line
    cursor = line.count
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

  /// Shows the last line before `place` that holds what is looked for, in small letters or large ones.
  ///
  /// While nothing is looked for, the line from before stands there.
  private mutating func find(before place: Int) -> Outcome {
    guard let open = search else { return .moved }
    guard !open.wanted.isEmpty else {
      search = HistorySearch(before: open.before)
      return show(open.before)
    }
    let wanted = String(open.wanted).lowercased()
    let found = history.prefix(max(place, 0)).lastIndex { $0.lowercased().contains(wanted) }
    search?.hasFailed = found == nil
    guard let found else { return .moved }
    search?.place = found
    return show(Self.clean(history[found]))
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
