// What was read, before any arithmetic. Every reading is optional: a reading that is absent is not
// zero, and no code may make it zero. Counters are what the kernel counts since boot.

/// The load averages of 1, 5 and 15 minutes, in tasks (/proc/loadavg, proc(5)).
public struct LoadAverage: Hashable, Sendable {
  /// Over the last minute.
  public var one: Double
  /// Over the last five minutes.
  public var five: Double
  /// Over the last fifteen minutes.
  public var fifteen: Double
  /// The three averages.
  public init(one: Double, five: Double, fifteen: Double) {
    self.one = one
    self.five = five
    self.fifteen = fifteen
  }
}

/// CPU time by state since boot, summed over all CPUs, in seconds (/proc/stat, proc(5)).
///
/// Guest time is contained in `user` and `nice`, as the kernel counts it.
public struct CPUTimes: Hashable, Sendable {
  /// Time in user mode.
  public var user = 0.0
  /// Time in user mode with low priority.
  public var nice = 0.0
  /// Time in system mode.
  public var system = 0.0
  /// Time idle.
  public var idle = 0.0
  /// Time idle while waiting for I/O.
  public var iowait = 0.0
  /// Time servicing interrupts.
  public var irq = 0.0
  /// Time servicing soft interrupts.
  public var softirq = 0.0
  /// Time a hypervisor ran somebody else.
  public var steal = 0.0
  /// All zero.
  public init() {}
  /// The sum of all states.
  public var total: Double { user + nice + system + idle + iowait + irq + softirq + steal }
}

/// Memory, in bytes (/proc/meminfo, proc(5)).
public struct MemoryReading: Hashable, Sendable {
  /// Usable memory.
  public var totalBytes: UInt64
  /// What could be given to programs without swapping (MemAvailable), or nil on kernels without it.
  public var availableBytes: UInt64?
  /// Unused memory.
  public var freeBytes: UInt64?
  /// Block-device buffers.
  public var buffersBytes: UInt64?
  /// The page cache.
  public var cachedBytes: UInt64?
  /// Swap space in all.
  public var swapTotalBytes: UInt64?
  /// Unused swap space.
  public var swapFreeBytes: UInt64?
  /// Memory of this size; the rest is not read yet.
  public init(totalBytes: UInt64, availableBytes: UInt64? = nil) {
    self.totalBytes = totalBytes
    self.availableBytes = availableBytes
  }
}

/// Paging activity since boot (/proc/vmstat, proc(5)).
public struct PagingCounters: Hashable, Sendable {
  /// Pages swapped in.
  public var swapIn: UInt64?
  /// Pages swapped out.
  public var swapOut: UInt64?
  /// Page faults that needed the disk.
  public var majorFaults: UInt64?
  /// Processes killed for want of memory.
  public var outOfMemoryKills: UInt64?
  /// Pages read back from disk that were still in use when they were dropped (`workingset_restore`, Linux 4.20).
  public var restored: UInt64?
  /// Nothing read.
  public init() {}
}

/// The share of time in which some or all tasks waited for one resource (/proc/pressure, kernel psi.rst).
public struct PressureLine: Hashable, Sendable {
  /// Share of the last 10 seconds, 0...1.
  public var average10: Double
  /// Share of the last 60 seconds, 0...1.
  public var average60: Double
  /// Share of the last 300 seconds, 0...1.
  public var average300: Double
  /// Time stalled since boot, in microseconds.
  public var totalMicroseconds: UInt64?
  /// The averages of one line.
  public init(average10: Double, average60: Double, average300: Double, totalMicroseconds: UInt64? = nil) {
    self.average10 = average10
    self.average60 = average60
    self.average300 = average300
    self.totalMicroseconds = totalMicroseconds
  }
}

/// Pressure stall information by resource; nil lines where the kernel has none.
public struct PressureReading: Hashable, Sendable {
  /// Some task waited for a CPU.
  public var cpuSome: PressureLine?
  /// Some task waited for memory.
  public var memorySome: PressureLine?
  /// All tasks waited for memory.
  public var memoryFull: PressureLine?
  /// Some task waited for I/O.
  public var ioSome: PressureLine?
  /// All tasks waited for I/O.
  public var ioFull: PressureLine?
  /// Nothing read.
  public init() {}
}

/// The counters of one block device since boot (/proc/diskstats, kernel iostats.rst).
public struct DiskCounters: Hashable, Sendable {
  /// The device name, as `sda`; whole devices only.
  public var name: String
  /// Reads completed.
  public var reads: UInt64 = 0
  /// Bytes read.
  public var readBytes: UInt64 = 0
  /// Time spent in reads, in milliseconds.
  public var readMilliseconds: UInt64 = 0
  /// Writes completed.
  public var writes: UInt64 = 0
  /// Bytes written.
  public var writtenBytes: UInt64 = 0
  /// Time spent in writes, in milliseconds.
  public var writeMilliseconds: UInt64 = 0
  /// Time in which the device had work, in milliseconds.
  public var busyMilliseconds: UInt64 = 0
  /// Time weighted by the number of requests in flight, in milliseconds.
  public var weightedMilliseconds: UInt64 = 0
  /// A device without activity.
  public init(name: String) { self.name = name }
}

/// The counters of one network interface since boot (/proc/net/dev, proc(5)); loopback is left out.
public struct InterfaceCounters: Hashable, Sendable {
  /// The interface name, as `eth0`.
  public var name: String
  /// Bytes received.
  public var receivedBytes: UInt64 = 0
  /// Packets received.
  public var receivedPackets: UInt64 = 0
  /// Errors and drops on receipt.
  public var receiveErrors: UInt64 = 0
  /// Bytes sent.
  public var sentBytes: UInt64 = 0
  /// Packets sent.
  public var sentPackets: UInt64 = 0
  /// Errors and drops on sending.
  public var sendErrors: UInt64 = 0
  /// An interface without traffic.
  public init(name: String) { self.name = name }
}

/// The cheap reading of one host at one moment (`tick`).
public struct Sample: Hashable, Sendable {
  /// When it arrived, by the console's clock.
  public var takenAt: Timestamp
  /// Where it came from.
  public var source: SourceKind
  /// Seconds since the host booted, read in the same reading: the denominator of every rate.
  public var uptimeSeconds: Double?
  /// The host's own wall clock, read in the same reading.
  public var hostClock: Timestamp?
  /// The time from the question to the answer; half of it is the error of `hostClock`.
  public var roundTrip: Duration?
  /// Load averages.
  public var load: LoadAverage?
  /// The number of CPUs online.
  public var cores: Int?
  /// CPU time by state.
  public var cpu: CPUTimes?
  /// Tasks runnable now.
  public var runnable: Int?
  /// Tasks blocked on I/O now.
  public var blocked: Int?
  /// Memory and swap.
  public var memory: MemoryReading?
  /// Paging activity.
  public var paging = PagingCounters()
  /// Pressure stall information.
  public var pressure: PressureReading?
  /// Block devices; nil when not read, empty when there are none.
  public var disks: [DiskCounters]?
  /// Network interfaces; nil when not read.
  public var interfaces: [InterfaceCounters]?
  /// Loopback, which is traffic of the host with itself; nil when not read.
  public var loopback: InterfaceCounters?
  /// Parts that could not be read, with the reason of each.
  public var failures: [String] = []

  /// A reading with nothing in it yet.
  public init(takenAt: Timestamp, source: SourceKind) {
    self.takenAt = takenAt
    self.source = source
  }
}
