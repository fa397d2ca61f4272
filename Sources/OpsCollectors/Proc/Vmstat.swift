import OpsDomain

/// Parses /proc/vmstat: paging to and from swap, major faults, and processes killed for want of memory (proc(5)).
///
/// `oom_kill` came with Linux 4.13, `workingset_restore` with 4.20, and in two parts with 5.9; before, they stay nil.
func parseVmstat(_ text: ArraySlice<UInt8>) throws(MalformedText) -> PagingCounters {
  var counters = PagingCounters()
  var scanner = ByteScanner(text)
  while let bytes = scanner.nextLine() {
    guard let first = bytes.first, isWanted(first) else { continue }
    var line = KernelLine(bytes, of: .vmstat)
    guard let key = line.optionalWord() else { continue }
    if key.spells("pswpin") {
      counters.swapIn = try line.number()
    } else if key.spells("pswpout") {
      counters.swapOut = try line.number()
    } else if key.spells("pgmajfault") {
      counters.majorFaults = try line.number()
    } else if key.spells("oom_kill") {
      counters.outOfMemoryKills = try line.number()
    } else if key.spells("workingset_restore_anon") || key.spells("workingset_restore_file") {
      counters.restored = (counters.restored ?? 0) &+ (try line.number())
    } else if key.spells("workingset_restore") {
      counters.restored = try line.number()
    }
  }
  return counters
}

/// Whether a line that begins so may be one of ours.
private func isWanted(_ first: UInt8) -> Bool {
  first == UInt8(ascii: "p") || first == UInt8(ascii: "o") || first == UInt8(ascii: "w")
}
