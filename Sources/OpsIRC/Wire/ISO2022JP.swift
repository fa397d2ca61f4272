/// ISO-2022-JP (RFC 1468), in which old Japanese networks write, with half-width katakana.
enum ISO2022JP {
  /// What the bytes stand for after an escape sequence.
  private enum Letters: Hashable {
    case ascii, roman, katakana, kanji

    /// The letters that two bytes after an escape choose.
    init?(_ first: UInt8, _ second: UInt8) {
      switch (first, second) {
      case (UInt8(ascii: "("), UInt8(ascii: "B")): self = .ascii
      case (UInt8(ascii: "("), UInt8(ascii: "J")): self = .roman
      case (UInt8(ascii: "("), UInt8(ascii: "I")): self = .katakana
      case (UInt8(ascii: "$"), UInt8(ascii: "@")), (UInt8(ascii: "$"), UInt8(ascii: "B")): self = .kanji
      default: return nil
      }
    }

    /// The escape sequence that chooses them.
    var escape: [UInt8] {
      switch self {
      case .ascii: return [0x1B, UInt8(ascii: "("), UInt8(ascii: "B")]
      case .roman: return [0x1B, UInt8(ascii: "("), UInt8(ascii: "J")]
      case .katakana: return [0x1B, UInt8(ascii: "("), UInt8(ascii: "I")]
      case .kanji: return [0x1B, UInt8(ascii: "$"), UInt8(ascii: "B")]
      }
    }
  }

  /// Whether one of its escape sequences stands in the text.
  static func hasEscape(_ bytes: Span<UInt8>) -> Bool {
    for place in bytes.indices where bytes[place] == 0x1B && letters(bytes, place) != nil { return true }
    return false
  }

  /// The text; U+FFFD stands for what is no letter.
  static func text(_ bytes: Span<UInt8>) -> String {
    // The text as UTF-8: bytes that are UTF-8 already pass through.
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 2)
    var current = Letters.ascii
    var place = 0
    while place < bytes.count {
      let byte = bytes[place]
      if byte == 0x1B, let next = letters(bytes, place) {
        (current, place) = (next, place + 3)
      } else if current == .ascii || byte < 0x21 || byte > 0x7E {
        text.append(byte)
        place += 1
      } else if current == .kanji {
        let hasSecond = place + 1 < bytes.count && bytes[place + 1] >= 0x21 && bytes[place + 1] <= 0x7E
        append(hasSecond ? kanji(byte, bytes[place + 1]) : 0xFFFD, to: &text)
        place += hasSecond ? 2 : 1
      } else {
        append(single(byte, current), to: &text)
        place += 1
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes of a text, which end in ASCII.
  static func bytes(_ text: String) throws(WireProblem) -> [UInt8] {
    var bytes: [UInt8] = []
    var current = Letters.ascii
    for letter in text.unicodeScalars {
      let (letters, code) = try code(of: letter)
      if letters != current { bytes += letters.escape }
      current = letters
      bytes += code
    }
    return current == .ascii ? bytes : bytes + Letters.ascii.escape
  }

  private static func letters(_ bytes: Span<UInt8>, _ place: Int) -> Letters? {
    place + 2 < bytes.count ? Letters(bytes[place + 1], bytes[place + 2]) : nil
  }

  /// A letter of one byte beyond ASCII.
  private static func single(_ byte: UInt8, _ letters: Letters) -> UInt32 {
    if letters == .katakana { return byte <= 0x5F ? 0xFF61 + UInt32(byte - 0x21) : 0xFFFD }
    // JIS X 0201 has the yen and the overline where ASCII has the backslash and the tilde.
    switch byte {
    case 0x5C: return 0xA5
    case 0x7E: return 0x203E
    default: return UInt32(byte)
    }
  }

  private static func kanji(_ first: UInt8, _ second: UInt8) -> UInt32 {
    let value = JISX0208.letters[(Int(first) - 0x21) * 94 + Int(second) - 0x21]
    return value == 0 ? 0xFFFD : UInt32(value)
  }

  private static func append(_ value: UInt32, to text: inout [UInt8]) {
    text += (Unicode.Scalar(value) ?? "\u{FFFD}").utf8
  }

  private static func code(of letter: Unicode.Scalar) throws(WireProblem) -> (Letters, [UInt8]) {
    switch letter.value {
    case 0..<0x80: return (.ascii, [UInt8(letter.value)])
    case 0xA5: return (.roman, [0x5C])
    case 0x203E: return (.roman, [0x7E])
    case 0xFF61...0xFF9F: return (.katakana, [UInt8(letter.value - 0xFF61 + 0x21)])
    default:
      guard let place = JISX0208.places[UInt16(truncatingIfNeeded: letter.value)], letter.value <= 0xFFFF else {
        throw .notInEncoding(Character(letter), .iso2022JP)
      }
      return (.kanji, [UInt8(place / 94) + 0x21, UInt8(place % 94) + 0x21])
    }
  }
}

extension JISX0208 {
  /// The letters by row and cell, 94 × 94; 0 where there is none.
  fileprivate static let letters: [UInt16] = {
    var letters = [UInt16](repeating: 0, count: 94 * 94)
    for (row, text) in rows.prefix(94).enumerated() {
      for (cell, letter) in text.unicodeScalars.prefix(94).enumerated() where letter != " " {
        letters[row * 94 + cell] = UInt16(truncatingIfNeeded: letter.value)
      }
    }
    return letters
  }()

  /// The place of each letter in `letters`; of those that stand twice the first.
  fileprivate static let places: [UInt16: Int] = {
    var places: [UInt16: Int] = [:]
    for (place, letter) in letters.enumerated() where letter != 0 && places[letter] == nil { places[letter] = place }
    // What other systems write for letters that have two forms in Unicode.
    for (form, letter) in [(0xFF5E, 0x301C), (0xFF0D, 0x2212), (0x2225, 0x2016), (0x2015, 0x2014)] as [(UInt16, UInt16)]
    {
      if places[form] == nil { places[form] = places[letter] }
    }
    for (form, letter) in [(0xFFE0, 0xA2), (0xFFE1, 0xA3), (0xFFE2, 0xAC), (0x2014, 0x2015)] as [(UInt16, UInt16)] {
      if places[form] == nil { places[form] = places[letter] }
    }
    return places
  }()
}
