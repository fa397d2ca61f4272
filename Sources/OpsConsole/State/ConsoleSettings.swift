public import OpsScreen

/// What the person has chosen; fixed while the console runs unless a command changes it.
public struct ConsoleSettings: Sendable {
  /// The themes that `:theme` offers, by name.
  public var themeNames: [String] = []
  /// The theme in use.
  public var themeName = "dark"
  /// Glyphs of graphs and bars.
  public var symbols = Symbols.block
  /// Whether the mouse selects and scrolls.
  public var mouse = true
  /// Whether commands that act on servers are refused.
  public var readOnly = false
  /// Whether this is the demonstration.
  public var isDemo = false
  /// The program's version.
  public var version = ""
  /// Where the inventory lies, for messages that say what to do next.
  public var inventoryPath = ""
  /// Keys by command name, replacing the defaults: `["help": ["?", "F1"]]`.
  public var keys: [String: [String]] = [:]
  /// Commands typed in earlier sessions, oldest first.
  public var commandHistory: [String] = []
  /// The usual settings.
  public init() {}
}
