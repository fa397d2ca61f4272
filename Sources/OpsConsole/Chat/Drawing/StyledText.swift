import OpsDomain
import OpsScreen

/// Text of somebody, made harmless, with how each character is shown.
struct StyledText: Hashable, Sendable {
  /// What takes columns of its own on a terminal, with the marks on it.
  struct Glyph: Hashable, Sendable {
    var text: String
    let columns: Int
    var role: Role
    var overlay: Overlay

    var isBlank: Bool { text == " " }
  }

  /// The most characters; what follows is left out.
  static let limit = 8_192

  /// The characters.
  private(set) var glyphs: [Glyph] = []

  init() {}

  init(_ text: String, _ role: Role, _ overlay: Overlay = []) { append(text, role, overlay) }

  /// Adds text.
  mutating func append(_ text: String, _ role: Role, _ overlay: Overlay = []) {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      for character in text where glyphs.count < Self.limit {
        glyphs.append(Glyph(text: String(character), columns: 1, role: role, overlay: overlay))
      }
      return
    }
    // Scalar by scalar: a flag, or a syllable of Hindi, is one character but takes the columns of several.
    for scalar in harmless(text).unicodeScalars {
      guard glyphs.count < Self.limit else { return }
      let columns = OpsScreen.columns(of: ".\(scalar)") - 1
      if columns <= 0, !glyphs.isEmpty {
        glyphs[glyphs.count - 1].text.unicodeScalars.append(scalar)
      } else {
        glyphs.append(Glyph(text: String(scalar), columns: max(columns, 1), role: role, overlay: overlay))
      }
    }
  }

  /// Adds text that is styled already.
  mutating func append(_ other: StyledText) {
    glyphs += other.glyphs.prefix(max(Self.limit - glyphs.count, 0))
  }

  /// The columns that all of it takes.
  var columns: Int { glyphs.reduce(0) { $0 + $1.columns } }

  /// Gives all characters at which words stand another role; case and width do not count.
  mutating func mark(_ words: [String], _ role: Role) {
    guard !words.isEmpty, !glyphs.isEmpty else { return }
    let text = glyphs.map(\.text).joined()
    let found = SearchText.ranges(of: words, in: text)
    guard !found.isEmpty else { return }
    var start = text.startIndex
    for place in glyphs.indices {
      let end = text.unicodeScalars.index(start, offsetBy: glyphs[place].text.unicodeScalars.count)
      if found.contains(where: { $0.lowerBound < end && start < $0.upperBound }) { glyphs[place].role = role }
      start = end
    }
  }

  /// Marks the names of hosts and roles.
  mutating func mark(_ names: MentionIndex) {
    let found = names.mentions(in: glyphs.map(\.text).joined())
    guard !found.isEmpty else { return }
    var byte = 0
    for place in glyphs.indices {
      if found.contains(where: { $0.bytes.contains(byte) }) { glyphs[place].role = .link }
      byte += glyphs[place].text.utf8.count
    }
  }

  /// The pieces of a part, each of one look, from a column on; what is wider than `room` ends with an ellipsis.
  func pieces(_ range: Range<Int>, from column: Int, room: Int) -> [ChatRow.Piece] {
    let part = glyphs[range.clamped(to: glyphs.indices)]
    guard room > 0, !part.isEmpty else { return [] }
    let isCut = part.reduce(0) { $0 + $1.columns } > room
    let edge = column + room - (isCut ? 1 : 0)
    var pieces: [ChatRow.Piece] = []
    var end = column
    func add(_ text: String, _ glyph: Glyph) {
      if let last = pieces.last, last.role == glyph.role, last.overlay == glyph.overlay {
        pieces[pieces.count - 1].text += text
      } else {
        pieces.append(ChatRow.Piece(column: end, text: text, role: glyph.role, overlay: glyph.overlay))
      }
    }
    for glyph in part {
      guard end + glyph.columns <= edge else {
        if isCut { add("…", glyph) }
        break
      }
      add(glyph.text, glyph)
      end += glyph.columns
    }
    return pieces
  }
}
