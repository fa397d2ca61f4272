/// Reads JSON strictly (RFC 8259), value by value, within limits.
struct JSONScanner {
  /// The most bytes of one operation.
  static let bytesMax = 4 << 20
  /// The deepest nesting of values.
  static let depthMax = 32
  /// The most elements of a list that is read.
  static let listMax = 20_000
  /// The most members of an object that is read.
  static let membersMax = 64

  /// The whole text, in UTF-8.
  let bytes: [UInt8]
  /// Where the next value is.
  var position: Int
  /// The member that is being read, for messages.
  var member = "the whole"
  /// The first member or word met that this version does not know; nil when all were known.
  var unknown: String?

  /// Reads from the beginning of a text.
  init(_ bytes: [UInt8]) throws(OperationProblem) {
    self.bytes = bytes
    position = 0
    guard bytes.count <= Self.bytesMax else {
      throw OperationProblem(.tooLarge, "an operation has at most \(Self.bytesMax) bytes, this one has \(bytes.count)")
    }
    skipSpace()
  }

  /// The next byte; 0 at the end, which no JSON holds.
  var next: UInt8 { position < bytes.count ? bytes[position] : 0 }

  /// A problem with the present member.
  func problem(_ kind: OperationProblem.Kind, _ what: String) -> OperationProblem {
    OperationProblem(kind, "\(member) \(what) (byte \(position + 1))")
  }

  /// Notes that the present member says something that this version does not know.
  mutating func noteUnknown() { if unknown == nil { unknown = member } }

  /// Goes on to the next byte that is no space.
  mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D: position += 1
      default: return
      }
    }
  }

  /// Takes the opening bracket of what is called `what`.
  mutating func open(_ bracket: Unicode.Scalar, _ what: String) throws(OperationProblem) {
    guard next == UInt8(truncatingIfNeeded: bracket.value) else { throw problem(.invalid, "is not \(what)") }
    position += 1
    skipSpace()
  }

  /// Takes a closing bracket if it comes next.
  mutating func close(_ bracket: Unicode.Scalar) -> Bool {
    guard next == UInt8(truncatingIfNeeded: bracket.value) else { return false }
    position += 1
    skipSpace()
    return true
  }

  /// Takes the comma that must come next.
  mutating func comma() throws(OperationProblem) {
    guard next == UInt8(ascii: ",") else { throw problem(.syntax, "lacks a comma") }
    position += 1
    skipSpace()
  }

  /// Takes the end of the text, which must come next.
  func end() throws(OperationProblem) {
    guard position == bytes.count else { throw problem(.syntax, "is followed by something else") }
  }

  /// Takes `true` or `false`.
  mutating func flag() throws(OperationProblem) -> Bool {
    let start = position
    try skipValue()
    switch bytes[start] {
    case UInt8(ascii: "t"): return true
    case UInt8(ascii: "f"): return false
    default: throw problem(.invalid, "is neither true nor false")
    }
  }

  /// Takes a whole number of 64 bits.
  mutating func integer() throws(OperationProblem) -> Int64 {
    let isNegative = next == UInt8(ascii: "-")
    if isNegative { position += 1 }
    let start = position
    var value: Int64 = 0
    while next >= UInt8(ascii: "0"), next <= UInt8(ascii: "9") {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let digit = Int64(next &- UInt8(ascii: "0"))
      let (sum, carry) =
        isNegative ? product.subtractingReportingOverflow(digit) : product.addingReportingOverflow(digit)
      guard !overflow, !carry else { throw problem(.invalid, "is too large a number") }
      (value, position) = (sum, position + 1)
    }
    let isWhole = next != UInt8(ascii: ".") && next | 0x20 != UInt8(ascii: "e")
    let hasZero = position > start + 1 && bytes[start] == UInt8(ascii: "0")
    guard position > start, isWhole, !hasZero else { throw problem(.invalid, "is not a whole number") }
    skipSpace()
    return value
  }
}
