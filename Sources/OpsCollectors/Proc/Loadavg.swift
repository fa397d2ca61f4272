import OpsDomain

/// Parses /proc/loadavg, as `0.20 0.18 0.12 1/80 11206` (proc(5)).
func parseLoadavg(_ text: ArraySlice<UInt8>) throws(MalformedText) -> LoadAverage {
  var scanner = ByteScanner(text)
  var line = KernelLine(scanner.nextLine() ?? [], of: .loadavg)
  return LoadAverage(one: try line.fixedPoint(), five: try line.fixedPoint(), fifteen: try line.fixedPoint())
}
