public import OpsDomain

/// The kernel's text files that a tick reads, here or through a probe (proc(5)).
public enum ProcFile: String, CaseIterable, Hashable, Sendable {
  case loadavg, stat, meminfo, vmstat, diskstats, uptime
  case netDev = "net/dev"
  case pressureCPU = "pressure/cpu"
  case pressureMemory = "pressure/memory"
  case pressureIO = "pressure/io"
}

/// What a kernel file said that was not understood.
public struct MalformedText: Error, Hashable, Sendable {
  /// The longest line that is kept, in bytes.
  public static let longestLine = 200
  /// The file.
  public var file: String
  /// The offending line, cut to 200 bytes; not yet harmless.
  public var line: String

  /// The line of that file that was not understood.
  init(_ file: ProcFile, line: ArraySlice<UInt8>) {
    self.file = file.rawValue
    self.line = String(decoding: line.prefix(Self.longestLine), as: UTF8.self)
  }
}

/// Parses the text of one kernel file into the sample: bytes in, readings out, nothing else.
///
/// Empty text is a file that the host does not have: it reads nothing and is no error. Text that is not understood
/// throws and leaves the sample as it was. Ticks of /proc/stat are turned to seconds by `ticksPerSecond`
/// (sysconf _SC_CLK_TCK, 100 nearly everywhere).
public func parse(
  _ text: ArraySlice<UInt8>, of file: ProcFile, into sample: inout Sample, ticksPerSecond: Double = 100
) throws(MalformedText) {
  guard !text.isEmpty else { return }
  switch file {
  case .loadavg: sample.load = try parseLoadavg(text)
  case .stat: try parseStat(text, ticksPerSecond: ticksPerSecond).fill(&sample)
  case .meminfo: sample.memory = try parseMeminfo(text)
  case .vmstat: sample.paging = try parseVmstat(text)
  case .diskstats: sample.disks = try parseDiskstats(text)
  case .uptime: sample.uptimeSeconds = try parseUptime(text)
  case .netDev: (sample.interfaces, sample.loopback) = (try parseNetDev(text), try parseLoopback(text))
  case .pressureCPU:
    let lines = try parsePressure(text, of: file)
    fillPressure(of: &sample) { $0.cpuSome = lines.some }
  case .pressureMemory:
    let lines = try parsePressure(text, of: file)
    fillPressure(of: &sample) { ($0.memorySome, $0.memoryFull) = (lines.some, lines.full) }
  case .pressureIO:
    let lines = try parsePressure(text, of: file)
    fillPressure(of: &sample) { ($0.ioSome, $0.ioFull) = (lines.some, lines.full) }
  }
}

/// Changes the pressure reading of a sample, beginning one where there is none.
private func fillPressure(of sample: inout Sample, _ change: (inout PressureReading) -> Void) {
  var reading = sample.pressure ?? PressureReading()
  change(&reading)
  sample.pressure = reading
}
