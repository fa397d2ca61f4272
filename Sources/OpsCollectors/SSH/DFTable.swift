/// What `df -P` printed, with -k or -i (df(1), POSIX).
struct DFTable {
  /// One filesystem; the numbers are kilobytes, or inodes.
  struct Row: Hashable {
    var device: String
    var total: UInt64
    var used: UInt64
    var available: UInt64
    var mount: String
  }

  /// The lines after the heading; what is not such a line is passed over.
  private(set) var rows: [Row] = []
  private var byMount: [String: Int] = [:]

  /// Reads the text; of two rows for one mount the first counts.
  init(_ text: ArraySlice<UInt8>) {
    var scanner = ByteScanner(text)
    while let line = scanner.nextLine(), rows.count < MountTable.limit {
      guard let row = Self.row(line), byMount[row.mount] == nil else { continue }
      byMount[row.mount] = rows.count
      rows.append(row)
    }
  }

  /// The row of a mount, or nil.
  subscript(mount: String) -> Row? { byMount[mount].map { rows[$0] } }

  /// The row of a mount, or that of another mount of the same device, as df(1) shows each device once.
  func row(of mount: Mount, among mounts: [Mount]) -> Row? {
    if let row = self[mount.mount] { return row }
    if let row = self[Self.shown(mount.mount)] { return row }
    guard let number = mount.deviceNumber else { return nil }
    return mounts.lazy.filter { $0.deviceNumber == number }.compactMap { self[$0.mount] }.first
  }

  /// A path as GNU df shows it: control characters as `?`.
  private static func shown(_ path: String) -> String {
    guard path.utf8.contains(where: { $0 < 32 }) else { return path }
    return String(decoding: path.utf8.map { $0 < 32 ? UInt8(ascii: "?") : $0 }, as: UTF8.self)
  }

  /// Finds three numbers and a percentage after the device: both it and the mount may hold blanks.
  private static func row(_ line: ArraySlice<UInt8>) -> Row? {
    var scanner = ByteScanner(line)
    var words: [ArraySlice<UInt8>] = []
    while let word = scanner.nextWord() {
      words.append(word)
      let count = words.count
      guard count >= 5, word.last == UInt8(ascii: "%") || word.spells("-"), let total = number(words[count - 4]),
        let used = number(words[count - 3]), let available = number(words[count - 2])
      else { continue }
      let mount = scanner.rest.drop(while: Byte.isBlank)
      guard mount.first == UInt8(ascii: "/") else { continue }
      let device = line[words[0].startIndex..<words[count - 5].endIndex]
      return Row(device: device.text, total: total, used: used, available: available, mount: mount.text)
    }
    return nil
  }

  /// A number of df; `-`, and what is below zero because more is used than users may, are zero.
  private static func number(_ word: ArraySlice<UInt8>) -> UInt64? {
    if word.spells("-") { return 0 }
    return word.first == Byte.minus ? word.dropFirst().decimal.map { _ in 0 } : word.decimal
  }
}
