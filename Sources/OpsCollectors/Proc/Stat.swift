import OpsDomain

/// What /proc/stat says that we keep; nil for lines that were not there.
struct StatReading: Hashable {
  var cpu: CPUTimes?
  var cores: Int?
  var runnable: Int?
  var blocked: Int?

  /// Puts what was read into the sample.
  func fill(_ sample: inout Sample) {
    sample.cpu = cpu
    sample.cores = cores
    sample.runnable = runnable
    sample.blocked = blocked
  }
}

/// Parses /proc/stat: CPU time, the number of CPUs online, and the tasks runnable and blocked (proc(5)).
func parseStat(_ text: ArraySlice<UInt8>, ticksPerSecond: Double) throws(MalformedText) -> StatReading {
  var reading = StatReading()
  var cores = 0
  var scanner = ByteScanner(text)
  while let bytes = scanner.nextLine() {
    // Most of the file is one line of interrupts and, on large machines, one line a CPU.
    guard let first = bytes.first, first == UInt8(ascii: "c") || first == UInt8(ascii: "p") else { continue }
    var line = KernelLine(bytes, of: .stat)
    guard let key = line.optionalWord() else { continue }
    if key.begins(with: "cpu") {
      if key.count == 3 { reading.cpu = try cpuTimes(&line, ticksPerSecond: ticksPerSecond) } else { cores += 1 }
    } else if key.spells("procs_running") {
      reading.runnable = Int(clamping: try line.number())
    } else if key.spells("procs_blocked") {
      reading.blocked = Int(clamping: try line.number())
    }
  }
  if cores > 0 { reading.cores = cores }
  return reading
}

/// Reads the ticks of one `cpu` line; kernels before 2.6.11 end it early.
private func cpuTimes(_ line: inout KernelLine, ticksPerSecond: Double) throws(MalformedText) -> CPUTimes {
  guard ticksPerSecond > 0 else { throw line.malformed }
  var times = CPUTimes()
  times.user = Double(try line.number()) / ticksPerSecond
  times.nice = Double(try line.number()) / ticksPerSecond
  times.system = Double(try line.number()) / ticksPerSecond
  times.idle = Double(try line.number()) / ticksPerSecond
  times.iowait = Double(try line.optionalNumber() ?? 0) / ticksPerSecond
  times.irq = Double(try line.optionalNumber() ?? 0) / ticksPerSecond
  times.softirq = Double(try line.optionalNumber() ?? 0) / ticksPerSecond
  times.steal = Double(try line.optionalNumber() ?? 0) / ticksPerSecond
  return times
}
