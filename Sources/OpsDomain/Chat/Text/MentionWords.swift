/// The words of a message that may be names of hosts or roles.
struct MentionWords {
  private let bytes: [UInt8]
  private var place = 0

  /// A word that may be a name.
  struct Word {
    /// What to look up, the first that is known counts: all of it, and what stands after `@`.
    var whole: [Range<Int>]
    /// Where that is not known: what stands beside a colon, `bm-db01:3306`.
    var parts: [Range<Int>]
  }

  init(_ text: String) { bytes = Array(text.utf8) }

  /// The text of a range.
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// Whether a byte may stand in the name of a host.
  static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): return true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"): return true
    default: return false
    }
  }

  /// The next word; nil at the end.
  mutating func next() -> Word? {
    while place < bytes.count {
      if let (_, length) = FormattingCode.at(place, of: bytes) {
        place += length
      } else if isOfName(place) || (bytes[place] == UInt8(ascii: "@") && isOfName(place + 1)) {
        if let word = readWord() { return word }
      } else {
        place += 1
      }
    }
    return nil
  }

  private func isOfName(_ place: Int) -> Bool { bytes.indices.contains(place) && Self.isOfName(bytes[place]) }

  /// Reads a word that begins here: `@`, names, brackets of a node set, one colon between names.
  private mutating func readWord() -> Word? {
    var begin = place
    let hasMark = bytes[place] == UInt8(ascii: "@")
    if hasMark { place += 1 }
    var colon: Int?
    while place < bytes.count {
      if isOfName(place) {
        place += 1
      } else if let end = bracketsEnd() {
        place = end
      } else if colon == nil, bytes[place] == UInt8(ascii: ":"), isOfName(place + 1) {
        colon = place
        place += 1
      } else {
        break
      }
    }
    // `bm-db*` stands for many hosts, not for the one named bm-db.
    if place < bytes.count, bytes[place] == UInt8(ascii: "*") { return nil }
    var end = place
    while end > begin, isMark(bytes[end - 1]) { end -= 1 }
    while begin < end, isMark(bytes[begin]) { begin += 1 }
    return begin < end ? word(begin..<end, hasMark, colon) : nil
  }

  /// Marks of a sentence, which may stand within a name but not around it.
  private func isMark(_ byte: UInt8) -> Bool { byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") }

  /// Where brackets end that begin here and hold numbers only; nil for others.
  private func bracketsEnd() -> Int? {
    guard bytes[place] == UInt8(ascii: "[") else { return nil }
    var end = place + 1
    while end < bytes.count {
      switch bytes[end] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ","), UInt8(ascii: "-"), UInt8(ascii: "/"): end += 1
      case UInt8(ascii: "]"): return end + 1
      default: return nil
      }
    }
    return nil
  }

  private func word(_ range: Range<Int>, _ hasMark: Bool, _ colon: Int?) -> Word {
    let bare = range.lowerBound + (hasMark ? 1 : 0)
    let whole = hasMark ? [range, bare..<range.upperBound] : [range]
    guard let colon, colon > bare, colon + 1 < range.upperBound else { return Word(whole: whole, parts: []) }
    return Word(whole: whole, parts: [bare..<colon, (colon + 1)..<range.upperBound])
  }
}
