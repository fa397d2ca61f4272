/// Which glyphs graphs and bars are made of.
public enum Symbols: String, CaseIterable, Hashable, Sendable {
  /// Braille dots, two by four a cell.
  case braille
  /// Eighths of a block.
  case block
  /// ASCII only.
  case ascii
}
