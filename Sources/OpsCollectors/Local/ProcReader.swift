import Glibc
import OpsDomain

/// Reads the tick of one machine from its /proc, which may stand below another root.
struct ProcReader: Sendable {
  /// The directory that holds `proc` and `etc`: empty for the real root, as paths are put behind it.
  let root: String

  /// A reader of the tree at `root`.
  init(root: String) { self.root = root == "/" ? "" : root }

  /// Reads a tick now; what is not there stays nil, what is not understood is named in `failures`.
  func sample(at moment: Timestamp) -> Sample {
    var sample = Sample(takenAt: moment, source: .local)
    sample.hostClock = moment
    sample.roundTrip = .zero
    let ticksPerSecond = Self.ticksPerSecond
    for file in ProcFile.allCases {
      guard let bytes = BoundedFile.read("\(root)/proc/\(file.rawValue)") else { continue }
      do throws(MalformedText) {
        try parse(bytes[...], of: file, into: &sample, ticksPerSecond: ticksPerSecond)
      } catch {
        sample.failures.append("/proc/\(error.file) was not understood: \(error.line)")
      }
    }
    return sample
  }

  /// Seconds since boot; nil when it cannot be read.
  func uptime() -> Double? {
    BoundedFile.read("\(root)/proc/uptime").flatMap { try? parseUptime($0[...]) }
  }

  /// The mounts of this machine.
  func mounts() -> [Mount] {
    if let bytes = BoundedFile.read("\(root)/proc/self/mountinfo") {
      let mounts = MountTable.parseMountInfo(bytes[...])
      if !mounts.isEmpty { return mounts }
    }
    return BoundedFile.read("\(root)/proc/mounts").map { MountTable.parseMounts($0[...]) } ?? []
  }

  /// Ticks a second in which this kernel counts CPU time.
  static var ticksPerSecond: Double {
    let ticks = sysconf(Int32(_SC_CLK_TCK))
    return ticks > 0 ? Double(ticks) : 100
  }

  /// The size of a page of memory, in bytes.
  static var pageBytes: UInt64 { UInt64(clamping: max(sysconf(Int32(_SC_PAGESIZE)), 1)) }
}
