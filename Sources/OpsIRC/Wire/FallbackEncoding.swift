/// How bytes are read that are not UTF-8.
public enum FallbackEncoding: String, CaseIterable, Hashable, Sendable {
  case cp1252
  case iso2022JP = "iso-2022-jp"

  /// Reads bytes: UTF-8 when they are, else this encoding.
  ///
  /// Nothing is left out and nothing can fail.
  ///
  /// Text of which the server cut the last letter in two is UTF-8 still, with U+FFFD at its end. Where the encoding is
  /// ISO-2022-JP, its escape sequences tell text in it, though it is ASCII to all others.
  public func text(_ bytes: Span<UInt8>) -> String {
    if self == .iso2022JP, ISO2022JP.hasEscape(bytes) { return ISO2022JP.text(bytes) }
    if let valid = Self.utf8(bytes) { return valid }
    if Self.isCutUTF8(bytes) { return Self.repaired(bytes) }
    switch self {
    case .cp1252: return CP1252.text(bytes)
    case .iso2022JP: return ISO2022JP.text(bytes)
    }
  }

  /// The bytes of a text in this encoding; an error where a letter does not exist in it.
  public func bytes(_ text: String) throws(WireProblem) -> [UInt8] {
    switch self {
    case .cp1252: return try CP1252.bytes(text)
    case .iso2022JP: return try ISO2022JP.bytes(text)
    }
  }

  /// The text, when it is UTF-8.
  static func utf8(_ bytes: Span<UInt8>) -> String? {
    guard let valid = try? UTF8Span(validating: bytes) else { return nil }
    return String(copying: valid)
  }

  /// The text as UTF-8, with U+FFFD for what is not.
  static func repaired(_ bytes: Span<UInt8>) -> String {
    if let valid = utf8(bytes) { return valid }
    return String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
  }

  /// Whether all is UTF-8 but the last letter, which is cut, and other letters beyond ASCII stand before it.
  ///
  /// A single letter at the end would as well be one of an older encoding: `caf\xE9`.
  private static func isCutUTF8(_ bytes: Span<UInt8>) -> Bool {
    var start = bytes.count
    // A letter has at most three bytes when the fourth is missing.
    while start > 0, bytes.count - start < 3 {
      start -= 1
      if bytes[start] & 0xC0 != 0x80 { break }
    }
    guard start > 0, bytes.count - start < length(of: bytes[start]) else { return false }
    guard let before = utf8(bytes.extracting(0..<start)) else { return false }
    return before.utf8.contains { $0 >= 0x80 }
  }

  /// How many bytes a letter has that begins with this one; 0 where none does.
  private static func length(of lead: UInt8) -> Int {
    switch lead {
    case 0xC2...0xDF: return 2
    case 0xE0...0xEF: return 3
    case 0xF0...0xF4: return 4
    default: return 0
    }
  }
}
