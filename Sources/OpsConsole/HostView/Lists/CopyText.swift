import OpsDomain
import OpsScreen

// What copying a line gives: harmless, so that a newline in a process name never runs in somebody's shell.

extension FilesystemTab {
  /// `/data  xfs  1.8 TB  93 %  128 GB free`.
  static func copyText(_ one: Filesystem) -> String {
    if let failure = one.failure { return harmless("\(one.mount)  hung: \(failure)") }
    let words = [
      one.mount, one.type, formatBytes(one.sizeBytes), Figures.percentUsed(one.usedShare),
      "\(formatBytes(one.availableBytes)) free",
    ]
    return harmless(words.compactMap { $0 }.joined(separator: "  "))
  }
}

extension ProcessTab {
  /// `4312  root  rsync -a /data/backup bm-db24:/data/`.
  static func copyText(_ process: ProcessEntry) -> String {
    harmless("\(process.pid)  \(process.user)  \(process.command.isEmpty ? process.name : process.command)")
  }
}

extension NetworkTab {
  /// `eth0  in 120 MB/s  out 1.2 MB/s  10.0.0.7/24`.
  static func copyText(_ row: InterfaceList.Row) -> String {
    let words = [
      row.counters.name, "in \(Figures.rate(row.activity?.receivedBytesPerSecond))",
      "out \(Figures.rate(row.activity?.sentBytesPerSecond))", row.addresses,
    ]
    return harmless(words.filter { !$0.isEmpty }.joined(separator: "  "))
  }
}
