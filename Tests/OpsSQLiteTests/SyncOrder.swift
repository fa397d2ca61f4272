/// Reads what strace(1) has written of a `logwriter`, and tells whether every acknowledgement came after the sync of what
/// it acknowledges.
struct SyncOrder {
  /// Acknowledgements seen.
  private(set) var acknowledgements = 0
  /// What was wrong, in words.
  private(set) var problems: [String] = []
  private var isDirty = false
  private var syncs = 0
  private var pending: Set<Substring> = []

  /// Reads a trace made with `-f -y -e trace=write,pwrite64,fdatasync,fsync`.
  init(_ trace: String) {
    for line in trace.split(separator: "\n") { read(line) }
  }

  private mutating func read(_ line: Substring) {
    let thread = line.prefix { $0 != " " }
    let call = line.dropFirst(thread.count).drop { $0 == " " }
    let isWAL = call.contains("-wal>")
    if call.hasPrefix("pwrite64(") || call.hasPrefix("write("), isWAL {
      isDirty = true
      syncs = 0
    } else if call.hasPrefix("fdatasync(") || call.hasPrefix("fsync("), isWAL {
      // A sync counts when it has returned.
      if call.contains("unfinished") { pending.insert(thread) } else { synced(call) }
    } else if call.contains("resumed"), call.contains("sync"), pending.remove(thread) != nil {
      synced(call)
    } else if call.hasPrefix("write(1<"), let text = call.split(separator: "\"").dropFirst().first {
      acknowledge(text)
    }
  }

  private mutating func synced(_ call: Substring) {
    guard call.hasSuffix("= 0") else { return }
    isDirty = false
    syncs += 1
  }

  private mutating func acknowledge(_ text: Substring) {
    guard !text.hasPrefix("failed") else { return }
    acknowledgements += 1
    if isDirty { problems.append("\(text) was acknowledged before the sync") }
    if syncs == 0 { problems.append("\(text) was acknowledged without a sync of its own") }
    syncs = 0
  }
}
