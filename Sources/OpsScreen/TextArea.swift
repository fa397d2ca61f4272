/// Text of several lines being typed: a value with the keys of readline and an undo list.
///
/// The cursor stands between characters as a person sees them (grapheme clusters). Keys that mean nothing to it
/// (Enter, Escape, Tab) are left to the owner; Alt-Enter begins a line.
public struct TextArea: Hashable, Sendable {
  /// The most bytes of the text; what would pass it is refused as a whole, never cut.
  public static let byteLimit = 262_144
  /// The most steps of undo, and the most characters that they keep together.
  static let undoLimit = 200
  static let undoCharacterLimit = 1_048_576
  /// Where tabs that are pasted stop.
  static let tabColumns = 8

  /// What a key or a paste did.
  public enum Outcome: Hashable, Sendable {
    /// Nothing: the key is the owner's.
    case ignored
    /// The cursor moved; the text is the same.
    case moved
    /// The text is another one.
    case edited
    /// It would have been too much text; nothing changed.
    case refused
  }

  /// The characters typed; lines are parted by `"\n"`.
  private(set) var characters: [Character] = []
  /// The cursor's place, 0 before the first character.
  public private(set) var cursor = 0
  /// The bytes of the text.
  public private(set) var byteCount = 0
  /// The text last cut.
  private var cut: [Character] = []
  private var lastAct = Act.other
  private var undoable: [Snapshot] = []

  private enum Act: Hashable { case typed, cut, other }

  private struct Snapshot: Hashable {
    var characters: [Character]
    var cursor: Int
    var byteCount: Int
  }

  /// A text with the cursor after it; empty when it is over the limit.
  public init(_ text: String = "") { _ = insert(Self.clean(text)) }

  /// The text typed.
  public var text: String { String(characters) }
  /// Whether nothing is typed.
  public var isEmpty: Bool { characters.isEmpty }
  /// The characters of the cursor's line before it, for completion.
  public var lineBeforeCursor: String { String(characters[lineStart(cursor)..<cursor]) }

  /// Replaces the whole text, as an editor does; can be undone.
  @discardableResult
  public mutating func replace(with text: String) -> Outcome {
    let before = self
    remember()
    (characters, cursor, byteCount, lastAct) = ([], 0, 0, .other)
    guard insert(Self.clean(text)) else {
      self = before
      return .refused
    }
    return .edited
  }

  /// Replaces the last `count` characters before the cursor, as completion does; can be undone.
  @discardableResult
  public mutating func replaceBeforeCursor(_ count: Int, with text: String) -> Outcome {
    let before = self
    remember()
    removeCharacters(max(cursor - max(count, 0), 0), cursor)
    lastAct = .other
    guard insert(Self.clean(text)) else {
      self = before
      return .refused
    }
    return .edited
  }

  /// Puts pasted text in at the cursor, lines included; tabs become blanks, other controls vanish.
  @discardableResult
  public mutating func paste(_ text: String) -> Outcome {
    let clean = Self.clean(text)
    guard !clean.isEmpty else { return .ignored }
    let before = self
    remember()
    lastAct = .other
    guard insert(clean) else {
      self = before
      return .refused
    }
    return .edited
  }

  /// Does what a key asks for; `columns` is the width that lines are wrapped to, for going up and down.
  public mutating func handle(_ key: Key, columns: Int) -> Outcome {
    let wasTyped = lastAct == .typed
    let wasCut = lastAct == .cut
    lastAct = .other
    switch (key.code, key.modifiers) {
    case (.character(let character), []): return type(character, goesOn: wasTyped)
    case (.enter, .alt), (.enter, .shift), (.character("j"), .control): return type("\n", goesOn: false)
    case (.up, []), (.character("p"), .control): return moveRow(-1, columns)
    case (.down, []), (.character("n"), .control): return moveRow(1, columns)
    case (_, []): return plain(key.code)
    case (_, .control): return control(key.code, goesOn: wasCut)
    case (_, .alt): return alt(key.code, goesOn: wasCut)
    default: return .ignored
    }
  }

  private mutating func plain(_ code: Key.Code) -> Outcome {
    switch code {
    case .left: return move(to: cursor - 1)
    case .right: return move(to: cursor + 1)
    case .home: return move(to: lineStart(cursor))
    case .end: return move(to: lineEnd(cursor))
    case .backspace: return remove(from: cursor - 1, to: cursor)
    case .delete: return remove(from: cursor, to: cursor + 1)
    default: return .ignored
    }
  }

  private mutating func control(_ code: Key.Code, goesOn: Bool) -> Outcome {
    switch code {
    case .left: return move(to: characters.wordStart(before: cursor))
    case .right: return move(to: characters.wordEnd(after: cursor))
    case .home: return move(to: 0)
    case .end: return move(to: characters.count)
    case .backspace: return kill(from: characters.wordStart(before: cursor), to: cursor, goesOn)
    case .delete: return kill(from: cursor, to: characters.wordEnd(after: cursor), goesOn)
    case .character("a"): return move(to: lineStart(cursor))
    case .character("e"): return move(to: lineEnd(cursor))
    case .character("b"): return move(to: cursor - 1)
    case .character("f"): return move(to: cursor + 1)
    case .character("h"): return remove(from: cursor - 1, to: cursor)
    case .character("d"): return isEmpty ? .ignored : remove(from: cursor, to: cursor + 1)
    case .character("u"): return kill(from: lineStart(cursor), to: cursor, goesOn)
    case .character("k"): return killLine(goesOn)
    case .character("w"): return kill(from: characters.blankStart(before: cursor), to: cursor, goesOn)
    case .character("y"): return yank()
    case .character("_"), .character("/"): return undo()
    default: return .ignored
    }
  }

