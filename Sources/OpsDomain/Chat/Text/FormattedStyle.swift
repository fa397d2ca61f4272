/// How a piece of a message is to look.
public struct FormattedStyle: Hashable, Sendable {
  /// Whether it is bold.
  public var isBold = false
  /// Whether it is italic.
  public var isItalic = false
  /// Whether it is underlined.
  public var isUnderlined = false
  /// Whether it is struck through.
  public var isStruck = false
  /// Whether it is program text.
  public var isMonospace = false
  /// Whether the colours of letters and ground are exchanged.
  public var isReversed = false
  /// The colour of the letters; nil for the usual one.
  public var foreground: FormattedColour?
  /// The colour of the ground; nil for the usual one.
  public var background: FormattedColour?

  /// The usual look.
  public init() {}

  /// The codes that lead to this look from the usual one; empty for the usual one.
  ///
  /// Digits or a comma that follow do not become part of them.
  public var codes: String {
    var codes = ""
    if isBold { codes += "\u{02}" }
    if isItalic { codes += "\u{1D}" }
    if isUnderlined { codes += "\u{1F}" }
    if isStruck { codes += "\u{1E}" }
    if isMonospace { codes += "\u{11}" }
    if isReversed { codes += "\u{16}" }
    return codes + colourCodes
  }

  private var colourCodes: String {
    // The code with two colours comes first: the one with one colour leaves the ground as it is. An empty pair of bold
    // closes that one, so that a comma which follows stays text.
    let close = "\u{02}\u{02}"
    switch (foreground, background) {
    case (nil, nil): return ""
    case (.rgb(let letters), .rgb(let ground)): return "\u{04}\(hexadecimal(letters)),\(hexadecimal(ground))"
    case (.rgb(let letters), let ground):
      return (ground == nil ? "" : "\u{03}99,\(number(ground))") + "\u{04}\(hexadecimal(letters))" + close
    case (let letters, .rgb(let ground)):
      return "\u{04}000000,\(hexadecimal(ground))\u{03}\(number(letters))" + close
    case (let letters, nil): return "\u{03}\(number(letters))" + close
    case (let letters, let ground): return "\u{03}\(number(letters)),\(number(ground))"
    }
  }

  /// A colour of the table by two digits, 99 for the usual one.
  private func number(_ colour: FormattedColour?) -> String {
    guard case .indexed(let index) = colour else { return "99" }
    return padded(UInt64(clamping: index), to: 2)
  }

  private func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value & 0xFF_FFFF, radix: 16, uppercase: true)
    return String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// Changes as a code says.
  mutating func apply(_ code: FormattingCode) {
    switch code {
    case .bold: isBold.toggle()
    case .italic: isItalic.toggle()
    case .underline: isUnderlined.toggle()
    case .strikethrough: isStruck.toggle()
    case .monospace: isMonospace.toggle()
    case .reverse: isReversed.toggle()
    case .reset: self = FormattedStyle()
    case .colours(let letters, let ground):
      if case .to(let colour) = letters { foreground = colour }
      if case .to(let colour) = ground { background = colour }
    }
  }
}
