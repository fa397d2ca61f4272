/// The limits by which the tree of the bottleneck answers; the reasons stand in docs/health.md.
public struct BottleneckLimits: Hashable, Sendable {
  /// Tasks by core from which on a host is loaded, whatever else is read.
  public var load = 0.7
  /// CPU used (user, system and steal) from which on CPUs are short, if somebody waits for one.
  public var cpu = 0.7
  /// Share of CPU time waiting for I/O; with few cores the limit is what one waiting task makes.
  public var iowait = 0.2
  /// PSI: share of time in which some task waited for a CPU or for I/O.
  public var pressure = 0.2
  /// PSI: share of time in which all tasks waited for memory.
  public var memoryPressure = 0.01
  /// Pages a second read back from disk, by major faults or because they were still wanted.
  public var majorFaults = 500.0
  /// Pages swapped out a second, in three of ten samples.
  public var swapOut = 5.0
  /// Errors and drops a second on one interface.
  public var networkErrors = 100.0
  /// Share of CPU time in soft interrupts, while packets come in great numbers.
  public var softirq = 0.05

  /// The defaults.
  public init() {}
}

extension BottleneckLimits {
  // What follows is not to be set: it says when another number confirms or refutes.

  /// CPUs are used up, whether somebody is seen waiting or not.
  static let cpuFull = 0.9
  /// Below this the CPUs have time to spare, whatever waits for them.
  static let cpuHalf = 0.5
  /// A device that has work nearly all the time.
  static let deviceFull = 0.9
  /// A device that has next to nothing to do.
  static let deviceQuiet = 0.1
  /// PSI below this refutes that CPUs wait for I/O.
  static let pressureQuiet = 0.05
  /// PSI below this refutes what other numbers say of memory.
  static let memoryQuiet = 0.005
  /// All tasks wait for memory so much that the host is loaded, if by nothing else.
  static let memoryStalls = 0.05
  /// Samples of the last ten with swapping out.
  static let swapSamples = 3
  /// Errors must be this share of the packets: a few among millions are nothing.
  static let errorShare = 0.01
  /// Packets a second that are many.
  static let packets = 10_000.0

  /// The limit of iowait on a host of so many cores.
  ///
  /// One task that always waits makes one core's share of it, less what it computes in between.
  func iowait(cores: Double?) -> Double { max(iowait, cores.map { 0.9 / max($0, 1) } ?? iowait) }
}
