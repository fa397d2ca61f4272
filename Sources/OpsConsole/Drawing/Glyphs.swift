import OpsScreen

/// The few glyphs of our own chrome, with what stands for them where only ASCII can be shown.
struct Glyphs: Sendable {
  let rule: Unicode.Scalar
  let selection: String
  let crumb: String
  let descending: String
  let ascending: String
  let more: String
  let dot: String
  let arrow: String
  let dash: String
  let below: String
  let wall: String
  let play: String
  let again: String

  /// The glyphs that go with these symbols.
  init(_ symbols: Symbols) {
    let isASCII = symbols == .ascii
    rule = isASCII ? "-" : "─"
    selection = isASCII ? ">" : "▌"
    crumb = isASCII ? ">" : "›"
    descending = isASCII ? "v" : "▾"
    ascending = isASCII ? "^" : "▴"
    more = isASCII ? "..." : "…"
    dot = isASCII ? "-" : "·"
    arrow = isASCII ? "->" : "→"
    dash = isASCII ? "-" : "–"
    below = isASCII ? "v" : "↓"
    wall = isASCII ? "|" : "│"
    play = isASCII ? ">" : "▸"
    again = isASCII ? "@" : "↻"
  }
}
