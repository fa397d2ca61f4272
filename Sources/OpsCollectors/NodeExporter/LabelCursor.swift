/// Walks over the labels of a sample: `device="vda",mode="a \"b\""`.
struct LabelCursor {
  /// One label: the hash of its name, and where its value stands between the quotes.
  struct Label {
    var name: ByteHash
    var value: Range<Int>
    var hasEscapes: Bool
  }

  private var index: Int
  private let end: Int
  /// Where the closing brace is, once it was reached.
  private(set) var close: Int?

  /// A cursor at the first of the labels in this range, which may hold the closing brace and what follows it.
  init(_ range: Range<Int>) {
    index = range.lowerBound
    end = range.upperBound
  }

  /// The next label; nil at the closing brace, at the end, and where the text is malformed.
  mutating func next(in bytes: borrowing Span<UInt8>) -> Label? {
    skipBlanks(bytes)
    guard index < end else { return nil }
    if bytes[index] == UInt8(ascii: "}") {
      close = index
      return nil
    }
    var name = ByteHash()
    while index < end, bytes[index] > Byte.space, bytes[index] != UInt8(ascii: "=") {
      name.add(bytes[index])
      index += 1
    }
    guard pass(UInt8(ascii: "="), bytes), pass(UInt8(ascii: "\""), bytes), let label = value(of: name, bytes) else {
      index = end
      return nil
    }
    skipBlanks(bytes)
    if index < end, bytes[index] == UInt8(ascii: ",") {
      index += 1
    } else if index < end, bytes[index] != UInt8(ascii: "}") {
      index = end
      return nil
    }
    return label
  }

  /// The value that begins here, up to its closing quote.
  private mutating func value(of name: ByteHash, _ bytes: borrowing Span<UInt8>) -> Label? {
    let start = index
    var hasEscapes = false
    while index < end, bytes[index] != UInt8(ascii: "\"") {
      if bytes[index] == UInt8(ascii: "\\") {
        hasEscapes = true
        index += 1
      }
      index += 1
    }
    guard index < end else { return nil }
    index += 1
    return Label(name: name, value: start..<index - 1, hasEscapes: hasEscapes)
  }

  /// Passes over the byte, with blanks before it; false when another stands there.
  private mutating func pass(_ byte: UInt8, _ bytes: borrowing Span<UInt8>) -> Bool {
    skipBlanks(bytes)
    guard index < end, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  private mutating func skipBlanks(_ bytes: borrowing Span<UInt8>) {
    while index < end, Byte.isBlank(bytes[index]) { index += 1 }
  }
}

extension LabelCursor.Label {
  /// The value as text, with `\\`, `\"` and `\n` turned back, not yet harmless; what is not UTF-8 is replaced.
  func text(in bytes: borrowing Span<UInt8>) -> String {
    var plain: [UInt8] = []
    plain.reserveCapacity(value.count)
    var isEscaped = false
    for index in value {
      let byte = bytes[index]
      if isEscaped {
        plain.append(byte == UInt8(ascii: "n") ? Byte.newline : byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else {
        plain.append(byte)
      }
    }
    return String(decoding: plain, as: UTF8.self)
  }
}
