/// A key as a person presses it.
public struct Key: Hashable, Sendable {
  /// The key itself.
  public enum Code: Hashable, Sendable {
    /// A printing character, with Shift already applied; small letters with Control and Alt.
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
}
