/// The one door for text from outside: what passes it can be shown by any terminal and does nothing else.
///
/// - C0 controls and DEL, newline and tab included, become their pictures (`␛`, `␊`, `␡`).
/// - C1 controls, format and bidi characters, line and paragraph separators, zero-width characters, tags, fillers,
///   private and unassigned scalars become `�`.
/// - Joiners and variation selectors vanish after a glyph beyond ASCII, skin tones after a wide one: emoji and Indic
///   text need them, and no two terminals agree on their width. Elsewhere they become `�` too.
/// - A glyph keeps at most four combining marks; a mark with nothing to stand on becomes `�`.
///
/// Used by `Canvas.write` and by every command that prints.
public func harmless(_ text: String) -> String {
  guard !isPlain(text) else { return text }
  var scalars = String.UnicodeScalarView()
  var door = Door()
  for scalar in text.unicodeScalars {
    let passed = door.pass(scalar.value)
    guard passed.kind != .dropped, let shown = Unicode.Scalar(passed.scalar) else { continue }
    scalars.append(shown)
  }
  return String(scalars)
}

/// The columns a text takes on a terminal once it is harmless.
public func columns(of text: String) -> Int {
  var door = Door()
  var total = 0
  for scalar in text.unicodeScalars {
    total += door.pass(scalar.value).columns
  }
  return total
}

/// Whether a text is printable ASCII, so that it passes as it is.
func isPlain(_ text: String) -> Bool {
  text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
}

/// What stands for what must not be shown.
let replacementScalar: UInt32 = 0xFFFD

/// The door itself: hears scalars in order and says what is shown for each.
struct Door {
  /// The most combining marks on one base: a `cchar_t` of ncurses holds no more.
  static let markLimit = 4

  /// What became of a scalar.
  struct Passed {
    enum Kind { case glyph, mark, dropped }
    var kind: Kind
    var scalar: UInt32
    var columns: Int
    static let dropped = Passed(kind: .dropped, scalar: 0, columns: 0)
  }

  /// The glyph that marks would join; 0 when there is none.
  private var base: UInt32 = 0
  private var baseColumns = 0
  private var marks = 0

  /// Decides on the next scalar of a text.
  mutating func pass(_ scalar: UInt32) -> Passed {
    if scalar >= 0x20 && scalar < 0x7F { return glyph(scalar, 1) }
    if scalar < 0x20 { return glyph(0x2400 + scalar, 1) }
    if scalar == 0x7F { return glyph(0x2421, 1) }
    switch WidthClass.of(scalar) {
    case .narrow: return glyph(scalar, 1)
    case .wide: return isSkinTone(scalar) && baseColumns == 2 ? .dropped : glyph(scalar, 2)
    case .mark: return mark(scalar)
    case .refused: return isJoiner(scalar) && takesJoiners ? .dropped : glyph(replacementScalar, 1)
    }
  }

  private mutating func glyph(_ scalar: UInt32, _ columns: Int) -> Passed {
    base = scalar
    baseColumns = columns
    marks = 0
    return Passed(kind: .glyph, scalar: scalar, columns: columns)
  }

  private mutating func mark(_ scalar: UInt32) -> Passed {
    guard base != 0 else { return glyph(replacementScalar, 1) }
    guard marks < Self.markLimit else { return .dropped }
    marks += 1
    return Passed(kind: .mark, scalar: scalar, columns: 0)
  }

  /// Glyphs beyond ASCII, and the digits of keycap emoji.
  private var takesJoiners: Bool {
    (base >= 0x80 && base != replacementScalar) || (base >= 0x30 && base <= 0x39) || base == 0x23 || base == 0x2A
  }

  private func isSkinTone(_ scalar: UInt32) -> Bool { scalar >= 0x1F3FB && scalar <= 0x1F3FF }

  private func isJoiner(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x200C, 0x200D, 0xFE00...0xFE0F, 0xE0100...0xE01EF: return true
    default: return false
    }
  }
}
