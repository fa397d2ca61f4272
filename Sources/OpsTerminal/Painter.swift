import CNcurses
import OpsScreen

/// Gives cells their look and hands rows to ncurses.
struct Painter {
  private var theme: Theme
  private let usesColours: Bool
  private let asciiOnly: Bool
  private let depth: ColourDepth
  /// The ink of each role under each overlay of a theme; `role * 4 + overlay`.
  private var inks: [Ink] = []
  /// The pair of ncurses for each two colours.
  private var pairs: [ColourPair: Int32] = [:]
  private var row: [cn_glyph] = []

  struct Ink {
    var pair: Int32
    var attributes: Look.Attributes
  }

  /// The mark that strikes through what it stands on: ncurses knows no attribute for it.
  private static let stroke: UInt32 = 0x0336

  init(theme: Theme, colours: Bool, asciiOnly: Bool) {
    depth = ColourDepth(colours: Int(cn_screen_colours()), isDirect: cn_screen_is_direct())
    usesColours = colours && depth != .none
    self.asciiOnly = asciiOnly
    self.theme = theme
    use(theme)
  }

  mutating func use(_ theme: Theme) {
    self.theme = usesColours ? theme : .mono
    inks = []
    for role in Role.allCases {
      for overlay in 0..<4 { inks.append(ink(self.theme.look(role, Overlay(rawValue: UInt8(overlay))))) }
    }
  }

  /// Hands a row to ncurses, padded with blanks to the terminal's width.
  mutating func paint(_ number: Int, of canvas: Canvas, columns: Int) {
    row.removeAll(keepingCapacity: true)
    var column = 0
    while column < columns {
      let cell = canvas[column, number]
      column += max(Int(cell.width), 1)
      append(cell, of: canvas)
    }
    unsafe row.withUnsafeBufferPointer { glyphs in
      unsafe cn_screen_put(Int32(clamping: number), glyphs.baseAddress, Int32(clamping: glyphs.count))
    }
  }

  private mutating func append(_ cell: Cell, of canvas: Canvas) {
    let place = Int(cell.role.rawValue) * 4 + Int(cell.overlay.rawValue & 3)
    var ink = place < inks.count ? inks[place] : Ink(pair: 0, attributes: [])
    ink.attributes.lay(cell.overlay)
    var glyph = cn_glyph()
    glyph.pair = ink.pair
    glyph.attributes = Self.bits(ink.attributes, strikes: asciiOnly)
    glyph.width = max(cell.width, 1)
    if cell.glyph < 0x110000 {
      glyph.scalars.0 = cell.width == 0 ? 0x20 : cell.glyph
    } else {
      let scalars = canvas.scalars(of: cell)
      func scalar(_ place: Int) -> UInt32 { place < scalars.count ? scalars[place] : 0 }
      glyph.scalars = (scalar(0), scalar(1), scalar(2), scalar(3), scalar(4))
    }
    if ink.attributes.contains(.strike), glyph.scalars.1 == 0 { glyph.scalars.1 = Self.stroke }
    if asciiOnly {
      let isWide = glyph.width == 2
      let base = glyph.scalars.0
      glyph.scalars = (base < 0x7F ? base : AsciiGlyphs.of(base), 0, 0, 0, 0)
      glyph.width = 1
      if isWide { row.append(glyph) }
    }
    row.append(glyph)
  }

  private mutating func ink(_ look: Look) -> Ink {
    let plain = depth.render(look)
    return Ink(pair: usesColours ? pair(plain.colours) : 0, attributes: plain.attributes)
  }

  /// The attributes as ncurses' shim numbers them; what is struck through is dim where no mark can be shown.
  private static func bits(_ attributes: Look.Attributes, strikes: Bool) -> UInt8 {
    var bits = attributes.contains(.bold) ? CN_BOLD : 0
    if attributes.contains(.dim) || (strikes && attributes.contains(.strike)) { bits |= CN_DIM }
    if attributes.contains(.underline) { bits |= CN_UNDERLINE }
    if attributes.contains(.reverse) { bits |= CN_REVERSE }
    if attributes.contains(.italic) { bits |= CN_ITALIC }
    return UInt8(truncatingIfNeeded: bits)
  }

  /// The pair for two colours, a new one if need be; the terminal's own colours when there are no more pairs.
  private mutating func pair(_ colours: ColourPair) -> Int32 {
    if colours == ColourPair(foreground: -1, background: -1) { return 0 }
    if let known = pairs[colours] { return known }
    let number = Int32(pairs.count + 1)
    guard number < min(cn_screen_pair_limit(), 32_767),
      cn_screen_set_pair(number, colours.foreground, colours.background)
    else { return 0 }
    pairs[colours] = number
    return number
  }
}
