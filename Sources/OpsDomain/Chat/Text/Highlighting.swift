/// Tells whether a message names a person, or holds a word that he watches for.
///
/// Case and the width of letters do not count, nor `[]\~` beside `{}|^`, which are one letter on many networks.
public struct Highlighting: Hashable, Sendable {
  /// The most words that are looked for; what is beyond is left out.
  public static let wordsMax = 200

  private let words: [Word]

  /// A word that is looked for.
  private struct Word: Hashable {
    let scalars: [Unicode.Scalar]
    /// The same in UTF-8: few texts hold it, and bytes tell that quickest.
    let bytes: [UInt8]
  }

  /// Looks for a nick and for words.
  public init(nick: String, words: [String] = []) {
    let all = ([nick] + words).prefix(Self.wordsMax + 1)
    self.words = all.map(Self.folded).filter { !$0.isEmpty }
      .map { Word(scalars: Array($0), bytes: Array(String($0).utf8)) }
  }

  /// Whether the text names one of them, as a word by itself; `ken's`, `ken:`, `[ken]` and `kenさん` name ken, `ken2`,
  /// `ken-db01`, `ken.example.org`, `#ken` do not.
  public func isNamed(in text: String) -> Bool {
    guard !words.isEmpty else { return false }
    let text = Self.folded(FormattedText.plain(text))
    let bytes = Array(String(text).utf8)
    let present = words.filter { Self.occurs($0.bytes, in: bytes) }
    guard !present.isEmpty else { return false }
    let scalars = Array(text)
    return present.contains { Self.stands($0.scalars, in: scalars) }
  }

  private static func occurs(_ word: [UInt8], in text: [UInt8]) -> Bool {
    guard let first = word.first, word.count <= text.count else { return false }
    for start in 0...text.count - word.count where text[start] == first {
      if text[start..<start + word.count].elementsEqual(word) { return true }
    }
    return false
  }

  private static func folded(_ text: String) -> String.UnicodeScalarView {
    let folded = SearchText.fold(text).unicodeScalars
    guard folded.contains(where: { twin($0) != $0 }) else { return folded }
    return String.UnicodeScalarView(folded.map(twin))
  }

  /// The one of two letters that are one on many networks.
  private static func twin(_ letter: Unicode.Scalar) -> Unicode.Scalar {
    switch letter {
    case "[": return "{"
    case "]": return "}"
    case "\\": return "|"
    case "~": return "^"
    default: return letter
    }
  }

  private static func stands(_ word: [Unicode.Scalar], in text: [Unicode.Scalar]) -> Bool {
    guard let first = word.first, word.count <= text.count else { return false }
    for start in 0...text.count - word.count where text[start] == first {
      let end = start + word.count
      if text[start..<end].elementsEqual(word), isAlone(start, end, in: text) { return true }
    }
    return false
  }

  /// Whether what stands there is a word by itself, perhaps between marks.
  private static func isAlone(_ start: Int, _ end: Int, in text: [Unicode.Scalar]) -> Bool {
    if isLeftFree(start, text), isRightFree(end, text) { return true }
    guard start > 0, end < text.count, pairs.contains(where: { $0 == (text[start - 1], text[end]) }) else {
      return false
    }
    return isLeftFree(start - 1, text) && isRightFree(end + 1, text)
  }

  /// Marks that people put around a name, though nicks may have them too.
  private static let pairs: [(Unicode.Scalar, Unicode.Scalar)] = [("{", "}"), ("`", "`"), ("_", "_")]

  /// Whether nothing before the place belongs to the word that begins there.
  private static func isLeftFree(_ start: Int, _ text: [Unicode.Scalar]) -> Bool {
    guard start > 0, start < text.count, WordBorders.joins(text[start]) else { return true }
    let before = text[start - 1]
    if WordBorders.joins(before) { return false }
    if before == "#" { return false }
    let beforeThat = start > 1 ? text[start - 2] : " "
    return !(isInner(before) && WordBorders.joins(beforeThat))
  }

  /// Whether nothing after the place belongs to the word that ends there.
  private static func isRightFree(_ end: Int, _ text: [Unicode.Scalar]) -> Bool {
    guard end < text.count, end > 0, WordBorders.joins(text[end - 1]) else { return true }
    if isSuffix(text[end...]) { return true }
    if WordBorders.joins(text[end]) { return false }
    let afterThat = end + 1 < text.count ? text[end + 1] : " "
    return !(isInner(text[end]) && WordBorders.joins(afterThat))
  }

  /// Marks that join what stands on both sides: `e.g.`, `don't`, `ken@example.org`.
  private static func isInner(_ mark: Unicode.Scalar) -> Bool {
    mark == "." || mark == "@" || mark == "'" || mark == "\u{2019}"
  }

  /// Endings that people hang on a name.
  private static let suffixes: [[Unicode.Scalar]] = ["'s", "\u{2019}s", "-san", "-kun", "-chan", "-sama"].map {
    Array($0.unicodeScalars)
  }

  private static func isSuffix(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    suffixes.contains { suffix in
      guard rest.starts(with: suffix) else { return false }
      return rest.dropFirst(suffix.count).first.map { !WordBorders.joins($0) } ?? true
    }
  }
}
