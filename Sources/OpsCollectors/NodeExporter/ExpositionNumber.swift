/// Reads numbers as the exposition format writes them: `12`, `1.795218595e+09`, `+Inf`, `NaN`.
enum ExpositionNumber {
  /// The number that these bytes spell, NaN and the infinities included; nil when they spell none.
  ///
  /// Numbers of up to 15 digits are exact; longer ones may differ from the nearest by one unit in the last place. What
  /// is too large becomes an infinity, what is too small zero.
  static func parse(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Double? {
    var index = range.lowerBound
    let end = range.upperBound
    guard index < end else { return nil }
    let isNegative = bytes[index] == Byte.minus
    if isNegative || bytes[index] == Byte.plus { index += 1 }
    guard index < end else { return nil }
    guard Byte.isDigit(bytes[index]) || bytes[index] == Byte.dot else { return named(bytes, index..<end, isNegative) }

    var digits = Digits()
    while index < end, Byte.isDigit(bytes[index]) {
      digits.addWhole(bytes[index])
      index += 1
    }
    if index < end, bytes[index] == Byte.dot {
      index += 1
      while index < end, Byte.isDigit(bytes[index]) {
        digits.addFraction(bytes[index])
        index += 1
      }
    }
    guard digits.count > 0 else { return nil }
    if index < end {
      guard let power = exponent(bytes, index..<end) else { return nil }
      digits.power += power
    }
    return isNegative ? -digits.value : digits.value
  }

  /// The number after `e`, of at most four digits; nil when it is none.
  private static func exponent(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Int? {
    var index = range.lowerBound
    let end = range.upperBound
    guard bytes[index] | 0x20 == UInt8(ascii: "e") else { return nil }
    index += 1
    guard index < end else { return nil }
    let isNegative = bytes[index] == Byte.minus
    if isNegative || bytes[index] == Byte.plus { index += 1 }
    guard index < end, end - index <= 4 else { return nil }
    var power = 0
    while index < end {
      guard Byte.isDigit(bytes[index]) else { return nil }
      power = power * 10 + Int(bytes[index] - Byte.zero)
      index += 1
    }
    return isNegative ? -power : power
  }

  /// Infinity or NaN in any case of letters.
  private static func named(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>, _ isNegative: Bool) -> Double? {
    guard range.count == 3 || range.count == 8 else { return nil }
    var word: UInt64 = 0
    for index in range { word = word << 8 | UInt64(bytes[index] | 0x20) }
    switch word {
    case 0x6e_61_6e: return .nan
    case 0x69_6e_66, 0x69_6e_66_69_6e_69_74_79: return isNegative ? -.infinity : .infinity
    default: return nil
    }
  }

  /// Decimal digits with a power of ten; those that 64 bits cannot hold are left out.
  private struct Digits {
    var significand: UInt64 = 0
    var power = 0
    var count = 0

    mutating func addWhole(_ byte: UInt8) {
      count += 1
      if significand < 1_000_000_000_000_000_000 {
        significand = significand * 10 + UInt64(byte - Byte.zero)
      } else {
        power += 1
      }
    }

    mutating func addFraction(_ byte: UInt8) {
      count += 1
      guard significand < 1_000_000_000_000_000_000 else { return }
      significand = significand * 10 + UInt64(byte - Byte.zero)
      power -= 1
    }

    var value: Double {
      guard significand > 0, power > -400 else { return 0 }
      guard power < 400 else { return .infinity }
      var result = Double(significand)
      var left = power
      while left > 0 {
        let step = min(left, 22)
        result *= powersOfTen[step]
        left -= step
      }
      while left < 0 {
        let step = min(-left, 22)
        result /= powersOfTen[step]
        left += step
      }
      return result
    }
  }

  /// The powers of ten that a Double holds exactly.
  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]
}
