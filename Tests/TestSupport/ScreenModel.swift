@testable public import OpsScreen

/// What a terminal shows after some bytes: enough of xterm to check what ncurses sends, and strict about the rest.
public struct ScreenModel {
  /// Its size.
  public private(set) var size: Size
  /// The text of each cell; empty for the right half of a wide glyph.
  public private(set) var cells: [String]
  /// The private modes that are on.
  public private(set) var modes: Set<Int> = []
  /// Sequences that a program which only draws has no business to send.
  public private(set) var foreign: [String] = []
  private var column = 0
  private var row = 0
  private var wrapsNext = false
  private var lastGlyph: Unicode.Scalar = " "
  private var insertsOrScrolls = false
  /// The rows that scroll, as DECSTBM sets them.
  private var region: Range<Int>

  /// A blank screen.
  public init(_ size: Size) {
    self.size = size
    cells = Array(repeating: " ", count: size.columns * size.rows)
    region = 0..<size.rows
  }

  /// The whole screen, a line a row.
  public var text: String { (0..<size.rows).map { text(row: $0) }.joined(separator: "\n") }

  /// One row.
  public func text(row: Int) -> String { cells[row * size.columns..<(row + 1) * size.columns].joined() }

  /// Takes in what a program wrote.
  public mutating func feed(_ bytes: [UInt8]) {
    var scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)[...]
    while let scalar = scalars.popFirst() {
      switch scalar.value {
      case 0x1B: sequence(&scalars)
      case 0x0D: move(0, row)
      case 0x0A: row + 1 < size.rows ? move(column, row + 1) : foreign.append("scroll")
      case 0x08: move(max(column - 1, 0), row)
      case 0x09: move(min((column / 8 + 1) * 8, size.columns - 1), row)
      case 0x00..<0x20, 0x7F..<0xA0: foreign.append("control \(scalar.value)")
      default: glyph(scalar)
      }
    }
  }

  private mutating func sequence(_ scalars: inout ArraySlice<Unicode.Scalar>) {
    guard let kind = scalars.popFirst() else { return }
    switch kind {
    case "[": control(&scalars)
    case "(", ")": _ = scalars.popFirst()
    case "=", ">": break
    case "M": row > 0 ? move(column, row - 1) : foreign.append("reverse scroll")
    default: foreign.append("ESC \(kind)")
    }
  }

  private mutating func control(_ scalars: inout ArraySlice<Unicode.Scalar>) {
    var body = ""
    while let next = scalars.popFirst() {
      if (0x40..<0x7F).contains(next.value) { return finish(body, next) }
      body.unicodeScalars.append(next)
    }
  }

  private mutating func finish(_ body: String, _ final: Unicode.Scalar) {
    if body.hasPrefix("?") {
      for mode in body.dropFirst().split(separator: ";").compactMap({ Int($0) }) {
        if final == "h" { modes.insert(mode) } else { modes.remove(mode) }
        if mode == 1049 { clear(0..<cells.count) }
      }
      return
    }
    let numbers = body.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    let first = max(numbers.first ?? 1, 1)
    let here = row * size.columns + column
    let rowEnd = (row + 1) * size.columns
    switch final {
    case "H": move((numbers.count > 1 ? max(numbers[1], 1) : 1) - 1, first - 1)
    case "G": move(first - 1, row)
    case "d": move(column, first - 1)
    case "A": move(column, max(row - first, 0))
    case "B": move(column, min(row + first, size.rows - 1))
    case "C": move(min(column + first, size.columns - 1), row)
    case "D": move(max(column - first, 0), row)
    case "K" where numbers.first == 1: clear(rowEnd - size.columns..<here + 1)
    case "K": clear(here..<rowEnd)
    case "J" where numbers.first == 2: clear(0..<cells.count)
    case "J": clear(here..<cells.count)
    case "X": clear(here..<min(here + first, rowEnd))
    case "b": for _ in 0..<first { glyph(lastGlyph) }
    case "r":
      let bottom = numbers.count > 1 && numbers[1] > 0 ? min(numbers[1], size.rows) : size.rows
      region = min(first - 1, bottom)..<bottom
      move(0, 0)
    case "S": scroll(up: first)
    case "T": scroll(up: -first)
    case "m", "l", "t": break
    case "h": insertsOrScrolls = insertsOrScrolls || numbers.contains(4)
    default: foreign.append("CSI \(body)\(final)")
    }
  }

  private mutating func clear(_ range: Range<Int>) {
    for index in range { cells[index] = " " }
    wrapsNext = false
  }

  /// Moves the rows of the region, up or, with a negative count, down; blank rows follow.
  private mutating func scroll(up count: Int) {
    let before = cells
    for row in region {
      let source = row + count
      for column in 0..<size.columns {
        cells[row * size.columns + column] = region.contains(source) ? before[source * size.columns + column] : " "
      }
    }
    wrapsNext = false
  }

  private mutating func move(_ column: Int, _ row: Int) {
    self.column = min(max(column, 0), max(size.columns - 1, 0))
    self.row = min(max(row, 0), max(size.rows - 1, 0))
    wrapsNext = false
  }

  private mutating func glyph(_ scalar: Unicode.Scalar) {
    let width = WidthClass.of(scalar.value)
    if width == .mark {
      let base = wrapsNext ? column : column - 1
      let index = row * size.columns + base
      guard base >= 0 else { return }
      cells[cells[index].isEmpty ? index - 1 : index].unicodeScalars.append(scalar)
      return
    }
    if wrapsNext {
      guard row + 1 < size.rows else { return foreign.append("wrap at the end") }
      move(0, row + 1)
    }
    let columns = width == .wide ? 2 : 1
    let index = row * size.columns + column
    guard column + columns <= size.columns else { return foreign.append("wide glyph at the edge") }
    if cells[index].isEmpty { cells[index - 1] = " " }
    cells[index] = String(scalar)
    if columns == 2 { cells[index + 1] = "" }
    if column + columns < size.columns, cells[index + columns].isEmpty { cells[index + columns] = " " }
    lastGlyph = scalar
    wrapsNext = column + columns >= size.columns
    column = wrapsNext ? size.columns - 1 : column + columns
  }
}
