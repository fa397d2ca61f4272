extension TextField {
  /// Does what a key asks for.
  public mutating func handle(_ key: Key) -> Outcome {
    if search != nil, let outcome = handleSearch(key) { return outcome }
    let outcome = act(key)
    if outcome == .ignored || lastKeyWasNeither(key) { lastAct = .other }
    return outcome
  }

  /// Whether a key neither types nor cuts, so that the next one begins anew.
  private func lastKeyWasNeither(_ key: Key) -> Bool {
    if case .character = key.code, key.modifiers.isEmpty { return false }
    return !Self.cuttingKeys.contains(key)
  }

  private static let cuttingKeys: Set<Key> = [
    Key(.character("u"), .control), Key(.character("k"), .control), Key(.character("w"), .control),
    Key(.character("d"), .alt), Key(.backspace, .alt), Key(.delete, .control), Key(.backspace, .control),
  ]

  private mutating func act(_ key: Key) -> Outcome {
    switch key.modifiers {
    case []: return plain(key.code)
    case .control: return control(key.code)
    case .alt: return alt(key.code)
    default: return .ignored
    }
  }

  private mutating func plain(_ code: Key.Code) -> Outcome {
    switch code {
    case .character(let character): return type(character)
    case .left: return move(to: cursor - 1)
    case .right: return move(to: cursor + 1)
    case .home: return move(to: 0)
    case .end: return move(to: characters.count)
    case .backspace: return remove(from: cursor - 1, to: cursor, cutting: false)
    case .delete: return remove(from: cursor, to: cursor + 1, cutting: false)
    case .up: return recall(-1)
    case .down: return recall(1)
    default: return .ignored
    }
  }

  private mutating func control(_ code: Key.Code) -> Outcome {
    switch code {
    case .left: return move(to: characters.wordStart(before: cursor))
    case .right: return move(to: characters.wordEnd(after: cursor))
    case .backspace: return remove(from: characters.wordStart(before: cursor), to: cursor, cutting: true)
    case .delete: return remove(from: cursor, to: characters.wordEnd(after: cursor), cutting: true)
    case .character(let character): return control(character)
    default: return .ignored
    }
  }

  private mutating func control(_ character: Character) -> Outcome {
    switch character {
    case "a": return move(to: 0)
    case "e": return move(to: characters.count)
    case "b": return move(to: cursor - 1)
    case "f": return move(to: cursor + 1)
    case "h": return remove(from: cursor - 1, to: cursor, cutting: false)
    case "d": return isEmpty ? .ignored : remove(from: cursor, to: cursor + 1, cutting: false)
    case "u": return remove(from: 0, to: cursor, cutting: true)
    case "k": return remove(from: cursor, to: characters.count, cutting: true)
    case "w": return remove(from: characters.blankStart(before: cursor), to: cursor, cutting: true)
    case "y": return yank()
    case "p": return recall(-1)
    case "n": return recall(1)
    case "r": return beginSearch()
    case "t": return exchange()
    case "_", "/": return undo()
    default: return .ignored
    }
  }

  private mutating func alt(_ code: Key.Code) -> Outcome {
    switch code {
    case .character("b"), .left: return move(to: characters.wordStart(before: cursor))
    case .character("f"), .right: return move(to: characters.wordEnd(after: cursor))
    case .character("d"): return remove(from: cursor, to: characters.wordEnd(after: cursor), cutting: true)
    case .backspace: return remove(from: characters.wordStart(before: cursor), to: cursor, cutting: true)
    default: return .ignored
    }
  }

  private mutating func type(_ character: Character) -> Outcome {
    let clean = Self.clean(String(character))
    guard !clean.isEmpty, characters.count < Self.characterLimit else { return .moved }
    if lastAct != .typed || character == " " { remember() }
    insert(clean)
    lastAct = .typed
    return .edited
  }

  private mutating func move(to place: Int) -> Outcome {
    cursor = min(max(place, 0), characters.count)
    return .moved
  }

  private mutating func remove(from start: Int, to end: Int, cutting: Bool) -> Outcome {
    let start = max(start, 0)
    let end = min(end, characters.count)
    guard start < end else { return .moved }
    remember()
    let removed = Array(characters[start..<end])
    if cutting {
      if lastAct != .cut { cut = removed } else { cut = start < cursor ? removed + cut : cut + removed }
    }
    characters.removeSubrange(start..<end)
    cursor = start
    lastAct = cutting ? .cut : .other
    return .edited
  }

  /// Exchanges the characters around the cursor, at the end of the line the last two.
  private mutating func exchange() -> Outcome {
    let place = cursor == characters.count ? cursor - 1 : cursor
    guard place > 0 else { return .moved }
    remember()
    characters.swapAt(place - 1, place)
    cursor = place + 1
    return .edited
  }

  private mutating func yank() -> Outcome {
    guard !cut.isEmpty else { return .moved }
    remember()
    insert(cut)
    return .edited
  }

  private mutating func undo() -> Outcome {
    guard let last = undoable.popLast() else { return .moved }
    characters = last.characters
    cursor = min(last.cursor, characters.count)
    return .edited
  }
}
