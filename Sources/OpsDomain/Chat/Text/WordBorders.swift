/// Where words begin and end in what people write about each other.
enum WordBorders {
  /// Whether a letter joins those beside it to a word, as letters, digits and the marks that nicks may have.
  ///
  /// Letters of languages that write without blanks, or that hang particles on names, join nothing.
  static func joins(_ letter: Unicode.Scalar) -> Bool {
    if letter.isASCII {
      switch letter.value {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return true
      case 0x5B...0x60, 0x7B...0x7D, 0x2D: return true  // [ \ ] ^ _ ` { | } -
      default: return false
      }
    }
    if isUnspaced(letter) { return false }
    switch letter.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .nonspacingMark, .spacingMark:
      return true
    default: return false
    }
  }

  /// Letters of Thai, Lao, Burmese, Khmer, Hangul, kana and kanji.
  private static func isUnspaced(_ letter: Unicode.Scalar) -> Bool {
    switch letter.value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1100...0x11FF, 0x1780...0x17FF, 0x2E80...0x9FFF, 0xA960...0xA97F,
      0xAC00...0xD7FF, 0xF900...0xFAFF, 0xFF66...0xFFDC, 0x1B000...0x1B2FF, 0x20000...0x3FFFF:
      return true
    default: return false
    }
  }
}
