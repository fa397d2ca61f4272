/// Where text stands in a field wider than itself.
public enum Alignment: Hashable, Sendable {
  /// At the left edge.
  case left
  /// At the right edge.
  case right
  /// In the middle; the odd column is at the right.
  case centre
}

/// The text made harmless, cut with `…` or padded with blanks to exactly this many columns.
public func fit(_ text: String, columns: Int, align: Alignment = .left) -> String {
  guard columns > 0 else { return "" }
  let short = truncate(text, columns: columns)
  let spare = columns - OpsScreen.columns(of: short)
  let before: Int
  switch align {
  case .left: before = 0
  case .right: before = spare
  case .centre: before = spare / 2
  }
  return String(repeating: " ", count: before) + short + String(repeating: " ", count: spare - before)
}

/// The text made harmless, and cut with `…` where it is wider than this many columns.
public func truncate(_ text: String, columns: Int) -> String {
  guard columns > 0 else { return "" }
  if text.utf8.count <= columns && isPlain(text) { return text }
  var door = Door()
  var kept = String.UnicodeScalarView()
  var beforeEllipsis = kept
  var width = 0
  for scalar in text.unicodeScalars {
    let passed = door.pass(scalar.value)
    guard passed.kind != .dropped, let shown = Unicode.Scalar(passed.scalar) else { continue }
    width += passed.columns
    if width > columns {
      beforeEllipsis.append("…")
      return String(beforeEllipsis)
    }
    kept.append(shown)
    if width < columns { beforeEllipsis.append(shown) }
  }
  return String(kept)
}

/// The text made harmless, in lines of at most this many columns, broken at blanks where possible.
///
/// Newlines begin lines; other controls are shown. Text without blanks, as Japanese, breaks anywhere. At most `limit`
/// lines come back; the last ends with `…` where more would follow.
public func wrap(_ text: String, columns: Int, limit: Int = 1_000) -> [String] {
  guard columns > 0, limit > 0 else { return [] }
  var lines: [String] = []
  for paragraph in text.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r\n" }) {
    var wrapper = Wrapper(columns: columns, room: limit - lines.count)
    lines += wrapper.lines(of: paragraph)
    if lines.count > limit || wrapper.wasCut {
      lines = Array(lines.prefix(limit))
      let last = lines.removeLast()
      lines.append(truncate(last + String(repeating: " ", count: columns), columns: columns))
      return lines
    }
  }
  return lines
}

/// Breaks one paragraph.
private struct Wrapper {
  let columns: Int
  let room: Int
  private(set) var wasCut = false
  private var done: [String] = []
  private var line = String.UnicodeScalarView()
  private var lineColumns = 0
  /// What follows the last blank of the line, which moves down whole when it does not fit.
  private var word = String.UnicodeScalarView()
  private var wordColumns = 0

  init(columns: Int, room: Int) {
    self.columns = columns
    self.room = room
  }

  mutating func lines(of paragraph: Substring) -> [String] {
    var door = Door()
    for scalar in paragraph.unicodeScalars {
      let passed = door.pass(scalar.value)
      guard passed.kind != .dropped, let shown = Unicode.Scalar(passed.scalar) else { continue }
      take(shown, passed.columns)
      if done.count > room {
        wasCut = true
        return done
      }
    }
    endWord()
    done.append(String(line))
    return done
  }

  private mutating func take(_ scalar: Unicode.Scalar, _ width: Int) {
    if width == 0 {
      // A mark never leaves its base.
      if word.isEmpty { line.append(scalar) } else { word.append(scalar) }
      return
    }
    if scalar == " " {
      endWord()
      if lineColumns < columns {
        line.append(scalar)
        lineColumns += 1
      }
      return
    }
    if width == 2 { endWord() }
    // A glyph wider than the window stands for itself by a replacement, so that every line makes progress.
    let fits = width <= columns
    word.append(fits ? scalar : "…")
    wordColumns += fits ? width : 1
    if lineColumns + wordColumns > columns { breakLine() }
    if width == 2 { endWord() }
  }

  private mutating func breakLine() {
    if lineColumns == 0 {
      // One word wider than the line: all but its last glyph stays.
      let last = word.removeLast()
      let lastColumns = OpsScreen.columns(of: String(last))
      done.append(String(word))
      word = String.UnicodeScalarView([last])
      wordColumns = max(lastColumns, 0)
      return
    }
    while line.last == " " { line.removeLast() }
    done.append(String(line))
    line = String.UnicodeScalarView()
    lineColumns = 0
  }

  private mutating func endWord() {
    line.append(contentsOf: word)
    lineColumns += wordColumns
    word = String.UnicodeScalarView()
    wordColumns = 0
  }
}
