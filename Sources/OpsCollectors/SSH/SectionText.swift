/// What a probe answered to one request: the bytes between the lines of the frame, cut into named parts.
struct SectionText: Hashable, Sendable {
  /// The part of that name begins there and ends where the next begins.
  struct Part: Hashable, Sendable {
    var name: String
    var range: Range<Int>
  }

  /// The number of the request.
  var number: UInt64
  /// What was asked, as the probe names it.
  var name: String
  /// What the section ended with: 0, or the status of a command; 124 when it was stopped, 75 when it did not begin.
  var status: Int
  /// Everything between the lines of the frame.
  var bytes: [UInt8]
  /// The parts in order; empty for sections without parts.
  var parts: [Part]
  /// Whether the section was longer than allowed; then nothing of it was kept.
  var isTooLarge = false
  /// The part that was under way when the request was stopped; it may end anywhere, so it is none of `parts`.
  var cut: Part?

  /// What a request ends with that was stopped.
  static let stoppedStatus = 124

  /// Whether the request was stopped before it had told all.
  var isStopped: Bool { status == Self.stoppedStatus }

  /// The text before the first part, which is all of it where there are none.
  var head: ArraySlice<UInt8> { bytes[..<((parts.first ?? cut)?.range.lowerBound ?? bytes.endIndex)] }

  /// The text of the first part of that name, or nil.
  func part(_ name: String) -> ArraySlice<UInt8>? { parts.first { $0.name == name }.map { bytes[$0.range] } }

  /// The lines that came whole of the part that was cut; nil where it has another name.
  ///
  /// Only for text where every line stands for itself.
  func linesBeforeCut(_ name: String) -> ArraySlice<UInt8>? {
    guard let cut, cut.name == name else { return nil }
    // The last newline is that of the probe, which stands before a line of the frame.
    let text = bytes[cut.range].dropLast()
    return text.lastIndex(of: Byte.newline).map { text[...$0] } ?? []
  }

  /// The parts whose names begin with a word and a blank, with the rest of their names.
  func parts(beginning word: String) -> [(rest: String, text: ArraySlice<UInt8>)] {
    parts.compactMap { part in
      part.name.hasPrefix(word + " ") ? (String(part.name.dropFirst(word.count + 1)), bytes[part.range]) : nil
    }
  }
}
