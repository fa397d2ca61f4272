/// Who takes samples from an exposition.
protocol ExpositionReader {
  /// How the reader names a metric that it wants.
  associatedtype Metric
  /// The metric whose name has this hash; nil to leave its samples out, unread.
  func metric(_ name: ByteHash) -> Metric?
  /// Takes a sample; the labels stand in the line between these places, and were found to be well formed.
  mutating func take(_ metric: Metric, _ line: borrowing Span<UInt8>, labels: Range<Int>, value: Double)
}

/// Parses the text exposition format of Prometheus, version 0.0.4, as its bytes come.
///
/// A line is a comment (`# HELP`, `# TYPE`), or a name, labels in braces, a number, and perhaps a time, which is left
/// out. Lines that the reader does not want are passed over unread; lines that it wants and that are malformed are
/// counted. Nothing is kept but an unfinished line. Format: prometheus.io/docs/instrumenting/exposition_formats.
struct Exposition {
  /// The longest line that is read, in bytes; longer ones are passed over and counted as malformed.
  static let longestLine = 64 << 10
  /// The most labels that a sample may have.
  static let mostLabels = 64

  /// Samples that the reader took.
  private(set) var taken = 0
  /// Lines that look like samples, wanted or not.
  private(set) var samples = 0
  /// Lines that were wanted, or too long, and not understood.
  private(set) var malformed = 0
  /// The first of those, cut; not yet harmless.
  private(set) var firstMalformed: String?

  private var unfinished: [UInt8] = []
  private var isPassingOver = false

  /// Takes the next bytes.
  mutating func consume(_ chunk: borrowing Span<UInt8>, into reader: inout some ExpositionReader) {
    var start = 0
    if isPassingOver || !unfinished.isEmpty {
      let end = newline(in: chunk, from: 0)
      keep(chunk, 0..<end)
      guard end < chunk.count else { return }
      endUnfinished(into: &reader)
      start = end + 1
    }
    while start < chunk.count {
      let end = newline(in: chunk, from: start)
      guard end < chunk.count else { return keep(chunk, start..<end) }
      if end - start <= Self.longestLine {
        line(chunk, start..<end, into: &reader)
      } else {
        reject(chunk, start..<end)
      }
      start = end + 1
    }
  }

  /// Takes note that no more bytes come; a last line without its end counts only when the transport says that the
  /// page is whole, since a number that was cut is another number.
  mutating func finish(isWhole: Bool, into reader: inout some ExpositionReader) {
    if isWhole { endUnfinished(into: &reader) }
    unfinished = []
    isPassingOver = false
  }

  /// Where the next newline is, or the end.
  private func newline(in bytes: borrowing Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != Byte.newline { index += 1 }
    return index
  }

  /// Keeps the beginning of a line whose end has not come.
  private mutating func keep(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) {
    guard !isPassingOver else { return }
    guard unfinished.count + range.count <= Self.longestLine else {
      let kept = unfinished
      unfinished = []
      if kept.isEmpty { reject(bytes, range) } else { reject(kept.span, 0..<kept.count) }
      isPassingOver = true
      return
    }
    for index in range { unfinished.append(bytes[index]) }
  }

  /// Reads the line that was kept.
  private mutating func endUnfinished(into reader: inout some ExpositionReader) {
    if !isPassingOver {
      let whole = unfinished
      line(whole.span, 0..<whole.count, into: &reader)
    }
    isPassingOver = false
    unfinished.removeAll(keepingCapacity: true)
  }

  /// Counts a line that was not understood.
  private mutating func reject(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) {
    malformed += 1
    guard firstMalformed == nil else { return }
    let shown = range.prefix(MalformedText.longestLine).map { bytes[$0] }
    firstMalformed = String(decoding: shown, as: UTF8.self)
  }

  /// Reads one line.
  private mutating func line(
    _ bytes: borrowing Span<UInt8>, _ range: Range<Int>, into reader: inout some ExpositionReader
  ) {
    var index = range.lowerBound
    let end = range.upperBound
    while index < end, Byte.isBlank(bytes[index]) { index += 1 }
    guard index < end, Self.isNameStart(bytes[index]) else { return }
    samples += 1
    var name = ByteHash()
    while index < end {
      let byte = bytes[index]
      if byte == UInt8(ascii: "{") || byte <= Byte.space { break }
      name.add(byte)
      index += 1
    }
    guard let metric = reader.metric(name) else { return }
    guard let (labels, value) = Self.labelsAndValue(bytes, index..<end) else { return reject(bytes, range) }
    taken += 1
    reader.take(metric, bytes, labels: labels, value: value)
  }

  /// What stands behind the name: labels, or an empty range, and the number; nil when it is malformed.
  private static func labelsAndValue(
    _ bytes: borrowing Span<UInt8>, _ range: Range<Int>
  ) -> (labels: Range<Int>, value: Double)? {
    var index = range.lowerBound
    let end = range.upperBound
    index = afterBlanks(bytes, index..<end)
    var labels = index..<index
    if index < end, bytes[index] == UInt8(ascii: "{") {
      var cursor = LabelCursor(index + 1..<end)
      var count = 0
      while cursor.next(in: bytes) != nil {
        count += 1
        if count > mostLabels { return nil }
      }
      guard let close = cursor.close else { return nil }
      labels = index + 1..<close
      index = close + 1
    }
    index = afterBlanks(bytes, index..<end)
    let number = index..<afterWord(bytes, index..<end)
    guard let value = ExpositionNumber.parse(bytes, number) else { return nil }
    index = afterBlanks(bytes, number.upperBound..<end)
    let time = index..<afterWord(bytes, index..<end)
    if !time.isEmpty, ExpositionNumber.parse(bytes, time) == nil { return nil }
    return afterBlanks(bytes, time.upperBound..<end) == end ? (labels, value) : nil
  }

  /// Where the blanks end that the range begins with; a carriage return counts as one, for pages with `\r\n`.
  private static func afterBlanks(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Int {
    var index = range.lowerBound
    while index < range.upperBound, bytes[index] <= Byte.space { index += 1 }
    return index
  }

  /// Where the word ends that the range begins with.
  private static func afterWord(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Int {
    var index = range.lowerBound
    while index < range.upperBound, bytes[index] > Byte.space { index += 1 }
    return index
  }

  /// Whether a metric's name may begin with the byte.
  private static func isNameStart(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")) || byte == UInt8(ascii: "_")
      || byte == Byte.colon
  }
}
