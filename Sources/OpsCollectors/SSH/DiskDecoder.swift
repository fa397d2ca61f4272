import OpsDomain

/// Turns the answers to `disk` and `net` into filesystems.
enum DiskDecoder {
  /// The most mounts of the network that are read of one host.
  static let mostNetworkMounts = 32

  /// The most bytes of paths in one request: a user of the host chooses them, and a request must fit into a pipe.
  static let mostArgumentBytes = 8 << 10

  /// What the answer to `disk` says.
  struct Local {
    /// The filesystems of the machine itself.
    var filesystems: [Filesystem]
    /// The mounts of the network, which are still to be read.
    var network: [Mount]
    /// What is missing.
    var failures: [String]
  }

  /// The filesystems of the machine itself that are worth watching, in the order of its mounts.
  static func local(_ section: SectionText) -> Local {
    let blocks = table(section, "blocks")
    let inodes = table(section, "inodes")
    let mounts = MountTable.parseMountInfo(section.part("mounts") ?? [])
    var local = Local(filesystems: [], network: [], failures: [])
    var argumentBytes = 0
    if mounts.isEmpty {
      local.filesystems = blocks.rows.map { filesystem($0, inodes[$0.mount], nil, isNetwork: false) }
    } else {
      for (index, isNetwork) in FilesystemChoice.chosen(of: mounts) {
        if isNetwork {
          let length = argument(mounts[index]).utf8.count
          if local.network.count < mostNetworkMounts, argumentBytes + length <= mostArgumentBytes {
            argumentBytes += length
            local.network.append(mounts[index])
          } else {
            local.failures.append("a network mount was not asked: there are too many, or its path is too long")
          }
        } else if let row = blocks.row(of: mounts[index], among: mounts) {
          let nodes = inodes.row(of: mounts[index], among: mounts)
          local.filesystems.append(filesystem(row, nodes, mounts[index], isNetwork: false))
        }
      }
    }
    local.filesystems.removeAll { $0.sizeBytes == 0 }
    guard !local.filesystems.isEmpty else { return local }
    if section.cut?.name == "blocks" { local.failures.append("some filesystems did not answer in time") }
    if inodes.rows.isEmpty || section.cut?.name == "inodes" { local.failures.append("inodes: not answered in time") }
    return local
  }

  /// A table of df; each line is of one filesystem, so those before a hanging one count.
  private static func table(_ section: SectionText, _ name: String) -> DFTable {
    DFTable(section.part(name) ?? section.linesBeforeCut(name) ?? [])
  }

  /// The filesystems of the network: those that answered, and of the others why they did not.
  static func network(_ section: SectionText?, of mounts: [Mount], failure: String) -> [Filesystem] {
    let isBegun = section.map { !$0.parts.isEmpty || $0.cut != nil } ?? false
    return mounts.map { mount in
      let name = "net \(argument(mount))"
      let answer = section.flatMap { $0.part(name) ?? $0.linesBeforeCut(name) }
      if let answer, let row = DFTable(answer).rows.first { return filesystem(row, nil, mount, isNetwork: true) }
      // The one that hangs was begun last.
      let isLater = answer == nil && isBegun
      return Filesystem(
        mount: mount.mount, device: mount.device, type: mount.type, sizeBytes: 0, usedBytes: 0, availableBytes: 0,
        isReadOnly: mount.isReadOnly, isNetwork: true, failure: isLater ? "not asked, since another one hangs" : failure
      )
    }
  }

  /// A mount as an argument of `net`: what `printf %b` turns back into the path, without blanks or anything that a shell
  /// would change.
  static func argument(_ mount: Mount) -> String {
    var text = ""
    for byte in mount.mount.utf8 {
      let isPlain = byte < 0x80 && (Character(UnicodeScalar(byte)).isLetter || Byte.isDigit(byte))
      if isPlain || "/._-".utf8.contains(byte) {
        text.unicodeScalars.append(UnicodeScalar(byte))
      } else {
        let octal = String(byte, radix: 8)
        text += "\\0" + String(repeating: "0", count: 3 - octal.count) + octal
      }
    }
    return text
  }

  private static func filesystem(
    _ row: DFTable.Row, _ inodes: DFTable.Row?, _ mount: Mount?, isNetwork: Bool
  ) -> Filesystem {
    func bytes(_ kilobytes: UInt64) -> UInt64 {
      let (product, overflow) = kilobytes.multipliedReportingOverflow(by: 1024)
      return overflow ? .max : product
    }
    // Filesystems without a fixed number of inodes say 0.
    let counted = inodes.flatMap { $0.total > 0 ? $0 : nil }
    return Filesystem(
      mount: mount?.mount ?? row.mount, device: mount?.device ?? row.device, type: mount?.type,
      sizeBytes: bytes(row.total), usedBytes: bytes(row.used), availableBytes: bytes(row.available),
      inodesTotal: counted?.total, inodesUsed: counted?.used, isReadOnly: mount?.isReadOnly, isNetwork: isNetwork)
  }
}
