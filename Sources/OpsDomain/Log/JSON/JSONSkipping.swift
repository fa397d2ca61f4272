extension JSONScanner {
  /// Goes over one value of any kind, and makes sure that it is well formed.
  mutating func skipValue(depth: Int = 0) throws(OperationProblem) {
    guard depth < Self.depthMax else { throw problem(.tooLarge, "is nested too deeply") }
    switch next {
    case UInt8(ascii: "\""): _ = try skipString()
    case UInt8(ascii: "{"): try skipObject(depth: depth)
    case UInt8(ascii: "["): try skipList(depth: depth)
    case UInt8(ascii: "t"): try skipWord("true")
    case UInt8(ascii: "f"): try skipWord("false")
    case UInt8(ascii: "n"): try skipWord("null")
    default: try skipNumber()
    }
    skipSpace()
  }

  /// Goes over a string; returns what stands between the quotes, and whether an escape is in it.
  mutating func skipString() throws(OperationProblem) -> (inside: Range<Int>, isEscaped: Bool) {
    guard next == UInt8(ascii: "\"") else { throw problem(.invalid, "is not a text") }
    position += 1
    let start = position
    var isEscaped = false
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return (start..<position - 1, isEscaped)
      case UInt8(ascii: "\\"):
        isEscaped = true
        position += 1
        try skipEscape()
      case 0..<0x20: throw problem(.syntax, "has a control character in a text")
      default: position += 1
      }
    }
    throw problem(.syntax, "has a text without an end")
  }

  private mutating func skipEscape() throws(OperationProblem) {
    switch next {
    case UInt8(ascii: "u"):
      guard hexadecimal(at: position + 1) != nil else { throw problem(.syntax, "has a bad \\u in a text") }
      position += 5
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 1
    default: throw problem(.syntax, "has an unknown escape in a text")
    }
  }

  private mutating func skipObject(depth: Int) throws(OperationProblem) {
    try open("{", "an object")
    guard !close("}") else { return }
    while true {
      _ = try skipString()
      try colon()
      try skipValue(depth: depth + 1)
      if close("}") { return }
      try comma()
    }
  }

  private mutating func skipList(depth: Int) throws(OperationProblem) {
    try open("[", "a list")
    guard !close("]") else { return }
    while true {
      try skipValue(depth: depth + 1)
      if close("]") { return }
      try comma()
    }
  }

  /// Takes the colon that must come next.
  mutating func colon() throws(OperationProblem) {
    skipSpace()
    guard next == UInt8(ascii: ":") else { throw problem(.syntax, "lacks a colon") }
    position += 1
    skipSpace()
  }

  private mutating func skipWord(_ word: String) throws(OperationProblem) {
    guard bytes[position...].starts(with: word.utf8) else { throw problem(.syntax, "has an unknown word") }
    position += word.utf8.count
  }

  // -?(0|[1-9][0-9]*)(.[0-9]+)?([eE][+-]?[0-9]+)?
  private mutating func skipNumber() throws(OperationProblem) {
    if next == UInt8(ascii: "-") { position += 1 }
    if next == UInt8(ascii: "0") { position += 1 } else { try skipDigits() }
    if next == UInt8(ascii: ".") {
      position += 1
      try skipDigits()
    }
    if next | 0x20 == UInt8(ascii: "e") {
      position += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
      try skipDigits()
    }
  }

  private mutating func skipDigits() throws(OperationProblem) {
    let start = position
    while next >= UInt8(ascii: "0"), next <= UInt8(ascii: "9") { position += 1 }
    guard position > start else { throw problem(.syntax, "is not JSON") }
  }
}
