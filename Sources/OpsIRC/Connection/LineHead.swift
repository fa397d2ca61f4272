/// What a line is, seen without making a single string of it.
///
/// Under a flood most lines are dropped, and this is all that is done with them.
struct LineHead {
  enum Kind: Hashable {
    case ping
    /// Something that a person says, outside of a batch, and not the answer to a label.
    case people
    case other
  }
  let kind: Kind
  /// Where the parameters begin; the end of the line where there are none.
  let parameters: Int

  /// Looks at a line without its end.
  init(_ line: Span<UInt8>) {
    var place = Self.afterBlanks(0, line)
    var isKept = false
    if place < line.count, line[place] == UInt8(ascii: "@") {
      let end = Self.wordEnd(place, line)
      isKept = Self.hasKeptTag(place..<end, line)
      place = Self.afterBlanks(end, line)
    }
    var isPerson = false
    if place < line.count, line[place] == UInt8(ascii: ":") {
      let end = Self.wordEnd(place, line)
      while place < end, !isPerson {
        isPerson = line[place] == UInt8(ascii: "!")
        place += 1
      }
      place = Self.afterBlanks(end, line)
    }
    let end = Self.wordEnd(place, line)
    parameters = Self.afterBlanks(end, line)
    switch Self.packed(place..<end, line) {
    case Self.ping: kind = .ping
    case Self.privmsg, Self.notice, Self.tagmsg: kind = isPerson && !isKept ? .people : .other
    default: kind = .other
    }
  }

  private static let ping = packed("PING")
  private static let privmsg = packed("PRIVMSG")
  private static let notice = packed("NOTICE")
  private static let tagmsg = packed("TAGMSG")
  /// The length of `batch=` and of `label=`.
  private static let keptLength = 6
  private static let batch = packed("batch=")
  private static let label = packed("label=")

  private static func afterBlanks(_ from: Int, _ line: Span<UInt8>) -> Int {
    var place = from
    while place < line.count, line[place] == 0x20 { place += 1 }
    return place
  }

  private static func wordEnd(_ from: Int, _ line: Span<UInt8>) -> Int {
    var place = from
    while place < line.count, line[place] != 0x20 { place += 1 }
    return place
  }

  private static func hasKeptTag(_ range: Range<Int>, _ line: Span<UInt8>) -> Bool {
    for place in range where line[place] == UInt8(ascii: "@") || line[place] == UInt8(ascii: ";") {
      let key = (place + 1)..<(place + 1 + keptLength)
      guard key.upperBound <= range.upperBound else { return false }
      let packed = packed(key, line)
      if packed == batch || packed == label { return true }
    }
    return false
  }

  /// Up to eight bytes as a number, letters as capitals; 0 for longer words.
  private static func packed(_ range: Range<Int>, _ line: Span<UInt8>) -> UInt64 {
    guard range.count <= 8 else { return 0 }
    var result: UInt64 = 0
    for place in range {
      let byte = line[place]
      result = result << 8 | UInt64(byte >= 0x61 && byte <= 0x7A ? byte & ~0x20 : byte)
    }
    return result
  }

  private static func packed(_ word: String) -> UInt64 {
    let bytes = Array(word.utf8)
    return packed(0..<bytes.count, bytes.span)
  }
}
