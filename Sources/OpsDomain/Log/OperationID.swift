/// The identity of an operation: a ULID, 48 bits of milliseconds and 80 random bits (github.com/ulid/spec), or for what
/// several consoles hear at once 128 bits of a digest.
///
/// Its order is that of one writer's clock; between writers the hybrid time orders.
public struct OperationID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The upper 64 bits: 48 of milliseconds, then 16 random ones.
  public let high: UInt64
  /// The lower 64 bits, random.
  public let low: UInt64

  /// An identity of these 128 bits.
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The identity that a digest gives: its first 16 bytes; bytes that are missing count as 0.
  ///
  /// All bits are the digest's, so that its order is no order of time, and `moment` means nothing.
  public init(digest: some Collection<UInt8>) {
    var halves: (high: UInt64, low: UInt64) = (0, 0)
    for (place, byte) in digest.prefix(16).enumerated() {
      let shift = UInt64(56 - place % 8 * 8)
      if place < 8 { halves.high |= UInt64(byte) << shift } else { halves.low |= UInt64(byte) << shift }
    }
    self.init(high: halves.high, low: halves.low)
  }

  /// Reads 26 characters of Crockford's base 32, in either case; nil when they are not a ULID.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 26, bytes[0] >= 0x30, bytes[0] <= 0x37 else { return nil }
    var (high, low): (UInt64, UInt64) = (0, 0)
    for byte in bytes {
      guard let digit = Self.value(of: byte) else { return nil }
      high = high << 5 | low >> 59
      low = low << 5 | digit
    }
    self.init(high: high, low: low)
  }

  /// When the writer's clock made it; of those that are digests it says nothing.
  public var moment: Timestamp { Timestamp(milliseconds: Int64(high >> 16)) }

  /// The 26 characters of Crockford's base 32.
  public var description: String {
    var digits: [UInt8] = Array(repeating: 0, count: 26)
    var (high, low) = (high, low)
    for place in stride(from: 25, through: 0, by: -1) {
      digits[place] = Self.alphabet[Int(low & 31)]
      low = low >> 5 | high << 59
      high >>= 5
    }
    return String(decoding: digits, as: UTF8.self)
  }

  /// Orders by the bits, as the texts are ordered.
  public static func < (left: OperationID, right: OperationID) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }

  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  private static func value(of byte: UInt8) -> UInt64? {
    let capital = byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") ? byte &- 0x20 : byte
    return alphabet.firstIndex(of: capital).map { UInt64($0) }
  }
}

/// Makes identities that grow, also within a millisecond and when the clock is set back.
public struct OperationIDGenerator: Sendable {
  private var last: OperationID?

  /// A generator that has made none yet, or goes on after `last`.
  public init(after last: OperationID? = nil) { self.last = last }

  /// The next identity; the random bits come from the caller and are used when the millisecond is a new one.
  public mutating func next(at moment: Timestamp, random: (UInt16, UInt64)) -> OperationID {
    let milliseconds = UInt64(clamping: moment.milliseconds) & 0xFFFF_FFFF_FFFF
    var new = OperationID(high: milliseconds << 16 | UInt64(random.0), low: random.1)
    if let last, last.high >> 16 >= milliseconds {
      let (low, carry) = last.low.addingReportingOverflow(1)
      new = OperationID(high: carry ? last.high &+ 1 : last.high, low: low)
    }
    last = new
    return new
  }
}
