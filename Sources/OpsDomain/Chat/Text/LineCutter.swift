/// Cuts one line into messages.
struct LineCutter {
  /// The pieces, with the codes that open them, and where they stand.
  private(set) var pieces: [(text: String, range: Range<String.Index>)] = []

  private let line: Substring
  private let bytes: [UInt8]
  private let room: Int
  /// Where the piece begins that is being filled, in bytes.
  private var begin = 0
  /// How many bytes it has, the codes that open it included.
  private var used = 0
  /// The codes that open it.
  private var opening = ""
  /// The look of what comes next.
  private var style = FormattedStyle()
  /// The last blank in the last quarter of the room.
  private var blank: Blank?

  /// A place where the line may be cut.
  private struct Blank {
    let offset: Int
    let style: FormattedStyle
  }

  init(_ line: Substring, room: Int) {
    self.line = line
    self.room = room
    bytes = Array(line.utf8)
  }

  /// Makes the pieces.
  mutating func cut() {
    var offset = 0
    while offset < bytes.count {
      let (size, code) = unit(at: offset)
      let isBlank = size == 1 && bytes[offset] == 0x20
      // A blank may stand just behind the room, since it is left out when the line is cut there.
      // What stands behind a blank where it was cut may still leave too little room.
      while used + size > room, begin < offset, !(isBlank && used == room) { makeRoom(at: offset) }
      if isBlank, used >= room - room / 4 { blank = Blank(offset: offset, style: style) }
      if size > room - opening.utf8.count {
        cutCharacter(offset..<offset + size)
      } else {
        used += size
      }
      if let code { style.apply(code) }
      offset += size
    }
    if used > room { makeRoom(at: bytes.count) }
    if begin < bytes.count { take(upTo: bytes.count) }
  }

  /// What is never cut: a code with its digits, or a character.
  private func unit(at offset: Int) -> (size: Int, code: FormattingCode?) {
    if let (code, length) = FormattingCode.at(offset, of: bytes) { return (length, code) }
    let next = offset + 1
    if bytes[offset] < 0x80, next == bytes.count || bytes[next] < 0x80 { return (1, nil) }
    let end = line.index(after: index(offset))
    return (max(line.utf8.distance(from: line.startIndex, to: end) - offset, 1), nil)
  }

  private func index(_ offset: Int) -> String.Index { line.utf8.index(line.startIndex, offsetBy: offset) }

  /// Ends the piece at the last good blank, or else here.
  private mutating func makeRoom(at offset: Int) {
    if let blank {
      take(upTo: blank.offset)
      open(at: blank.offset + 1, blank.style)
      used += offset - begin
    } else if begin < offset {
      take(upTo: offset)
      open(at: offset, style)
    }
  }

  private mutating func take(upTo end: Int) {
    let range = index(begin)..<index(end)
    pieces.append((opening + line[range], range))
  }

  private mutating func open(at offset: Int, _ style: FormattedStyle) {
    let codes = style.codes
    opening = codes.utf8.count <= room / 2 ? codes : ""
    (begin, used, blank) = (offset, opening.utf8.count, nil)
  }

  /// Takes a character that no message has room for, scalar by scalar.
  private mutating func cutCharacter(_ range: Range<Int>) {
    var start = range.lowerBound
    while start < range.upperBound {
      var end = start + 1
      while end < range.upperBound, bytes[end] & 0xC0 == 0x80 { end += 1 }
      if used + end - start > room, begin < start {
        take(upTo: start)
        open(at: start, style)
      }
      used += end - start
      start = end
    }
  }
}
