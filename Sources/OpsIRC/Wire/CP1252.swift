/// Windows-1252, which most western text is in that is not UTF-8.
///
/// Source: https://encoding.spec.whatwg.org/index-windows-1252.txt; the five bytes without a letter are controls.
enum CP1252 {
  /// 0x80 to 0x9F; the others are as in Unicode.
  private static let letters: [UInt32] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D,
    0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
    0x017E, 0x0178,
  ]

  static func text(_ bytes: Span<UInt8>) -> String {
    var text = ""
    text.reserveCapacity(bytes.count + bytes.count / 2)
    for place in bytes.indices { text.unicodeScalars.append(letter(bytes[place])) }
    return text
  }

  static func bytes(_ text: String) throws(WireProblem) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for letter in text.unicodeScalars {
      guard let byte = byte(letter) else { throw .notInEncoding(Character(letter), .cp1252) }
      bytes.append(byte)
    }
    return bytes
  }

  private static func letter(_ byte: UInt8) -> Unicode.Scalar {
    guard byte >= 0x80, byte < 0xA0 else { return Unicode.Scalar(byte) }
    return Unicode.Scalar(letters[Int(byte - 0x80)]) ?? "\u{FFFD}"
  }

  private static func byte(_ letter: Unicode.Scalar) -> UInt8? {
    if letter.value < 0x80 || (letter.value >= 0xA0 && letter.value <= 0xFF) { return UInt8(letter.value) }
    return letters.firstIndex(of: letter.value).map { 0x80 + UInt8($0) }
  }
}
