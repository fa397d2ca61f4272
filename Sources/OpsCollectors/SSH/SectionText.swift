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

  /// The text before the first part, which is all of it where there are none.
  var head: ArraySlice<UInt8> { bytes[..<(parts.first?.range.lowerBound ?? bytes.endIndex)] }

  /// The text of the first part of that name, or nil.
  func part(_ name: String) -> ArraySlice<UInt8>? { parts.first { $0.name == name }.map { bytes[$0.range] } }

  /// The parts whose names begin with a word and a blank, with the rest of their names.
  func parts(beginning word: String) -> [(rest: String, text: ArraySlice<UInt8>)] {
    parts.compactMap { part in
      part.name.hasPrefix(word + " ") ? (String(part.name.dropFirst(word.count + 1)), bytes[part.range]) : nil
    }
  }
}
