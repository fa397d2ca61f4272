/// Writes whole numbers in as few bytes as they need, seven bits a byte, the lowest first.
struct HistoryBytesWriter {
  private(set) var bytes: [UInt8] = []

  mutating func number(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// A number that may be negative; small ones of either sign are short.
  mutating func signed(_ value: Int64) { number(UInt64(bitPattern: value &<< 1 ^ value &>> 63)) }

  mutating func append(_ other: HistoryBytesWriter) { bytes += other.bytes }
}

/// Reads what `HistoryBytesWriter` wrote; nil at the end, and for what nobody writes.
struct HistoryBytesReader {
  private let bytes: ArraySlice<UInt8>
  private var place: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    place = bytes.startIndex
  }

  var isAtEnd: Bool { place >= bytes.endIndex }

  mutating func number() -> UInt64? {
    var (value, shift): (UInt64, UInt64) = (0, 0)
    while place < bytes.endIndex, shift < 64 {
      let byte = bytes[place]
      place += 1
      value |= UInt64(byte & 0x7F) &<< shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  mutating func signed() -> Int64? {
    guard let value = number() else { return nil }
    return Int64(bitPattern: value >> 1) ^ (0 &- Int64(bitPattern: value & 1))
  }

  /// A number of things that follow; nil when it is more than there can be.
  mutating func count(atMost most: Int) -> Int? {
    guard let value = number(), value <= UInt64(most) else { return nil }
    return Int(value)
  }

  /// The next bytes, with a reader of their own.
  mutating func part(_ length: Int) -> HistoryBytesReader? {
    guard length >= 0, length <= bytes.endIndex - place else { return nil }
    defer { place += length }
    return HistoryBytesReader(bytes[place..<place + length])
  }
}
