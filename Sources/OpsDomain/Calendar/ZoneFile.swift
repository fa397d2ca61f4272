extension ZoneRules {
  /// Reads a compiled zone file of the versions 1 to 4 (RFC 8536); nil when it is none, or is not sound.
  ///
  /// Leap seconds are left out: a moment does not count them.
  public init?(name: String, tzif: [UInt8]) {
    guard tzif.count <= ZoneFile.bytesMax, var file = ZoneFile(tzif[...]) else { return nil }
    var footer: ZoneFooter?
    if file.version >= UInt8(ascii: "2") {
      // The first block is for readers that know 32 bits only.
      guard let rest = file.rest(timeBytes: 4), let wide = ZoneFile(rest), let end = wide.rest(timeBytes: 8) else {
        return nil
      }
      file = wide
      guard let line = ZoneFile.footerLine(end) else { return nil }
      if !line.isEmpty {
        var parser = ZoneFooterParser(line)
        guard let rule = parser.parse() else { return nil }
        footer = rule
      }
    }
    guard let table = file.table(timeBytes: file.version >= UInt8(ascii: "2") ? 8 : 4) else { return nil }
    self.init(
      name: name, kinds: table.kinds, moments: table.moments, kindOfMoment: table.kindOfMoment, footer: footer)
  }
}

/// One block of a compiled zone file: its header, and where its parts lie.
struct ZoneFile {
  /// The most bytes of a file; those of the system have less than 4,000.
  static let bytesMax = 262_144
  private static let headerBytes = 44
  private static let abbreviationMax = 16

  let version: UInt8
  private let bytes: ArraySlice<UInt8>
  private let utcCount: Int
  private let standardCount: Int
  private let leapCount: Int
  private let timeCount: Int
  private let kindCount: Int
  private let textCount: Int

  /// Reads the header; nil when it is none.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.count >= Self.headerBytes, bytes.starts(with: Array("TZif".utf8)) else { return nil }
    let counts = (0..<6).map { Int(Self.integer(bytes, at: bytes.startIndex + 20 + $0 * 4, bytes: 4) & 0xFFFF_FFFF) }
    guard counts.allSatisfy({ $0 <= Self.bytesMax }), (1...256).contains(counts[4]) else { return nil }
    self.bytes = bytes
    version = bytes[bytes.startIndex + 4]
    (utcCount, standardCount, leapCount) = (counts[0], counts[1], counts[2])
    (timeCount, kindCount, textCount) = (counts[3], counts[4], counts[5])
  }

  /// What follows the block; nil when the block is cut off.
  func rest(timeBytes: Int) -> ArraySlice<UInt8>? {
    let length =
      Self.headerBytes + timeCount * (timeBytes + 1) + kindCount * 6 + textCount + leapCount * (timeBytes + 4)
      + standardCount + utcCount
    return length <= bytes.count ? bytes.dropFirst(length) : nil
  }

  /// The changes and the kinds of time; nil when they are not sound.
  func table(timeBytes: Int) -> (kinds: [LocalZone], moments: [Int64], kindOfMoment: [UInt8])? {
    guard rest(timeBytes: timeBytes) != nil else { return nil }
    let times = bytes.startIndex + Self.headerBytes
    let kindIndices = times + timeCount * timeBytes
    let kindRecords = kindIndices + timeCount
    let texts = bytes[(kindRecords + kindCount * 6)...].prefix(textCount)
    let moments = (0..<timeCount).map { Self.integer(bytes, at: times + $0 * timeBytes, bytes: timeBytes) }
    let kindOfMoment = Array(bytes[kindIndices..<kindRecords])
    guard zip(moments, moments.dropFirst()).allSatisfy({ $0 < $1 }),
      moments.allSatisfy({ $0.magnitude <= Self.secondsMax }),
      kindOfMoment.allSatisfy({ Int($0) < kindCount })
    else { return nil }
    var kinds: [LocalZone] = []
    for index in 0..<kindCount {
      let record = kindRecords + index * 6
      let offset = Int(Self.integer(bytes, at: record, bytes: 4))
      let text = texts.dropFirst(Int(bytes[record + 5])).prefix { $0 != 0 }
      guard ZoneRules.offsets.contains(offset), let name = Self.abbreviation(text) else { return nil }
      kinds.append(LocalZone(offsetSeconds: offset, abbreviation: name))
    }
    return (kinds, moments, kindOfMoment)
  }

  /// Further from 1970 than any calendar here reaches; files that begin with the big bang (−2⁵⁹) are within.
  private static let secondsMax: UInt64 = 1 << 60

  /// The line between two line feeds at the end; nil when it is not there.
  static func footerLine(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard bytes.first == 0x0A else { return nil }
    let line = bytes.dropFirst().prefix { $0 != 0x0A }
    return line.endIndex < bytes.endIndex ? line : nil
  }

  /// The abbreviation of a kind of time, which may hold letters, digits and signs only; nil when it is none.
  static func abbreviation(_ bytes: ArraySlice<UInt8>) -> String? {
    guard (1...abbreviationMax).contains(bytes.count) else { return nil }
    let isSound = bytes.allSatisfy { byte in
      (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A || byte >= 0x30 && byte <= 0x39
        || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
    }
    return isSound ? String(decoding: bytes, as: UTF8.self) : nil
  }

  /// A signed number, the highest byte first.
  private static func integer(_ bytes: ArraySlice<UInt8>, at place: Int, bytes count: Int) -> Int64 {
    var value: Int64 = count > 0 && bytes[place] >= 0x80 ? -1 : 0
    for offset in 0..<count { value = value << 8 | Int64(bytes[place + offset]) }
    return value
  }
}
