extension IRCMessage {
  /// Who writes a line: servers name a source, clients may not.
  public enum Writer: Hashable, Sendable { case client, server }

  /// The longest line without tags, with its end, in bytes.
  public static let lineBytesMax = 512
  /// The longest tags of a client, without `@` and the blank, in bytes.
  public static let clientTagBytesMax = 4094
  /// The longest tags of a server, without `@` and the blank, in bytes.
  public static let serverTagBytesMax = 8189

  /// The line with CR LF, as UTF-8 or, where `encoding` is given, in that.
  ///
  /// The last parameter gets a colon where it needs one.
  public func line(
    encoding: FallbackEncoding? = nil, by writer: Writer = .client, limit: Int = lineBytesMax
  ) throws(WireProblem) -> [UInt8] {
    let tags = try tagBytes(writer)
    var bytes: [UInt8] = []
    if let source {
      guard writer == .server else { throw .source }
      try Self.append(":" + source.text, to: &bytes, encoding)
      guard Self.isWord(bytes) else { throw .source }
      bytes.append(0x20)
    }
    guard isCommand else { throw .badCommand }
    bytes += command.utf8
    for place in parameters.indices { try append(place, to: &bytes, encoding) }
    bytes += [0x0D, 0x0A]
    guard bytes.count <= limit else { throw .tooLong(bytes.count, limit: limit) }
    return tags + bytes
  }

  private func tagBytes(_ writer: Writer) throws(WireProblem) -> [UInt8] {
    guard !tags.isEmpty else { return [] }
    let bytes = try MessageTags.serialised(tags)
    let limit = writer == .client ? Self.clientTagBytesMax : Self.serverTagBytesMax
    guard bytes.count <= limit else { throw .tagsTooLong(bytes.count, limit: limit) }
    return [UInt8(ascii: "@")] + bytes + [0x20]
  }

  private var isCommand: Bool {
    let isDigit = { (byte: UInt8) in byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
    if command.utf8.count == 3, command.utf8.allSatisfy(isDigit) { return true }
    return !command.isEmpty
      && command.utf8.allSatisfy { $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z") }
  }

  private func append(
    _ place: Int, to bytes: inout [UInt8], _ encoding: FallbackEncoding?
  ) throws(WireProblem) {
    var parameter: [UInt8] = []
    try Self.append(parameters[place], to: &parameter, encoding)
    for byte in parameter where byte == 0 || byte == 0x0A || byte == 0x0D { throw .lineBreak(parameter: place) }
    let isPlain = !parameter.isEmpty && parameter.first != UInt8(ascii: ":") && Self.isWord(parameter)
    guard isPlain || place == parameters.count - 1 else { throw .notLast(parameter: place) }
    bytes.append(0x20)
    if !isPlain { bytes.append(UInt8(ascii: ":")) }
    bytes += parameter
  }

  private static func append(
    _ text: String, to bytes: inout [UInt8], _ encoding: FallbackEncoding?
  ) throws(WireProblem) {
    if let encoding { bytes += try encoding.bytes(text) } else { bytes += text.utf8 }
  }

  /// Whether nothing in it ends a word or a line.
  private static func isWord(_ bytes: [UInt8]) -> Bool {
    !bytes.contains { $0 == 0x20 || $0 == 0 || $0 == 0x0A || $0 == 0x0D }
  }
}
