extension IRCMessage {
  /// The most parameters that are told apart; what follows stays in the last one as it stands.
  ///
  /// The protocol names 15 and asks receivers to take more, as some lists have them.
  public static let parametersMax = 100

  /// Reads a line without its end; nil where it has no verb, as an empty one.
  ///
  /// Bytes that are not UTF-8 are read by `fallback`, each part of the line by itself. Any bytes can be read.
  public init?(_ line: Span<UInt8>, fallback: FallbackEncoding = .cp1252) {
    var end = line.count
    while end > 0, line[end - 1] == UInt8(ascii: "\r") || line[end - 1] == UInt8(ascii: "\n") { end -= 1 }
    self.init(LineParser(end: end), line, fallback)
  }

  /// Reads a line without its end, as above.
  public init?(_ line: ArraySlice<UInt8>, fallback: FallbackEncoding = .cp1252) {
    self.init(line.span, fallback: fallback)
  }

  /// Reads a line without its end, as above.
  public init?(_ line: [UInt8], fallback: FallbackEncoding = .cp1252) {
    self.init(line.span, fallback: fallback)
  }

  /// Reads a line without its end, as a person types it after `/quote`.
  public init?(_ line: String) {
    self.init(Array(line.utf8).span, fallback: .cp1252)
  }

  private init?(_ start: LineParser, _ line: Span<UInt8>, _ fallback: FallbackEncoding) {
    var parser = start
    parser.skipBlanks(line)
    tags = [:]
    if parser.take(UInt8(ascii: "@"), line) { tags = MessageTags.parse(line.extracting(parser.word(line))) }
    if parser.take(UInt8(ascii: ":"), line) {
      source = IRCSource(line.extracting(parser.word(line)), fallback)
    }
    let verb = parser.word(line)
    guard !verb.isEmpty else { return nil }
    command = Self.capitals(line.extracting(verb), fallback)
    // Escape sequences alone are no letters.
    guard !command.isEmpty else { return nil }
    parameters = []
    while let range = parser.parameter(line, isLast: parameters.count == Self.parametersMax - 1) {
      if parameters.isEmpty { parameters.reserveCapacity(4) }
      parameters.append(fallback.text(line.extracting(range)))
    }
  }

  /// The verb in capitals; most come so.
  private static func capitals(_ verb: Span<UInt8>, _ fallback: FallbackEncoding) -> String {
    let text = fallback.text(verb)
    let isSmall = { (byte: UInt8) in byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") }
    guard text.utf8.contains(where: isSmall) else { return text }
    return String(decoding: text.utf8.map { isSmall($0) ? $0 & ~0x20 : $0 }, as: UTF8.self)
  }
}

/// A place in a line; the line itself is given to each step.
private struct LineParser {
  private var place = 0
  private let end: Int

  init(end: Int) { self.end = end }

  /// Passes blanks; a tabulator is none.
  mutating func skipBlanks(_ line: Span<UInt8>) {
    while place < end, line[place] == 0x20 { place += 1 }
  }

  /// Passes a mark when it stands here.
  mutating func take(_ mark: UInt8, _ line: Span<UInt8>) -> Bool {
    guard place < end, line[place] == mark else { return false }
    place += 1
    return true
  }

  /// What stands before the next blank; the place is then after all blanks that follow.
  mutating func word(_ line: Span<UInt8>) -> Range<Int> {
    let begin = place
    while place < end, line[place] != 0x20 { place += 1 }
    let word = begin..<place
    skipBlanks(line)
    return word
  }

  /// The next parameter; the last one that is told apart holds all that is left.
  mutating func parameter(_ line: Span<UInt8>, isLast: Bool) -> Range<Int>? {
    guard place < end else { return nil }
    let isTrailing = take(UInt8(ascii: ":"), line)
    guard isTrailing || isLast else { return word(line) }
    defer { place = end }
    return place..<end
  }
}
