import Crypto

/// The fingerprint of a certificate: SHA-256 of its DER, in 64 small hexadecimal digits.
enum Fingerprint {
  /// That of these bytes.
  static func of(_ der: [UInt8]) -> String {
    SHA256.hash(data: der).map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }

  /// As people write it, with colons or blanks and in capitals; nil: it is none.
  static func parse(_ text: String) -> String? {
    let digits = text.lowercased().filter { $0 != ":" && $0 != " " }
    guard digits.utf8.count == 64, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) else { return nil }
    return digits
  }
}
