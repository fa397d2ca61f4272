import OpsDomain

/// Parses /proc/meminfo; sizes there are in KiB though it writes kB (proc(5)).
///
/// `MemAvailable` came with Linux 3.14; before, it stays nil.
func parseMeminfo(_ text: ArraySlice<UInt8>) throws(MalformedText) -> MemoryReading {
  var total: UInt64?
  var reading = MemoryReading(totalBytes: 0)
  var scanner = ByteScanner(text)
  while let bytes = scanner.nextLine() {
    guard let first = bytes.first, "MBCS".utf8.contains(first) else { continue }
    var line = KernelLine(bytes, of: .meminfo)
    guard let key = line.optionalWord() else { continue }
    if key.spells("MemTotal:") {
      total = try line.number(times: 1024)
    } else if key.spells("MemAvailable:") {
      reading.availableBytes = try line.number(times: 1024)
    } else if key.spells("MemFree:") {
      reading.freeBytes = try line.number(times: 1024)
    } else if key.spells("Buffers:") {
      reading.buffersBytes = try line.number(times: 1024)
    } else if key.spells("Cached:") {
      reading.cachedBytes = try line.number(times: 1024)
    } else if key.spells("SwapTotal:") {
      reading.swapTotalBytes = try line.number(times: 1024)
    } else if key.spells("SwapFree:") {
      reading.swapFreeBytes = try line.number(times: 1024)
    }
  }
  guard let total else { throw MalformedText(.meminfo, line: text) }
  reading.totalBytes = total
  return reading
}
