/// What a sample means: quantities people read, derived from it and the one before.
///
/// Shares are 0...1. Rates are per second of the host's own uptime. With one sample only, after a
/// reboot, after a change of source, or where a counter went backwards, a rate is nil.
public struct Vitals: Hashable, Sendable {
  /// The moment of the later sample.
  public var takenAt: Timestamp
  /// Load of one minute per core.
  public var loadPerCore: Double?
  /// Load of five minutes per core.
  public var load5PerCore: Double?
  /// CPU time by state, as shares of all CPU time.
  public var cpu: CPUShares?
  /// Share of memory that is not available.
  ///
  /// On kernels without MemAvailable (before 3.14), what is neither free, nor buffers, nor cache.
  public var memoryUsed: Double?
  /// Share of swap in use; nil without swap.
  public var swapUsed: Double?
  /// Pages swapped in a second.
  public var swapInPerSecond: Double?
  /// Pages swapped out a second.
  public var swapOutPerSecond: Double?
  /// Page faults a second that needed the disk.
  public var majorFaultsPerSecond: Double?
  /// Processes killed for want of memory between the two samples.
  public var outOfMemoryKills: UInt64?
  /// Devices with their activity; the busiest first.
  public var disks: [DiskActivity]
  /// Interfaces with their traffic, in the host's order.
  public var interfaces: [InterfaceActivity]
  /// Bytes received a second over all interfaces that stand on no other one (see `InterfaceActivity.isStacked`).
  public var receivedBytesPerSecond: Double?
  /// Bytes sent a second over the same interfaces.
  public var sentBytesPerSecond: Double?
  /// The host's clock minus ours, in seconds; nil when smaller than the error of measuring it.
  public var clockOffset: Double?
}

/// CPU time by state, as shares 0...1 of all CPU time between two samples.
public struct CPUShares: Hashable, Sendable {
  /// User mode, low priority included.
  public var user: Double
  /// System mode, interrupts included.
  public var system: Double
  /// Waiting for I/O.
  public var iowait: Double
  /// Stolen by the hypervisor.
  public var steal: Double
  /// Shares.
  public init(user: Double, system: Double, iowait: Double, steal: Double) {
    self.user = user
    self.system = system
    self.iowait = iowait
    self.steal = steal
  }
  /// Work done: user and system.
  public var busy: Double { user + system }
}

/// What a block device did between two samples.
public struct DiskActivity: Hashable, Sendable {
  /// The device.
  public var name: String
  /// Share of the time in which it had work.
  public var busy: Double
  /// Mean number of requests queued or served.
  public var queue: Double
  /// Mean time of a request in milliseconds; nil without requests.
  public var awaitMilliseconds: Double?
  /// Bytes read a second.
  public var readBytesPerSecond: Double
  /// Bytes written a second.
  public var writtenBytesPerSecond: Double
  /// Reads a second.
  public var readsPerSecond: Double
  /// Writes a second.
  public var writesPerSecond: Double
}

/// What a network interface did between two samples.
public struct InterfaceActivity: Hashable, Sendable {
  /// The interface.
  public var name: String
  /// Bytes received a second.
  public var receivedBytesPerSecond: Double
  /// Bytes sent a second.
  public var sentBytesPerSecond: Double
  /// Packets received a second.
  public var receivedPacketsPerSecond: Double
  /// Packets sent a second.
  public var sentPacketsPerSecond: Double
  /// Errors and drops a second, both ways.
  public var errorsPerSecond: Double

  /// Whether it carries what other interfaces carry too: a bridge, bond, VLAN, tunnel or container's port.
  public var isStacked: Bool { isStackedInterface(name) }
}
