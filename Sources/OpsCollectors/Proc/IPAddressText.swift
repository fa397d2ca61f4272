/// Addresses as the kernel writes them in /proc, turned into the usual notation.
enum IPAddressText {
  /// The address of /proc/net/tcp and its like: words of 32 bits in the order of the host's bytes, 8 or 32 digits.
  static func ofSocket(_ digits: ArraySlice<UInt8>, isBigEndian: Bool = false) -> String? {
    guard digits.count == 8 || digits.count == 32 else { return nil }
    var bytes: [UInt8] = []
    var rest = digits
    while !rest.isEmpty {
      guard let word = rest.prefix(8).hexadecimal else { return nil }
      let number = UInt32(truncatingIfNeeded: word)
      let ordered = isBigEndian ? number : number.byteSwapped
      for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: ordered >> shift)) }
      rest = rest.dropFirst(8)
    }
    return text(bytes)
  }

  /// The address of /proc/net/ip_vs: 8 digits in the order of the network, or groups of four with colons in brackets.
  static func ofVirtualService(_ word: ArraySlice<UInt8>) -> String? {
    let digits = word.filter { $0 != Byte.colon && $0 != UInt8(ascii: "[") && $0 != UInt8(ascii: "]") }[...]
    guard digits.count == 8 || digits.count == 32 else { return nil }
    var bytes: [UInt8] = []
    var rest = digits
    while !rest.isEmpty {
      guard let byte = rest.prefix(2).hexadecimal else { return nil }
      bytes.append(UInt8(truncatingIfNeeded: byte))
      rest = rest.dropFirst(2)
    }
    return text(bytes)
  }

  /// Four or sixteen bytes in the usual notation (RFC 5952).
  static func text(_ bytes: [UInt8]) -> String? {
    if bytes.count == 4 { return bytes.map { String($0) }.joined(separator: ".") }
    guard bytes.count == 16 else { return nil }
    if bytes.prefix(10).allSatisfy({ $0 == 0 }), bytes[10] == 255, bytes[11] == 255 {
      return "::ffff:" + bytes.suffix(4).map { String($0) }.joined(separator: ".")
    }
    let groups = stride(from: 0, to: 16, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
    guard let zeros = longestZeros(groups) else { return joined(groups[...]) }
    return joined(groups[..<zeros.lowerBound]) + "::" + joined(groups[zeros.upperBound...])
  }

  private static func joined(_ groups: ArraySlice<UInt16>) -> String {
    groups.map { String($0, radix: 16) }.joined(separator: ":")
  }

  /// The first of the longest runs of zeros, if there is one of two groups at least.
  private static func longestZeros(_ groups: [UInt16]) -> Range<Int>? {
    var best: Range<Int>?
    var start = 0
    while start < groups.count {
      var end = start
      while end < groups.count, groups[end] == 0 { end += 1 }
      if end - start >= 2, end - start > best?.count ?? 0 { best = start..<end }
      start = max(end, start + 1)
    }
    return best
  }
}