  private mutating func alt(_ code: Key.Code, goesOn: Bool) -> Outcome {
    switch code {
    case .character("b"), .left: return move(to: characters.wordStart(before: cursor))
    case .character("f"), .right: return move(to: characters.wordEnd(after: cursor))
    case .character("d"): return kill(from: cursor, to: characters.wordEnd(after: cursor), goesOn)
    case .character("<"): return move(to: 0)
    case .character(">"): return move(to: characters.count)
    case .backspace: return kill(from: characters.wordStart(before: cursor), to: cursor, goesOn)
    default: return .ignored
    }
  }

  // MARK: editing

  private mutating func type(_ character: Character, goesOn: Bool) -> Outcome {
    let clean = Self.clean(String(character))
    guard !clean.isEmpty else { return .moved }
    if !goesOn || character == " " { remember() }
    guard insert(clean) else { return .refused }
    lastAct = character == "\n" ? .other : .typed
    return .edited
  }

  /// Puts characters in at the cursor; false, and nothing done, when it would be too much.
  private mutating func insert(_ new: [Character]) -> Bool {
    let bytes = new.reduce(0) { $0 + $1.utf8.count }
    guard byteCount + bytes <= Self.byteLimit else { return false }
    let before = characters.count
    characters.insert(contentsOf: new, at: cursor)
    cursor += new.count
    byteCount += bytes
    // A mark typed after its base joins it: count characters anew where one became part of its neighbour.
    let edges = [cursor - new.count, cursor].filter { $0 > 0 && $0 < characters.count }
    if edges.contains(where: { String(characters[($0 - 1)...$0]).count < 2 }) || new.first.map(joins) == true {
      let joined = Array(String(characters))
      if joined.count != before + new.count {
        cursor = Array(String(characters[..<cursor])).count
        characters = joined
      }
    }
    return true
  }

  /// Whether a character may become part of the one before it.
  private func joins(_ character: Character) -> Bool { String(["a", character]).count < 2 }

  private mutating func removeCharacters(_ start: Int, _ end: Int) {
    byteCount -= characters[start..<end].reduce(0) { $0 + $1.utf8.count }
    characters.removeSubrange(start..<end)
    cursor = start
  }

  private mutating func move(to place: Int) -> Outcome {
    cursor = min(max(place, 0), characters.count)
    return .moved
  }

  private mutating func remove(from start: Int, to end: Int) -> Outcome {
    let (start, end) = (max(start, 0), min(end, characters.count))
    guard start < end else { return .moved }
    remember()
    removeCharacters(start, end)
    return .edited
  }

  /// Removes text and keeps it for yanking, joined to what was cut just before.
  private mutating func kill(from start: Int, to end: Int, _ goesOn: Bool) -> Outcome {
    let (start, end) = (max(start, 0), min(end, characters.count))
    lastAct = goesOn ? .cut : .other
    guard start < end else { return .moved }
    let removed = Array(characters[start..<end])
    cut = !goesOn ? removed : start < cursor ? removed + cut : cut + removed
    let outcome = remove(from: start, to: end)
    lastAct = .cut
    return outcome
  }

  /// Cuts to the end of the line; at its end, the line end itself.
  private mutating func killLine(_ goesOn: Bool) -> Outcome {
    let end = lineEnd(cursor)
    return kill(from: cursor, to: end == cursor ? cursor + 1 : end, goesOn)
  }

  private mutating func yank() -> Outcome {
    guard !cut.isEmpty else { return .moved }
    remember()
    return insert(cut) ? .edited : .refused
  }

  private mutating func undo() -> Outcome {
    guard let last = undoable.popLast() else { return .moved }
    (characters, byteCount) = (last.characters, last.byteCount)
    cursor = min(last.cursor, characters.count)
    return .edited
  }

  private mutating func remember() {
    undoable.append(Snapshot(characters: characters, cursor: cursor, byteCount: byteCount))
    var kept = undoable.reduce(0) { $0 + $1.characters.count }
    while undoable.count > Self.undoLimit || (kept > Self.undoCharacterLimit && undoable.count > 1) {
      kept -= undoable.removeFirst().characters.count
    }
  }

  // MARK: lines

  private func lineStart(_ place: Int) -> Int { (characters[..<place].lastIndex(of: "\n") ?? -1) + 1 }

  private func lineEnd(_ place: Int) -> Int { characters[place...].firstIndex(of: "\n") ?? characters.count }

  private mutating func moveRow(_ step: Int, _ columns: Int) -> Outcome {
    let rows = TextRows(characters, columns: columns)
    let here = rows.row(of: cursor)
    let wanted = here + step
    guard wanted >= 0 else { return move(to: 0) }
    guard wanted < rows.starts.count else { return move(to: characters.count) }
    let left = rows.columns(before: cursor, in: here)
    cursor = rows.place(column: left, in: wanted)
    return .moved
  }

  /// The characters of a text that may stand in it: line ends become `"\n"`, tabs blanks up to the next stop.
  static func clean(_ text: String) -> [Character] {
    var clean: [Character] = []
    var column = 0
    for character in text {
      if character.isNewline {
        clean.append("\n")
        column = 0
      } else if character == "\t" {
        let blanks = tabColumns - column % tabColumns
        clean += Array(repeating: " ", count: blanks)
        column += blanks
      } else if character.utf8.count <= TextField.characterByteLimit,
        !character.unicodeScalars.contains(where: TextField.isControl)
      {
        clean.append(character)
        column += 1
      }
      // One more than can be taken is enough to refuse it.
      if clean.count > byteLimit { break }
    }
    return clean
  }
}
