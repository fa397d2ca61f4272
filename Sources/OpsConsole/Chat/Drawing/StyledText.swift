import OpsDomain
import OpsScreen

/// Text of somebody, made harmless, with how each character is shown.
struct StyledText: Hashable, Sendable {
  /// A character as a terminal shows it.
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
    for character in harmless(text) {
      guard glyphs.count < Self.limit else { return }
      // What has no column of its own after another character belongs to it.
      let columns = OpsScreen.columns(of: ".\(character)") - 1
      if columns <= 0, !glyphs.isEmpty {
        glyphs[glyphs.count - 1].text.append(character)
      } else {
        glyphs.append(Glyph(text: String(character), columns: max(columns, 1), role: role, overlay: overlay))
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
  ///
  /// The words are folded already.
  mutating func mark(_ words: [String], _ role: Role) {
    guard !words.isEmpty, !glyphs.isEmpty else { return }
    let folded = glyphs.map { $0.text.foldedForSearch }
    for word in words {
      let wanted = word.map { String($0) }
      guard let first = wanted.first, wanted.count <= folded.count else { continue }
      for start in 0...(folded.count - wanted.count)
      where folded[start] == first && folded[start..<(start + wanted.count)].elementsEqual(wanted) {
        for place in start..<(start + wanted.count) { glyphs[place].role = role }
      }
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

  /// The pieces of a part, each of one look, from a column on; what is wider than `room` is cut.
  func pieces(_ range: Range<Int>, from column: Int, room: Int) -> [ChatRow.Piece] {
    var pieces: [ChatRow.Piece] = []
    var (left, end) = (column, column)
    for glyph in glyphs[range.clamped(to: glyphs.indices)] {
      let isCut = end + glyph.columns > column + room
      if isCut && end >= column + room { break }
      let text = isCut ? "…" : glyph.text
      if let last = pieces.last, last.role == glyph.role, last.overlay == glyph.overlay {
        pieces[pieces.count - 1].text += text
      } else {
        left = end
        pieces.append(ChatRow.Piece(column: left, text: text, role: glyph.role, overlay: glyph.overlay))
      }
      end += isCut ? 1 : glyph.columns
    }
    return pieces
  }
}
