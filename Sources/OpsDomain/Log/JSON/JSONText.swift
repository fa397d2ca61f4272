extension JSONScanner {
  /// Takes a text.
  mutating func string() throws(OperationProblem) -> String {
    let (inside, isEscaped) = try skipString()
    skipSpace()
    return isEscaped ? try unescaped(inside) : String(decoding: bytes[inside], as: UTF8.self)
  }

  /// The text of a string that has been gone over, its escapes resolved.
  private func unescaped(_ inside: Range<Int>) throws(OperationProblem) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(inside.count)
    var place = inside.lowerBound
    while place < inside.upperBound {
      guard bytes[place] == UInt8(ascii: "\\") else {
        text.append(bytes[place])
        place += 1
        continue
      }
      let (scalar, length) = try escaped(at: place)
      text.append(contentsOf: UTF8.encode(scalar) ?? .init())
      place += length
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// What an escape stands for, and its length; two halves of a surrogate pair are one.
  private func escaped(at place: Int) throws(OperationProblem) -> (Unicode.Scalar, length: Int) {
    switch bytes[place + 1] {
    case UInt8(ascii: "n"): return ("\n", 2)
    case UInt8(ascii: "t"): return ("\t", 2)
    case UInt8(ascii: "r"): return ("\r", 2)
    case UInt8(ascii: "b"): return ("\u{8}", 2)
    case UInt8(ascii: "f"): return ("\u{C}", 2)
    case UInt8(ascii: "u"): break
    case let byte: return (Unicode.Scalar(byte), 2)
    }
    guard let unit = hexadecimal(at: place + 2) else { throw problem(.syntax, "has a bad \\u in a text") }
    if let scalar = Unicode.Scalar(unit) { return (scalar, 6) }
    guard unit < 0xDC00, bytes[place + 6] == UInt8(ascii: "\\"), bytes[place + 7] == UInt8(ascii: "u"),
      let low = hexadecimal(at: place + 8), (0xDC00..<0xE000).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    else { throw problem(.invalid, "has half a surrogate pair in a text") }
    return (scalar, 12)
  }

  /// The number that four hexadecimal digits stand for; nil when they are not four.
  func hexadecimal(at place: Int) -> UInt32? {
    guard place + 4 <= bytes.count else { return nil }
    var value: UInt32 = 0
    for byte in bytes[place..<place + 4] {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt32(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt32(byte - UInt8(ascii: "a") + 10)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): value = value << 4 | UInt32(byte - UInt8(ascii: "A") + 10)
      default: return nil
      }
    }
    return value
  }

  /// A part that is well-formed JSON without the spaces between values, and with what could do harm escaped.
  func compact(_ part: Range<Int>) -> String {
    var writer = JSONWriter()
    var isInside = false
    var wasBackslash = false
    for scalar in String(decoding: bytes[part], as: UTF8.self).unicodeScalars {
      if isInside {
        if scalar.value < 0x7F { writer.byte(UInt8(truncatingIfNeeded: scalar.value)) } else { writer.letter(scalar) }
        if scalar == "\"", !wasBackslash { isInside = false }
        wasBackslash = scalar == "\\" && !wasBackslash
      } else if scalar.value > 0x20 {
        writer.byte(UInt8(truncatingIfNeeded: scalar.value))
        isInside = scalar == "\""
      }
    }
    return writer.text
  }
}
