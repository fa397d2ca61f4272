extension Canvas {
  /// Draws values as a line of little columns, the last at the right edge; nil and not-a-number leave a gap.
  ///
  /// `ceiling` is the value of a full column; higher ones are full too. Zero is a thin line, never a gap. With braille
  /// each column of the canvas shows two values, else one; older ones than fit are left out.
  public mutating func sparkline(
    _ values: [Double?], column: Int, row: Int, columns: Int, ceiling: Double, symbols: Symbols = .block,
    role: Role = .series1
  ) {
    guard columns > 0, columns <= 10_000, ceiling > 0 else { return }
    let perCell = symbols == .braille ? 2 : 1
    let shown = values.suffix(columns * perCell)
    // Braille pairs are counted from the right, so that the newest value always has the last half.
    let padded = Array(repeating: Double?.none, count: columns * perCell - shown.count) + shown
    for place in 0..<columns {
      let glyph: UInt32
      switch symbols {
      case .braille: glyph = Self.brailleSpark(padded[place * 2], padded[place * 2 + 1], ceiling)
      case .block: glyph = Self.level(padded[place], ceiling, of: 8).map { 0x2580 + UInt32(max($0, 1)) } ?? 0x20
      case .ascii: glyph = Self.asciiSpark(padded[place], ceiling)
      }
      dot(glyph, column: column &+ place, row: row, role: role)
    }
  }

  /// A value in steps 0...`steps`, or nil for a gap.
  static func level(_ value: Double?, _ ceiling: Double, of steps: Int) -> Int? {
    guard let value, !value.isNaN else { return nil }
    return Int((min(max(value / ceiling, 0), 1) * Double(steps)).rounded())
  }

  private static func asciiSpark(_ value: Double?, _ ceiling: Double) -> UInt32 {
    let ramp: [UInt32] = [0x5F, 0x2E, 0x2D, 0x3D, 0x2B, 0x2A, 0x23]  // _.-=+*#
    return level(value, ceiling, of: ramp.count - 1).map { ramp[$0] } ?? 0x20
  }

  private static func brailleSpark(_ left: Double?, _ right: Double?, _ ceiling: Double) -> UInt32 {
    var dots: UInt32 = 0
    if let height = level(left, ceiling, of: 4) { dots |= Braille.column(0, height: max(height, 1)) }
    if let height = level(right, ceiling, of: 4) { dots |= Braille.column(1, height: max(height, 1)) }
    return dots == 0 ? 0x20 : Braille.blank + dots
  }
}

/// The dots of braille glyphs: two columns by four rows.
enum Braille {
  /// The glyph without dots.
  static let blank: UInt32 = 0x2800

  /// The dot in `x` 0...1 from the left, `y` 0...3 from the bottom.
  static func dot(_ x: Int, _ y: Int) -> UInt32 {
    let left: [UInt32] = [0x40, 0x04, 0x02, 0x01]
    let right: [UInt32] = [0x80, 0x20, 0x10, 0x08]
    guard y >= 0, y < 4 else { return 0 }
    return x == 0 ? left[y] : right[y]
  }

  /// The lower `height` dots of a column.
  static func column(_ x: Int, height: Int) -> UInt32 {
    var dots: UInt32 = 0
    for y in 0..<min(max(height, 0), 4) { dots |= dot(x, y) }
    return dots
  }
}
