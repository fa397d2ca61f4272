/// What SASL says, cut for AUTHENTICATE (https://ircv3.net/specs/extensions/sasl-3.1).
enum SASLChunks {
  /// The bytes of a full line; a shorter one ends what is said.
  static let bytes = 400

  /// The parameters of the lines that say a base64 text: after a last one that is full, or for nothing, `+`.
  static func split(_ base64: String) -> [String] {
    var rest = base64.utf8[...]
    var chunks: [String] = []
    while !rest.isEmpty {
      chunks.append(String(decoding: rest.prefix(bytes), as: UTF8.self))
      rest = rest.dropFirst(bytes)
    }
    if chunks.last.map({ $0.utf8.count == bytes }) ?? true { chunks.append("+") }
    return chunks
  }
}
