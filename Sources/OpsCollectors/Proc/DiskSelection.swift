import OpsDomain

/// What kind of block device a name stands for; loop, ram, zram, floppy and optical devices are none of these.
enum DiskKind: Hashable {
  /// A device with its own queue: `sda`, `vda`, `xvda`, `hda`, `dasda`, `nvme0n1`, `mmcblk0`.
  case whole
  /// A part of one: `sda1`, `nvme0n1p1`.
  case partition
  /// A device made of others: `dm-0`, `md0`.
  case composed

  /// The kind of the device of this name, or nil for one that is never counted.
  init?(_ name: ArraySlice<UInt8>) {
    if name.begins(with: "nvme") {
      self.init(numbered: name.dropFirst(4), infix: UInt8(ascii: "n"))
    } else if name.begins(with: "mmcblk") {
      self.init(numbered: name.dropFirst(6), infix: nil)
    } else if name.begins(with: "dm-") || (name.begins(with: "md") && name.dropFirst(2).first.map(Byte.isDigit) == true)
    {
      self = .composed
    } else if let prefix = ["sd", "vd", "xvd", "hd", "dasd"].first(where: { name.begins(with: $0) }) {
      self.init(lettered: name.dropFirst(prefix.utf8.count))
    } else {
      return nil
    }
  }

  /// The kind by what follows a prefix that letters follow: letters alone are a device, digits after them a part.
  private init?(lettered rest: ArraySlice<UInt8>) {
    let digits = rest.drop { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }
    guard digits.startIndex > rest.startIndex, digits.allSatisfy(Byte.isDigit) else { return nil }
    self = digits.isEmpty ? .whole : .partition
  }

  /// The kind by what follows a prefix that a number follows: `0n1` and `0` are devices, `0n1p2` and `0p2` parts.
  ///
  /// The paths below a multipath device (`nvme0c1n1`) and boot areas (`mmcblk0boot0`) are neither.
  private init?(numbered rest: ArraySlice<UInt8>, infix: UInt8?) {
    var left = rest.drop(while: Byte.isDigit)
    guard left.startIndex > rest.startIndex else { return nil }
    if let infix {
      guard left.first == infix else { return nil }
      left = left.dropFirst().drop(while: Byte.isDigit)
    }
    if left.isEmpty {
      self = .whole
    } else if left.first == UInt8(ascii: "p"), left.dropFirst().allSatisfy(Byte.isDigit) {
      self = .partition
    } else {
      return nil
    }
  }
}

/// Chooses which devices are counted, so that no byte is counted twice.
///
/// Whole devices; where there are none, composed ones (a container that sees only its mapper device); where there are
/// none either, partitions (a guest that is given `xvda1` without an `xvda`).
struct DiskSelection {
  /// At most so many devices are kept of one host.
  static let limit = 256

  private var whole: [DiskCounters] = []
  private var composed: [DiskCounters] = []
  private var partitions: [DiskCounters] = []

  /// The devices that count.
  var chosen: [DiskCounters] {
    if !whole.isEmpty { return whole }
    return composed.isEmpty ? partitions : composed
  }

  /// Takes note of a device.
  mutating func add(_ disk: DiskCounters, _ kind: DiskKind) {
    switch kind {
    case .whole: Self.append(disk, to: &whole)
    case .composed: Self.append(disk, to: &composed)
    case .partition: Self.append(disk, to: &partitions)
    }
  }

  private static func append(_ disk: DiskCounters, to disks: inout [DiskCounters]) {
    if disks.count < limit { disks.append(disk) }
  }
}
