/// A key as a person presses it.
public struct Key: Hashable, Sendable {
  /// The key itself.
  public enum Code: Hashable, Sendable {
    /// A printing character, with Shift already applied.
    case character(Character)
    /// A named key.
    case enter, escape, tab, backTab, backspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    /// F1 to F24.
    case function(Int)
  }
  /// Modifier keys.
  public struct Modifiers: OptionSet, Hashable, Sendable {
    /// The bits.
    public let rawValue: UInt8
    /// Modifiers of these bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Control.
    public static let control = Modifiers(rawValue: 1)
    /// Alt, or Meta, or Escape before the key.
    public static let alt = Modifiers(rawValue: 2)
    /// Shift, with keys that are not characters.
    public static let shift = Modifiers(rawValue: 4)
  }
  /// The key.
  public var code: Code
  /// The modifiers held.
  public var modifiers: Modifiers
  /// A key.
  public init(_ code: Code, _ modifiers: Modifiers = []) {
    self.code = code
    self.modifiers = modifiers
  }
  /// A key from its name as in configuration files: `j`, `Ctrl-L`, `Alt-Enter`, `PgUp`, `F5`, `Space`; nil if unknown.
  public init?(named name: String) { return nil }
  /// Its name, as `init(named:)` reads it.
  public var name: String { "" }
}

/// What a terminal reports.
public enum TerminalEvent: Hashable, Sendable {
  /// A key was pressed.
  case key(Key)
  /// Text was pasted (bracketed paste), at most 1 MiB of it.
  case paste(String)
  /// The mouse did something.
  case mouse(MouseEvent)
  /// The size changed.
  case resized(Size)
  /// The terminal is gone; nothing can be shown any more.
  case closed
}

/// What the mouse did, in cells from the top left corner.
public struct MouseEvent: Hashable, Sendable {
  /// The kinds of event.
  public enum Kind: Hashable, Sendable { case press, release, doublePress, wheelUp, wheelDown }
  /// What it did.
  public var kind: Kind
  /// The column, from 0.
  public var column: Int
  /// The row, from 0.
  public var row: Int
  /// An event.
  public init(_ kind: Kind, column: Int, row: Int) {
    self.kind = kind
    self.column = column
    self.row = row
  }
}
