import OpsDomain

/// Parses /proc/diskstats: a line a device with at least eleven counters (kernel iostats.rst).
///
/// Sectors there are of 512 bytes whatever the device says. Which devices are kept: `DiskSelection`.
func parseDiskstats(_ text: ArraySlice<UInt8>) throws(MalformedText) -> [DiskCounters] {
  var selection = DiskSelection()
  var scanner = ByteScanner(text)
  while let bytes = scanner.nextLine() {
    var line = KernelLine(bytes, of: .diskstats)
    line.skip(2)
    guard let name = line.optionalWord(), let kind = DiskKind(name) else { continue }
    // Kernels before 2.6.25 count only four things of a partition.
    guard kind != .partition || line.hasFields(11) else { continue }
    selection.add(try counters(&line, name: name.text), kind)
  }
  return selection.chosen
}

/// Reads the eleven counters after the name.
private func counters(_ line: inout KernelLine, name: String) throws(MalformedText) -> DiskCounters {
  var disk = DiskCounters(name: name)
  disk.reads = try line.number()
  line.skip(1)
  disk.readBytes = try line.number(times: 512)
  disk.readMilliseconds = try line.number()
  disk.writes = try line.number()
  line.skip(1)
  disk.writtenBytes = try line.number(times: 512)
  disk.writeMilliseconds = try line.number()
  line.skip(1)
  disk.busyMilliseconds = try line.number()
  disk.weightedMilliseconds = try line.number()
  return disk
}
