import OpsDomain
import OpsScreen

/// The glyphs of the host view: those of all chrome, and the lines of axes and trees.
struct HostGlyphs {
  /// Which glyphs graphs and bars are made of.
  let symbols: Symbols
  /// Those of all chrome.
  let chrome: Glyphs
  /// Where the axes meet.
  let corner: String
  /// A tick on the x axis.
  let tick: String
  /// The lines of a tree: a child, the last child, and past a child that has younger siblings.
  let branch, lastBranch, trunk: String

  init(_ symbols: Symbols) {
    let isASCII = symbols == .ascii
    self.symbols = symbols
    chrome = Glyphs(symbols)
    corner = isASCII ? "+" : "└"
    tick = isASCII ? "+" : "┬"
    branch = isASCII ? "|- " : "├─ "
    lastBranch = isASCII ? "`- " : "└─ "
    trunk = isASCII ? "|  " : "│  "
  }

  /// The sign of a severity.
  func sign(_ severity: Severity) -> String { severity.standing.sign(symbols) }
}
