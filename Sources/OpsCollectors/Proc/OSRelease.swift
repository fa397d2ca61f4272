/// What /etc/os-release says (os-release(5)).
enum OSRelease {
  /// The distribution for people, as `Debian GNU/Linux 12 (bookworm)`: PRETTY_NAME, else NAME; nil without either.
  static func name(_ text: ArraySlice<UInt8>) -> String? {
    var plain: String?
    var scanner = ByteScanner(text)
    while let line = scanner.nextLine() {
      guard let (key, value) = line.parted(at: UInt8(ascii: "=")) else { continue }
      if key.spells("PRETTY_NAME") { return unquoted(value) }
      if key.spells("NAME") { plain = unquoted(value) }
    }
    return plain
  }

  /// The value without the quotes and backslashes that a shell would take away.
  private static func unquoted(_ value: ArraySlice<UInt8>) -> String {
    var inner = value
    if let quote = value.first, value.count >= 2, quote == value.last, [34, 39].contains(quote) {
      inner = value.dropFirst().dropLast()
    }
    var bytes: [UInt8] = []
    var isEscaped = false
    for byte in inner {
      if byte == UInt8(ascii: "\\"), !isEscaped {
        isEscaped = true
      } else {
        bytes.append(byte)
        isEscaped = false
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
