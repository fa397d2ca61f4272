/// Cuts what comes over a connection into lines that end with `\n` or `\r\n`.
///
/// It never holds more than one line of the longest length, whatever comes.
public struct LineFramer: Sendable {
  /// The longest line that is taken, without its end, in bytes: tags, a message, and room for servers that count
  /// less strictly than the specification.
  public static let lineBytesMax = 8191 + 512 + tolerance
  /// By how much a server may exceed the specification, in bytes.
  public static let tolerance = 1024

  /// The beginning of a line whose end has not come.
  private var pending: [UInt8] = []
  /// Whether the line that is coming is too long, so that its rest is dropped.
  private var isDropping = false
  /// How many lines were dropped since the connection began, because they were too long.
  public private(set) var droppedLines = 0

  /// How many bytes are held of a line whose end has not come; never more than one line has.
  public var heldBytes: Int { pending.count }

  /// Nothing has come.
  public init() {}

  /// Takes bytes and tells each line that is whole, without its end; empty ones are left out.
  ///
  /// Lines that stand whole in the bytes are told without being copied. Returns how many lines were found too long in
  /// these bytes; each is counted once, however many bytes it has.
  @discardableResult
  public mutating func feed(_ bytes: Span<UInt8>, _ take: (Span<UInt8>) -> Void) -> Int {
    let before = droppedLines
    var begin = 0
    while begin < bytes.count {
      var end = begin
      while end < bytes.count, bytes[end] != 0x0A { end += 1 }
      let piece = bytes.extracting(begin..<end)
      if end < bytes.count { finish(piece, take) } else { keep(piece) }
      begin = end + 1
    }
    return droppedLines - before
  }

  /// Takes bytes as above, as NIO's `readableBytesSpan` gives them.
  @discardableResult
  public mutating func feed(_ bytes: RawSpan, _ take: (Span<UInt8>) -> Void) -> Int {
    feed(Span<UInt8>(_bytes: bytes), take)
  }

  /// Takes bytes as above.
  @discardableResult
  public mutating func feed(_ bytes: [UInt8], _ take: (Span<UInt8>) -> Void) -> Int {
    feed(bytes.span, take)
  }

  /// The last piece of a line has come.
  private mutating func finish(_ piece: Span<UInt8>, _ take: (Span<UInt8>) -> Void) {
    if isDropping {
      isDropping = false
    } else if pending.isEmpty {
      tell(piece, take)
    } else if keep(piece) {
      let line = pending
      pending.removeAll(keepingCapacity: true)
      tell(line.span, take)
    } else {
      isDropping = false
    }
  }

  private mutating func tell(_ line: Span<UInt8>, _ take: (Span<UInt8>) -> Void) {
    var end = line.count
    // Some servers end lines with more than one CR.
    while end > 0, line[end - 1] == 0x0D { end -= 1 }
    guard end <= Self.lineBytesMax else {
      droppedLines &+= 1
      return
    }
    if end > 0 { take(line.extracting(0..<end)) }
  }

  /// Keeps a piece until the rest of its line comes; false where the line has become too long.
  @discardableResult
  private mutating func keep(_ piece: Span<UInt8>) -> Bool {
    guard !isDropping else { return false }
    // One more for a CR that may be its last byte.
    guard pending.count + piece.count <= Self.lineBytesMax + 1 else {
      pending = []
      isDropping = true
      droppedLines &+= 1
      return false
    }
    for place in piece.indices { pending.append(piece[place]) }
    return true
  }
}
