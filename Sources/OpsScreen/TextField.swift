/// A line of text being typed: a value with the keys of readline, an undo list, a history and a search in it.
///
/// The cursor stands between characters as a person sees them (grapheme clusters). Keys that mean nothing to it
/// (Enter, Escape, Tab) are left to the owner.
public struct TextField: Hashable, Sendable {
  /// The most characters of a line; more are refused.
  public static let characterLimit = 4_096
  /// The most bytes of one character, however many marks it has.
  static let characterByteLimit = 64
  /// The most steps of undo.
  static let undoLimit = 200
  /// The most lines of history.
  public static let historyLimit = 1_000

  /// What a key did.
  public enum Outcome: Hashable, Sendable {
    /// Nothing: the key is the owner's.
    case ignored
    /// The cursor or the search moved; the text is the same.
    case moved
    /// The text is another one.
    case edited
  }

  /// The characters typed.
  var characters: [Character] = []
  /// The cursor's place, 0 before the first character.
  public internal(set) var cursor = 0
  /// Lines of before, oldest first.
  var history: [String] = []
  /// Which line of history is shown; nil when the person's own.
  var historyPlace: Int?
  /// Lines of history as they were changed, by their places, and the person's own after them; until the line is
  /// submitted.
  var changed: [Int: [Character]] = [:]
  /// The text last cut.
  var cut: [Character] = []
  /// What the last key was, for what goes on from it: cutting, typing.
  var lastAct = Act.other
  var undoable: [Snapshot] = []
  /// The search in the history, while it is open.
  var search: HistorySearch?

  enum Act: Hashable { case typed, cut, other }

  struct Snapshot: Hashable {
    var characters: [Character]
    var cursor: Int
  }

  /// A line with its text, the cursor after it, and earlier lines, oldest first.
  public init(_ text: String = "", history: [String] = []) {
    self.characters = Self.clean(text)
    self.cursor = characters.count
    self.history = Array(history.suffix(Self.historyLimit))
  }

  /// The text typed.
  public var text: String { String(characters) }
  /// Whether nothing is typed.
  public var isEmpty: Bool { characters.isEmpty }
  /// The text before the cursor, for completion.
  public var textBeforeCursor: String { String(characters[..<cursor]) }
  /// The text after the cursor.
  public var textAfterCursor: String { String(characters[cursor...]) }
  /// What Ctrl-R looks for, or nil when no search is open.
  public var searchText: String? { search.map { String($0.wanted) } }

  /// Replaces the whole text, as completion does; can be undone.
  public mutating func replace(with text: String) {
    remember()
    characters = Self.clean(text)
    cursor = characters.count
    lastAct = .other
  }

  /// Replaces the text from `start` (a place as `cursor` is) to the cursor; can be undone.
  public mutating func replace(from start: Int, with text: String) {
    let start = min(max(start, 0), cursor)
    remember()
    characters.removeSubrange(start..<cursor)
    cursor = start
    insert(Self.clean(text))
    lastAct = .other
  }

  /// Empties the line for the next one, and keeps this one in the history unless it is empty or the last again.
  ///
  /// What was cut stays, to be put into the next one.
  public mutating func submit() -> String {
    let line = text
    if !line.isEmpty && history.last != line { history.append(line) }
    if history.count > Self.historyLimit { history.removeFirst(history.count - Self.historyLimit) }
    let (kept, lastCut) = (history, cut)
    self = TextField(history: kept)
    cut = lastCut
    return line
  }

  /// Takes what another line has cut, so that it can be put in here; what this one has cut stays when that has none.
  public mutating func takeCut(of other: TextField) {
    lastAct = .other
    if !other.cut.isEmpty { cut = other.cut }
  }

  /// Puts pasted text in at the cursor: line ends and tabs become blanks, other controls vanish; never executes anything.
  @discardableResult
  public mutating func paste(_ text: String) -> Outcome {
    let clean = Self.clean(text)
    guard !clean.isEmpty else { return .ignored }
    if search != nil { endSearch(keeping: true) }
    remember()
    insert(clean)
    lastAct = .other
    return .edited
  }

  /// Puts characters in at the cursor, as far as there is room.
  mutating func insert(_ new: [Character]) {
    let taken = new.prefix(max(Self.characterLimit - characters.count, 0))
    let before = characters.count
    characters.insert(contentsOf: taken, at: cursor)
    cursor += taken.count
    // A mark typed after its base joins it: count characters anew where one became part of its neighbour.
    let joined = Array(String(characters))
    if joined.count != before + taken.count {
      cursor = Array(String(characters[..<cursor])).count
      characters = joined
    }
  }

  /// Keeps the line for undo.
  mutating func remember() {
    undoable.append(Snapshot(characters: characters, cursor: cursor))
    if undoable.count > Self.undoLimit { undoable.removeFirst() }
  }

  /// The characters of a text that may stand in a line.
  static func clean(_ text: String) -> [Character] {
    var clean: [Character] = []
    for character in text {
      guard clean.count < characterLimit else { break }
      if character.isNewline || character == "\t" {
        clean.append(" ")
      } else if character.utf8.count <= characterByteLimit, !character.unicodeScalars.contains(where: isControl) {
        clean.append(character)
      }
    }
    return clean
  }

  static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (scalar.value >= 0x7F && scalar.value < 0xA0)
  }
}
