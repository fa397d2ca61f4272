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
  /// The file.
  public var file: String
  /// The offending line, cut to 200 bytes; not yet harmless.
  public var line: String
}

/// Parses the text of one kernel file into the sample. Pure; bytes in, readings out.
///
/// Ticks of /proc/stat are turned to seconds by `ticksPerSecond` (sysconf _SC_CLK_TCK, 100 nearly everywhere).
public func parse(
  _ text: ArraySlice<UInt8>, of file: ProcFile, into sample: inout Sample, ticksPerSecond: Double = 100
) throws(MalformedText) {}
