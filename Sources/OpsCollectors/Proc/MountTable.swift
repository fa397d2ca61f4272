/// One line of the kernel's mount table.
struct Mount: Hashable {
  /// The number of the device as `254:0`; nil when the table does not tell it.
  var deviceNumber: String?
  /// The directory of the filesystem that is mounted, `/` for the whole; nil when the table does not tell it.
  var root: String?
  /// Where it is mounted.
  var mount: String
  /// The device or remote path.
  var device: String
  /// The type, as `ext4`.
  var type: String
  /// Whether this mount or the whole filesystem is read-only.
  var isReadOnly: Bool
}

/// Parses the kernel's mount tables, in their order, without judging what is worth showing.
enum MountTable {
  /// At most so many mounts are kept of one host; a container host may have thousands.
  static let limit = 4096

  /// Parses /proc/mounts, as `/dev/vda / ext4 rw,relatime 0 0` (fstab(5)); lines that are not understood are left out.
  static func parseMounts(_ text: ArraySlice<UInt8>) -> [Mount] {
    lines(of: text) { line in
      guard let device = line.nextWord(), let mount = line.nextWord(), let type = line.nextWord(),
        let options = line.nextWord()
      else { return nil }
      return Mount(
        mount: decoded(mount), device: decoded(device), type: decoded(type), isReadOnly: hasReadOnly(options))
    }
  }

  /// Parses /proc/self/mountinfo, as `27 1 254:0 / / rw shared:1 - ext4 /dev/vda rw` (proc(5)).
  static func parseMountInfo(_ text: ArraySlice<UInt8>) -> [Mount] {
    lines(of: text) { line in
      _ = line.nextWord()
      _ = line.nextWord()
      guard let number = line.nextWord(), let root = line.nextWord(), let mount = line.nextWord(),
        let options = line.nextWord()
      else { return nil }
      // Optional fields stand before a lone hyphen.
      while let field = line.nextWord(), !field.spells("-") {}
      guard let type = line.nextWord(), let device = line.nextWord() else { return nil }
      let superOptions = line.nextWord() ?? []
      return Mount(
        deviceNumber: number.text, root: decoded(root), mount: decoded(mount), device: decoded(device),
        type: decoded(type), isReadOnly: hasReadOnly(options) || hasReadOnly(superOptions))
    }
  }

  /// The field with `\040` and its like turned back into the bytes they stand for; not yet harmless.
  static func decoded(_ field: ArraySlice<UInt8>) -> String {
    guard field.contains(UInt8(ascii: "\\")) else { return field.text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(field.count)
    var index = field.startIndex
    while index < field.endIndex {
      if let byte = octal(field[index...].prefix(4)) {
        bytes.append(byte)
        index += 4
      } else {
        bytes.append(field[index])
        index += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The byte that `\NNN` stands for, or nil when this is no such escape.
  private static func octal(_ escape: ArraySlice<UInt8>) -> UInt8? {
    guard escape.count == 4, escape.first == UInt8(ascii: "\\") else { return nil }
    var value: UInt16 = 0
    for byte in escape.dropFirst() {
      guard byte >= Byte.zero, byte <= UInt8(ascii: "7") else { return nil }
      value = value << 3 | UInt16(byte - Byte.zero)
    }
    return UInt8(exactly: value)
  }

  private static func lines(of text: ArraySlice<UInt8>, _ parse: (inout ByteScanner) -> Mount?) -> [Mount] {
    var mounts: [Mount] = []
    var scanner = ByteScanner(text)
    while mounts.count < limit, let bytes = scanner.nextLine() {
      var line = ByteScanner(bytes)
      if let mount = parse(&line) { mounts.append(mount) }
    }
    return mounts
  }

  /// Whether `ro` is one of the options.
  private static func hasReadOnly(_ options: ArraySlice<UInt8>) -> Bool {
    options.split(separator: UInt8(ascii: ",")).contains { $0.spells("ro") }
  }
}
