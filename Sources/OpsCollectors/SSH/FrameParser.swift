import OpsDomain

/// Cuts one stream of a probe into sections.
///
/// Pure, incremental and bounded. Lines of the frame begin with the session's mark. What stands outside of sections is noise, as a login banner or the
/// words of ssh itself: its end is kept for messages, and too much of it before the greeting is garbage.
struct FrameParser {
  /// The longest line, in bytes.
  static let longestLine = 64 * 1024
  /// The longest section, in bytes.
  static let longestSection = 4 * 1024 * 1024
  /// The most noise before the greeting, in bytes.
  static let mostNoise = 64 * 1024
  /// How much of the noise is kept, in bytes.
  static let keptNoise = 4096
  /// How much of a section that was broken off is looked at, in bytes.
  static let keptWords = 256
  /// The most parts of a section.
  static let mostParts = 256

  /// What was found.
  enum Event: Hashable {
    /// The probe runs, on a system of that kind: `linux` or `posix`.
    case hello(system: String)
    /// A request was answered.
    case section(SectionText)
  }

  private let mark: [UInt8]
  /// Whether noise is limited: on the stream that greets, from the first byte on.
  private let limitsNoise: Bool
  /// The section that has begun and what came of it; else the line that is not complete yet.
  private var buffer: [UInt8] = []
  private var open: SectionText?
  /// Where what belongs to the open section begins.
  private var bodyStart = 0
  /// Where the line begins that is not complete yet.
  private var lineStart = 0
  /// No line ends between there and `lineStart`.
  private var scanned = 0
  private var noiseCount = 0
  /// The end of what was said outside of sections.
  private(set) var noise: [UInt8] = []

  /// A parser for the session of that mark; `greets` for the stream that begins with a greeting.
  init(mark: String, greets: Bool) {
    self.mark = Array(mark.utf8)
    limitsNoise = greets
  }

  /// The request whose answer has begun and not ended.
  var openNumber: UInt64? { open?.number }

  /// Takes in bytes as they come and gives what is complete; throws where nothing more can be made of them.
  mutating func feed(_ bytes: some Sequence<UInt8>) throws(LinkFailure) -> [Event] {
    buffer.append(contentsOf: bytes)
    var events: [Event] = []
    while let end = nextLineEnd() {
      let line = lineStart..<end
      lineStart = end + 1
      if isFrame(line) {
        if let event = try takeFrame(line) { events.append(event) }
      } else if open == nil {
        try addNoise(line)
      }
    }
    try dropUnneeded()
    return events
  }

  /// What of the noise may help a person, with the end of what is not complete: ssh's last words may stand in a section.
  var noiseText: String {
    String(decoding: noise + buffer.suffix(open == nil ? Self.keptNoise : Self.keptWords), as: UTF8.self)
  }

  private mutating func nextLineEnd() -> Int? {
    let end = Self.lineEnd(buffer.span, from: scanned)
    scanned = min(end + 1, buffer.count)
    return end < buffer.count ? end : nil
  }

  /// Where the next newline is, or the end of the bytes.
  private static func lineEnd(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != Byte.newline { index += 1 }
    return index
  }

  private func isFrame(_ line: Range<Int>) -> Bool {
    guard let first = mark.first, line.count > mark.count, buffer[line.lowerBound] == first else { return false }
    return buffer[line].starts(with: mark) && buffer[line.lowerBound + mark.count] == Byte.space
  }
}

extension FrameParser {
  /// Takes a line of the frame: `hello 1 SYSTEM`, `begin N NAME`, `part NAME`, `end N STATUS`.
  private mutating func takeFrame(_ line: Range<Int>) throws(LinkFailure) -> Event? {
    let frame = buffer[(line.lowerBound + mark.count + 1)..<line.upperBound]
    var words = ByteScanner(frame)
    let kind = words.nextWord() ?? []
    if kind.spells("begin"), let number = words.nextNumber(), let name = words.nextWord() {
      // One that was never ended is forgotten: the probe's job was killed.
      open = SectionText(number: number, name: name.text, status: 0, bytes: [], parts: [])
      bodyStart = line.upperBound + 1
      return nil
    }
    if kind.spells("end"), let number = words.nextNumber(), number == open?.number, let status = words.nextNumber() {
      return .section(close(at: line.lowerBound, status: Int(clamping: status)))
    }
    if kind.spells("part"), open != nil {
      addPart(frame.dropFirst(5).text, line)
      return nil
    }
    if kind.spells("hello"), open == nil, words.nextNumber() == 1, let system = words.nextWord() {
      return .hello(system: system.text)
    }
    throw LinkFailure(.garbage, "the probe's answer cannot be read: “\(frame.prefix(80).text)”")
  }

  private mutating func addPart(_ name: String, _ line: Range<Int>) {
    guard var section = open, !section.isTooLarge else { return }
    open = nil
    endPart(of: &section, at: line.lowerBound)
    if section.parts.count < Self.mostParts {
      let start = line.upperBound + 1 - bodyStart
      section.parts.append(SectionText.Part(name: name, range: start..<start))
    } else {
      section.isTooLarge = true
    }
    open = section
  }

  private func endPart(of section: inout SectionText, at place: Int) {
    guard let last = section.parts.indices.last else { return }
    let start = section.parts[last].range.lowerBound
    section.parts[last].range = start..<max(start, place - bodyStart)
  }

  /// Ends the open section at that place of the buffer.
  private mutating func close(at end: Int, status: Int) -> SectionText {
    var section = open ?? SectionText(number: 0, name: "", status: 0, bytes: [], parts: [])
    open = nil
    section.status = status
    if section.isTooLarge {
      section.parts = []
    } else {
      endPart(of: &section, at: end)
      section.bytes = Array(buffer[bodyStart..<max(bodyStart, end)])
      // What was under way is not told: half of it would look like all of it.
      if section.isStopped { section.cut = section.parts.popLast() }
    }
    return section
  }

  private mutating func addNoise(_ range: Range<Int>) throws(LinkFailure) {
    noiseCount += range.count + 1
    noise += buffer[range].suffix(Self.keptNoise)
    noise.append(Byte.newline)
    if noise.count > Self.keptNoise { noise.removeFirst(noise.count - Self.keptNoise) }
    if limitsNoise, noiseCount > Self.mostNoise {
      throw LinkFailure(
        .garbage, "more than \(Self.mostNoise / 1024) KiB came that no probe of ours wrote",
        remedy: "look at what the login shell prints: ssh HOST true")
    }
  }

  /// Forgets what was dealt with, and what is longer than allowed.
  private mutating func dropUnneeded() throws(LinkFailure) {
    if buffer.count - lineStart > Self.longestLine {
      if open == nil { try addNoise(lineStart..<buffer.count) } else { open?.isTooLarge = true }
      lineStart = buffer.count
      scanned = lineStart
    }
    if open != nil, lineStart - bodyStart > Self.longestSection { open?.isTooLarge = true }
    guard let section = open, !section.isTooLarge else {
      drop(lineStart)
      bodyStart = 0
      return
    }
    drop(bodyStart)
  }

  private mutating func drop(_ count: Int) {
    if count >= buffer.count {
      // Gives the memory back: a thousand sessions wait most of the time.
      buffer = []
    } else if count > 0 {
      buffer.removeFirst(count)
    }
    lineStart -= min(count, lineStart)
    scanned -= min(count, scanned)
    bodyStart -= min(count, bodyStart)
  }
}
