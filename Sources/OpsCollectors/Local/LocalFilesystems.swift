import Glibc
import OpsDomain

/// Reads the filesystems of this machine.
struct LocalFilesystems: Sendable {
  /// Network mounts that have not answered after so long are shown as hung.
  static let patience: Duration = .seconds(2)

  let reader: ProcReader
  let prober: MountProber

  /// Reads all filesystems worth watching; may block as long as `patience`.
  func read(at moment: Timestamp) -> FilesystemReading {
    let mounts = reader.mounts()
    let chosen = FilesystemChoice.chosen(of: mounts)
    let paths = chosen.map { (path: reader.root + mounts[$0.index].mount, isNetwork: $0.isNetwork) }
    let answers = prober.answers(paths, patience: Self.patience)
    var reading = FilesystemReading(takenAt: moment, source: .local, filesystems: [])
    for ((index, isNetwork), answer) in zip(chosen, answers) {
      let filesystem = Self.filesystem(mounts[index], isNetwork: isNetwork, answer)
      // An empty size is a filesystem that stores nothing, whatever its type.
      guard filesystem.failure != nil || filesystem.sizeBytes > 0 else { continue }
      if let failure = filesystem.failure { reading.failures.append("\(filesystem.mount): \(failure)") }
      reading.filesystems.append(filesystem)
    }
    return reading
  }

  /// The filesystem that a mount and its answer describe.
  static func filesystem(
    _ mount: Mount, isNetwork: Bool, _ answer: Result<statvfs, MountFailure>
  ) -> Filesystem {
    var filesystem = Filesystem(
      mount: mount.mount, device: mount.device, type: mount.type, sizeBytes: 0, usedBytes: 0, availableBytes: 0,
      isReadOnly: mount.isReadOnly, isNetwork: isNetwork)
    switch answer {
    case .failure(let failure):
      filesystem.failure = failure.reason
    case .success(let answer):
      let (blocks, free) = (UInt64(answer.f_blocks), UInt64(answer.f_bfree))
      let unit = UInt64(answer.f_frsize)
      filesystem.sizeBytes = clampedProduct(blocks, unit)
      filesystem.usedBytes = clampedProduct(blocks > free ? blocks - free : 0, unit)
      filesystem.availableBytes = clampedProduct(UInt64(answer.f_bavail), unit)
      let (inodes, unused) = (UInt64(answer.f_files), UInt64(answer.f_ffree))
      if inodes > 0 {
        filesystem.inodesTotal = inodes
        filesystem.inodesUsed = inodes > unused ? inodes - unused : 0
      }
    }
    return filesystem
  }

  private static func clampedProduct(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let (product, overflow) = left.multipliedReportingOverflow(by: right)
    return overflow ? .max : product
  }
}
