/// How a role looks.
public struct Look: Hashable, Sendable {
  /// A colour: the terminal's own, one of its 16 or 256, or a true one.
  public enum Colour: Hashable, Sendable {
    /// The terminal's default.
    case standard
    /// Number 0...255 of the palette.
    case palette(UInt8)
    /// Red, green, blue.
    case rgb(UInt8, UInt8, UInt8)
  }
  /// Attributes besides colour.
  public struct Attributes: OptionSet, Hashable, Sendable {
    /// The bits.
    public let rawValue: UInt8
    /// Attributes of these bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Bold.
    public static let bold = Attributes(rawValue: 1)
    /// Dim.
    public static let dim = Attributes(rawValue: 2)
    /// Underlined.
    public static let underline = Attributes(rawValue: 4)
    /// Foreground and background exchanged.
    public static let reverse = Attributes(rawValue: 8)
    /// Italic.
    public static let italic = Attributes(rawValue: 16)
    /// Struck through.
    public static let strike = Attributes(rawValue: 32)

    /// Lays what a person wrote in bold, in italics and so on over these; what is reversed twice is as before.
    public mutating func lay(_ overlay: Overlay) {
      if overlay.contains(.bold) {
        insert(.bold)
        remove(.dim)
      }
      if overlay.contains(.italic) { insert(.italic) }
      if overlay.contains(.underline) { insert(.underline) }
      if overlay.contains(.reverse) { formSymmetricDifference(.reverse) }
      if overlay.contains(.strike) { insert(.strike) }
    }
  }
  /// The colour of the glyph.
  public var foreground: Colour
  /// The colour behind it.
  public var background: Colour
  /// Attributes.
  public var attributes: Attributes
  /// A look.
  public init(foreground: Colour = .standard, background: Colour = .standard, attributes: Attributes = []) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }
}
