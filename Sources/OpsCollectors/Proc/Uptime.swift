/// Parses /proc/uptime, as `1938.35 3441.41`, into seconds since boot (proc(5)).
func parseUptime(_ text: ArraySlice<UInt8>) throws(MalformedText) -> Double {
  var scanner = ByteScanner(text)
  var line = KernelLine(scanner.nextLine() ?? [], of: .uptime)
  return try line.fixedPoint()
}
