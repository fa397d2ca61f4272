/// A code within a message that changes how it looks (https://modern.ircdocs.horse/formatting).
enum FormattingCode: Hashable, Sendable {
  case bold, italic, underline, strikethrough, monospace, reverse, reset
  /// What becomes of the letters and of the ground.
  case colours(letters: ColourChange, ground: ColourChange)

  /// What becomes of a colour.
  enum ColourChange: Hashable, Sendable {
    case keep
    /// It changes to this one, or to the usual one.
    case to(FormattedColour?)
  }

  /// Whether a byte begins a code.
  @inline(__always)
  static func begins(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x02, 0x03, 0x04, 0x0F, 0x11, 0x16, 0x1D, 0x1E, 0x1F: return true
    default: return false
    }
  }

  /// The code that stands at a place, and of how many bytes; nil for text.
  static func at(_ place: Int, of bytes: [UInt8]) -> (code: FormattingCode, length: Int)? {
    switch bytes[place] {
    case 0x02: return (.bold, 1)
    case 0x1D: return (.italic, 1)
    case 0x1F: return (.underline, 1)
    case 0x1E: return (.strikethrough, 1)
    case 0x11: return (.monospace, 1)
    case 0x16: return (.reverse, 1)
    case 0x0F: return (.reset, 1)
    case 0x03: return colours(place, bytes, number)
    case 0x04: return colours(place, bytes, hexadecimal)
    default: return nil
    }
  }

  /// A code with up to two colours; a comma without a second colour is text.
  ///
  /// Without any both are usual again; a ground that is not named stays as it is.
  private static func colours(
    _ place: Int, _ bytes: [UInt8], _ read: (Int, [UInt8]) -> (colour: FormattedColour?, length: Int)?
  ) -> (FormattingCode, Int) {
    guard let letters = read(place + 1, bytes) else { return (.colours(letters: .to(nil), ground: .to(nil)), 1) }
    let comma = place + 1 + letters.length
    guard bytes.indices.contains(comma), bytes[comma] == UInt8(ascii: ","), let ground = read(comma + 1, bytes) else {
      return (.colours(letters: .to(letters.colour), ground: .keep), 1 + letters.length)
    }
    return (.colours(letters: .to(letters.colour), ground: .to(ground.colour)), comma + 1 + ground.length - place)
  }

  /// One or two digits; 99 is the usual colour.
  private static func number(_ place: Int, _ bytes: [UInt8]) -> (colour: FormattedColour?, length: Int)? {
    var (value, length) = (0, 0)
    while length < 2, bytes.indices.contains(place + length), case let digit = bytes[place + length],
      digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9")
    {
      value = value * 10 + Int(digit - UInt8(ascii: "0"))
      length += 1
    }
    guard length > 0 else { return nil }
    return (value == 99 ? nil : .indexed(value), length)
  }

  /// Six hexadecimal digits.
  private static func hexadecimal(_ place: Int, _ bytes: [UInt8]) -> (colour: FormattedColour?, length: Int)? {
    guard place + 6 <= bytes.count else { return nil }
    var value: UInt32 = 0
    for byte in bytes[place..<place + 6] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return (.rgb(value), 6)
  }
}
