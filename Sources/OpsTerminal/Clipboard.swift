/// What puts text on a person's clipboard.
enum Clipboard {
  /// The most bytes of text: xterm takes sequences of 100,000 bytes, which is this much in base64.
  static let limit = 74_994

  /// The OSC 52 sequence for a text without controls, and whether it holds all of it.
  static func sequence(for text: String) -> (sequence: String, isWhole: Bool) {
    var bytes: [UInt8] = []
    var isWhole = true
    for character in text {
      if character.unicodeScalars.contains(where: { isRefused($0) }) { continue }
      guard bytes.count + character.utf8.count <= limit else {
        isWhole = false
        break
      }
      bytes.append(contentsOf: character.utf8)
    }
    return ("\u{1B}]52;c;" + base64(bytes) + "\u{07}", isWhole)
  }

  /// Controls but line ends and tabs.
  private static func isRefused(_ scalar: Unicode.Scalar) -> Bool {
    (scalar.value < 0x20 && scalar != "\n" && scalar != "\t") || (0x7F..<0xA0).contains(scalar.value)
  }

  /// Base 64 of RFC 4648, with padding.
  static func base64(_ bytes: [UInt8]) -> String {
    let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      var value = group.reduce(0) { $0 << 8 | Int($1) }
      value <<= 8 * (3 - group.count)
      for place in 0..<4 {
        text.append(place <= group.count ? digits[value >> (18 - 6 * place) & 63] : 0x3D)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
