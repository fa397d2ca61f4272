/// Chooses the colours of nicks.
public enum ChatColour {
  /// A number below `count` that is always the same for a key, whatever the machine; 0 where there are no colours.
  ///
  /// The `~` that servers put before names nobody vouches for does not count, nor case, nor marks at the end that
  /// programs add to a nick that is taken.
  public static func index(for key: String, of count: Int) -> Int {
    guard count > 0 else { return 0 }
    let marks: [UInt8] = [UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "^")]
    var bytes = key.utf8[...]
    if bytes.first == UInt8(ascii: "~") { bytes = bytes.dropFirst() }
    while let last = bytes.last, marks.contains(last), bytes.count > 1 { bytes = bytes.dropLast() }
    // FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/).
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes {
      let isCapital = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
      hash = (hash ^ UInt64(isCapital ? byte | 0x20 : byte)) &* 0x100_0000_01B3
    }
    return Int((hash ^ hash >> 32) % UInt64(count))
  }
}
