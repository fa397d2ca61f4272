extension Canvas {
  /// Draws a horizontal bar, full at `fraction` 1; nil, not a number, or no room draws nothing.
  ///
  /// Eighths of a block, or `#` and `-` in ASCII. What is over 0 shows at least the thinnest piece; only 1 and more fills
  /// it whole. `role` is that of the filled part, by level when nil.
  public mutating func bar(
    _ fraction: Double?, column: Int, row: Int, columns: Int, symbols: Symbols = .block, role: Role? = nil
  ) {
    guard let fraction, !fraction.isNaN, columns > 0, columns <= 10_000 else { return }
    let filled = role ?? Self.barRole(fraction)
    let steps = symbols == .ascii ? 1 : 8
    let eighths = Self.steps(fraction, of: columns * steps)
    for place in 0..<columns {
      let here = min(max(eighths - place * steps, 0), steps)
      let glyph: UInt32
      switch (symbols, here) {
      case (.ascii, 0): glyph = 0x2D
      case (.ascii, _): glyph = 0x23
      case (_, 0): glyph = 0x20
      default: glyph = 0x2588 + UInt32(8 - here)
      }
      dot(glyph, column: column &+ place, row: row, role: here == 0 ? .barEmpty : filled)
    }
  }

  /// The role of a bar at this level: low, medium from 0.7, high from 0.9.
  public static func barRole(_ fraction: Double) -> Role {
    if fraction >= 0.9 { return .barHigh }
    return fraction >= 0.7 ? .barMedium : .barLow
  }

  /// A fraction in whole steps: at least one for what is over 0, all only from 1 on.
  static func steps(_ fraction: Double, of total: Int) -> Int {
    guard fraction > 0, total > 0 else { return 0 }
    guard fraction < 1 else { return total }
    let nearest = Int((fraction * Double(total)).rounded())
    return min(max(nearest, 1), max(total - 1, 1))
  }
}
