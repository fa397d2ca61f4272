/// Walks over bytes of text by lines and words, without copying and without traps.
struct ByteScanner {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  /// A scanner at the start of these bytes.
  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// What was not walked over yet.
  var rest: ArraySlice<UInt8> { bytes[position...] }

  /// The next line without its end (`\n`, or `\r\n`), or nil at the end of the text.
  mutating func nextLine() -> ArraySlice<UInt8>? {
    guard position < bytes.endIndex else { return nil }
    let start = position
    let end = firstIndex(of: Byte.newline) ?? bytes.endIndex
    position = min(end + 1, bytes.endIndex)
    let last = end > start && bytes[end - 1] == Byte.carriageReturn ? end - 1 : end
    return bytes[start..<last]
  }

  /// The next run of bytes that are not blank, or nil where there is none.
  mutating func nextWord() -> ArraySlice<UInt8>? {
    let end = bytes.endIndex
    while position < end, Byte.isBlank(bytes[position]) { position += 1 }
    let start = position
    while position < end, !Byte.isBlank(bytes[position]) { position += 1 }
    return start < position ? bytes[start..<position] : nil
  }

  /// The next word as a whole number, or nil where there is no word or it is not one that fits.
  mutating func nextNumber() -> UInt64? { nextWord()?.decimal }

  /// Where the byte is next, from here on.
  private func firstIndex(of byte: UInt8) -> Int? {
    let span = bytes.span
    var index = position - bytes.startIndex
    while index < span.count, span[index] != byte { index += 1 }
    return index < span.count ? index + bytes.startIndex : nil
  }
}

/// The bytes that the parsers of this target name.
enum Byte {
  static let tab = UInt8(ascii: "\t")
  static let newline = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let space = UInt8(ascii: " ")
  static let zero = UInt8(ascii: "0")
  static let colon = UInt8(ascii: ":")
  static let dot = UInt8(ascii: ".")
  static let minus = UInt8(ascii: "-")
  static let plus = UInt8(ascii: "+")

  /// Whether the byte parts words within a line.
  static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }
  /// Whether the byte is one of 0…9.
  static func isDigit(_ byte: UInt8) -> Bool { byte &- zero < 10 }
}

extension ArraySlice<UInt8> {
  /// The bytes as a whole decimal number; nil when empty, when there is another byte, or when 64 bits do not hold it.
  var decimal: UInt64? {
    guard !isEmpty else { return nil }
    var value: UInt64 = 0
    for byte in self {
      guard Byte.isDigit(byte) else { return nil }
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(UInt64(byte &- Byte.zero))
      guard !overflow, !carry else { return nil }
      value = sum
    }
    return value
  }

  /// The bytes as a whole hexadecimal number without a prefix; nil as for `decimal`.
  var hexadecimal: UInt64? {
    guard !isEmpty, count <= 16 else { return nil }
    var value: UInt64 = 0
    for byte in self {
      switch byte {
      case Byte.zero...UInt8(ascii: "9"): value = value << 4 | UInt64(byte &- Byte.zero)
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt64(byte &- 87)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt64(byte &- 55)
      default: return nil
      }
    }
    return value
  }

  /// The bytes as a number of the form `12.34`, as the kernel writes its averages; nil when it is not one.
  ///
  /// No sign and no exponent, at most 19 digits, so that arithmetic stays exact or nearly so.
  var fixedPoint: Double? {
    guard !isEmpty, count <= 20 else { return nil }
    var digits: UInt64 = 0
    var scale = 1.0
    var seenDot = false
    var seenDigit = false
    for byte in self {
      if Byte.isDigit(byte) {
        let (tens, overflow) = digits.multipliedReportingOverflow(by: 10)
        let (sum, carry) = tens.addingReportingOverflow(UInt64(byte &- Byte.zero))
        guard !overflow, !carry else { return nil }
        digits = sum
        seenDigit = true
        if seenDot { scale *= 10 }
      } else if byte == Byte.dot, !seenDot {
        seenDot = true
      } else {
        return nil
      }
    }
    return seenDigit ? Double(digits) / scale : nil
  }

  /// The bytes as text, not yet harmless; what is not UTF-8 is replaced.
  var text: String { String(decoding: self, as: UTF8.self) }

  /// Whether the bytes are exactly this text.
  func spells(_ word: String) -> Bool { elementsEqual(word.utf8) }

  /// Whether the bytes begin with this text.
  func begins(with word: String) -> Bool { starts(with: word.utf8) }

  /// The bytes before the first such byte and those after it; nil when it does not occur.
  func parted(at byte: UInt8) -> (before: ArraySlice<UInt8>, after: ArraySlice<UInt8>)? {
    guard let place = firstIndex(of: byte) else { return nil }
    return (self[..<place], self[(place + 1)...])
  }
}
