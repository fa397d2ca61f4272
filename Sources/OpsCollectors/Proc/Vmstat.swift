import OpsDomain

/// Parses /proc/vmstat: paging to and from swap, major faults, and processes killed for want of memory (proc(5)).
///
/// `oom_kill` came with Linux 4.13; before, it stays nil.
func parseVmstat(_ text: ArraySlice<UInt8>) throws(MalformedText) -> PagingCounters {
  var counters = PagingCounters()
  var scanner = ByteScanner(text)
  while let bytes = scanner.nextLine() {
    guard let first = bytes.first, first == UInt8(ascii: "p") || first == UInt8(ascii: "o") else { continue }
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
    }
  }
  return counters
}
