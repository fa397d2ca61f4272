/// The tags of a message (https://ircv3.net/specs/extensions/message-tags).
enum MessageTags {
  /// Reads what stands between `@` and the blank.
  ///
  /// Of a key that stands twice the last counts. Tags are UTF-8; what is not is repaired.
  static func parse(_ bytes: Span<UInt8>) -> [String: String] {
    // Most servers send a few: the time, an identity, an account.
    var tags = [String: String](minimumCapacity: 4)
    var place = 0
    while place < bytes.count {
      let begin = place
      var equals: Int?
      while place < bytes.count, bytes[place] != UInt8(ascii: ";") {
        if equals == nil, bytes[place] == UInt8(ascii: "=") { equals = place }
        place += 1
      }
      let key = begin..<(equals ?? place)
      if !key.isEmpty {
        let value = equals.map { ($0 + 1)..<place } ?? place..<place
        tags[FallbackEncoding.repaired(bytes.extracting(key))] = unescaped(bytes.extracting(value))
      }
      place += 1
    }
    return tags
  }

  /// A value without its escapes: an unknown one gives the letter, one without a letter nothing.
  private static func unescaped(_ value: Span<UInt8>) -> String {
    var escape = 0
    while escape < value.count, value[escape] != UInt8(ascii: "\\") { escape += 1 }
    guard escape < value.count else { return FallbackEncoding.repaired(value) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(value.count)
    var isEscaped = false
    for place in value.indices {
      let byte = value[place]
      if isEscaped {
        bytes.append(escapes.first { $0.letter == byte }?.meant ?? byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What each letter after a backslash means.
  private static let escapes: [(letter: UInt8, meant: UInt8)] = [
    (UInt8(ascii: ":"), UInt8(ascii: ";")), (UInt8(ascii: "s"), 0x20), (UInt8(ascii: "\\"), UInt8(ascii: "\\")),
    (UInt8(ascii: "r"), 0x0D), (UInt8(ascii: "n"), 0x0A),
  ]

  /// Tags as they stand after `@`, sorted by key so that the same tags always give the same line.
  static func serialised(_ tags: [String: String]) throws(WireProblem) -> [UInt8] {
    var bytes: [UInt8] = []
    for (key, value) in tags.sorted(by: { $0.key < $1.key }) {
      guard isKey(key) else { throw .badTag(key) }
      guard !value.utf8.contains(0) else { throw .badTag(key) }
      if !bytes.isEmpty { bytes.append(UInt8(ascii: ";")) }
      bytes += key.utf8
      guard !value.isEmpty else { continue }
      bytes.append(UInt8(ascii: "="))
      for byte in value.utf8 {
        if let escape = escapes.first(where: { $0.meant == byte }) {
          bytes += [UInt8(ascii: "\\"), escape.letter]
        } else {
          bytes.append(byte)
        }
      }
    }
    return bytes
  }

  /// Whether it is `[+][vendor/]name`, so that it cannot end the tag, the tags or the line.
  private static func isKey(_ key: String) -> Bool {
    let name = key.utf8.first == UInt8(ascii: "+") ? key.utf8.dropFirst() : key.utf8[...]
    guard !name.isEmpty else { return false }
    return name.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): return true
      case UInt8(ascii: "-")...UInt8(ascii: "9"): return true  // - . / and digits
      default: return false
      }
    }
  }
}
