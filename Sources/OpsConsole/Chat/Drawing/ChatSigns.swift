import OpsScreen

/// The few glyphs of the chat, with what stands for them where only ASCII can be shown.
struct ChatSigns: Sendable {
  let pending, delivered, unsent, failed: String
  /// An entry of the work log was made of the line.
  let entry = "L"
  /// The line names the person.
  let highlight: String
  /// After the nick of a program.
  let bot: String
  let dot, dash: String
  /// Somebody comes, or goes.
  let comes, goes: String
  private let ruleGlyph: String

  /// The glyphs that go with these symbols.
  init(_ symbols: Symbols) {
    let isASCII = symbols == .ascii
    pending = isASCII ? "~" : "…"
    delivered = isASCII ? "+" : "✓"
    unsent = isASCII ? "o" : "○"
    failed = isASCII ? "X" : "✕"
    highlight = isASCII ? ">" : "»"
    bot = isASCII ? "*" : "°"
    dot = isASCII ? "-" : "·"
    dash = isASCII ? "-" : "–"
    comes = isASCII ? ">" : "→"
    goes = isASCII ? "<" : "←"
    ruleGlyph = isASCII ? "-" : "─"
  }

  /// A rule of so many columns.
  func rule(_ columns: Int) -> String { String(repeating: ruleGlyph, count: max(columns, 0)) }
}
