import OpsScreen

/// A piece of a line with its meaning.
struct Phrase: Hashable {
  /// What it says; may hold text from outside.
  var text: String
  /// What it means.
  var role: Role

  init(_ text: String, _ role: Role = .text) {
    self.text = text
    self.role = role
  }

  /// Its width on a screen.
  var width: Int { OpsScreen.columns(of: text) }
}

extension Canvas {
  /// The least room in which a cut phrase still says something.
  private static let cutLeast = 6

  /// Writes phrases one after another while they fit; the first that does not is cut, the rest left out.
  ///
  /// With `whole` only the first may be cut: names and numbers that are cut mislead.
  mutating func write(_ phrases: [Phrase], column: Int, row: Int, limit: Int, gap: Int, whole: Bool = false) {
    var left = 0
    for phrase in phrases where !phrase.text.isEmpty {
      let room = limit - left
      let width = phrase.width
      guard width <= room || (room >= Self.cutLeast && (!whole || left == 0)) else { return }
      let text = width <= room ? phrase.text : truncate(phrase.text, columns: room)
      left += write(text, column: column + left, row: row, limit: max(room, 0), role: phrase.role) + gap
      if width > room { return }
    }
  }

  /// Draws the heading of a section across a row: `── Filesystems ────── 12, fullest first ──`.
  mutating func section(_ title: String, notes: [Phrase], in rect: Rect, glyphs: HostGlyphs) {
    guard rect.rows > 0, rect.columns > 0 else { return }
    fill(
      Rect(column: rect.column, row: rect.row, columns: rect.columns, rows: 1), with: glyphs.chrome.rule, role: .rule)
    let width = min(OpsScreen.columns(of: title), max(rect.columns - 6, 0))
    guard width > 0 else { return }
    field(" " + title + " ", column: rect.column + 2, row: rect.row, columns: width + 2, role: .title)
    // Notes stand at the right; those that do not fit are left out from the first.
    var right = rect.column + rect.columns - 3
    let least = rect.column + width + 6
    for note in notes.reversed() where !note.text.isEmpty {
      let noteWidth = note.width
      guard right - noteWidth - 2 >= least else { continue }
      right -= noteWidth + 2
      field(" " + note.text + " ", column: right, row: rect.row, columns: noteWidth + 2, role: note.role)
      right -= 2
    }
  }
}
