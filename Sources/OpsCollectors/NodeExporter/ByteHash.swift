/// A hash of bytes that is the same in every run, to know names without making text of them (FNV-1a, 64 bits).
struct ByteHash: Hashable {
  /// The hash of the bytes so far.
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  /// The hash of no bytes.
  init() {}

  /// The hash of a text.
  init(_ text: String) {
    for byte in text.utf8 { add(byte) }
  }

  /// The hash of some of these bytes.
  init(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) {
    for index in range { add(bytes[index]) }
  }

  /// Takes the next byte.
  @inline(__always) mutating func add(_ byte: UInt8) {
    value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }
}

/// Finds a value by the hash of its name: a table twice as large as it needs to be, searched from the hash's place on.
struct NameTable<Value: Sendable>: Sendable {
  private var slots: [(hash: UInt64, value: Value)?]

  /// A table of these names, which must have different hashes.
  init(_ entries: [(name: String, value: Value)]) {
    var size = 16
    while size < entries.count * 4 { size *= 2 }
    slots = Array(repeating: nil, count: size)
    for (name, value) in entries {
      let hash = ByteHash(name).value
      var place = Int(truncatingIfNeeded: hash) & (size - 1)
      while slots[place] != nil { place = (place + 1) & (size - 1) }
      slots[place] = (hash, value)
    }
  }

  /// The value of the name with this hash, or nil.
  func value(_ name: ByteHash) -> Value? {
    var place = Int(truncatingIfNeeded: name.value) & (slots.count - 1)
    while let slot = slots[place] {
      if slot.hash == name.value { return slot.value }
      place = (place + 1) & (slots.count - 1)
    }
    return nil
  }
}
