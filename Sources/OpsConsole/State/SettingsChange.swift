public import OpsScreen

/// What the settings file says otherwise than before; nil for what stays as it is.
public struct SettingsChange: Hashable, Sendable {
  /// The theme, by its name.
  public var theme: String?
  /// Glyphs of graphs and bars.
  public var symbols: Symbols?
  /// Whether the mouse selects and scrolls.
  public var mouse: Bool?
  /// Whether commands that act on servers are refused.
  public var readOnly: Bool?
  /// The name of this office; empty for none.
  public var site: String?
  /// Keys by command name, all of them.
  public var keys: [String: [String]]?
  /// Whether the terminal's bell rings when somebody calls in the chat.
  public var chatBell: Bool?
  /// Words that are watched for in the chat, all of them.
  public var chatHighlights: [String]?
  /// Nothing changes.
  public init() {}
}

extension ConsoleState {
  /// Goes by the changed settings from now on.
  mutating func take(_ change: SettingsChange) -> [Effect] {
    var effects: [Effect] = []
    if let theme = change.theme {
      settings.themeName = theme
      effects.append(.useTheme(theme))
    }
    if let mouse = change.mouse {
      settings.mouse = mouse
      effects.append(.useMouse(mouse))
    }
    settings.symbols = change.symbols ?? settings.symbols
    settings.readOnly = change.readOnly ?? settings.readOnly
    settings.chatBell = change.chatBell ?? settings.chatBell
    settings.chatHighlights = change.chatHighlights ?? settings.chatHighlights
    settings.site = change.site ?? settings.site
    if let keys = change.keys {
      settings.keys = keys
      keyMap = KeyMap(overrides: keys)
      stalePanes.insert(.problems)
    }
    settle(reveal: false)
    return effects
  }
}
