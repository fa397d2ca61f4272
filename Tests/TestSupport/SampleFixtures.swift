public import OpsDomain

extension Sample {
  /// A tick of a quiet host with four cores; counters as a day of work leaves them.
  public static func fixture(
    at moment: Timestamp = .fixture, source: SourceKind = .ssh, uptime: Double? = 86_400, load: Double? = 0.4,
    cores: Int? = 4, memoryUsed: Double = 0.4
  ) -> Sample {
    var sample = Sample(takenAt: moment, source: source)
    sample.uptimeSeconds = uptime
    sample.hostClock = moment
    sample.roundTrip = .milliseconds(20)
    sample.load = load.map { LoadAverage(one: $0, five: $0, fifteen: $0) }
    sample.cores = cores
    sample.cpu = CPUTimes(user: 10_000, system: 2000, idle: 330_000)
    let total = 16.0 * 1_073_741_824
    sample.memory = MemoryReading(totalBytes: UInt64(total), availableBytes: UInt64(total * (1 - memoryUsed)))
    sample.memory?.swapTotalBytes = 1_073_741_824
    sample.memory?.swapFreeBytes = 1_073_741_824
    sample.disks = [DiskCounters(name: "sda")]
    sample.interfaces = [InterfaceCounters(name: "eth0")]
    return sample
  }
}

extension CPUTimes {
  /// CPU times of these states; the others are zero.
  public init(
    user: Double = 0, nice: Double = 0, system: Double = 0, idle: Double = 0, iowait: Double = 0, irq: Double = 0,
    softirq: Double = 0, steal: Double = 0
  ) {
    self.init()
    self.user = user
    self.nice = nice
    self.system = system
    self.idle = idle
    self.iowait = iowait
    self.irq = irq
    self.softirq = softirq
    self.steal = steal
  }
}

/// A host that lives in time: each `tick` lets some time pass at steady rates and gives the sample at its end.
public struct LivingHost {
  /// The moment of the last sample.
  public var now: Timestamp
  /// The last sample; change its counters to change the past.
  public var sample: Sample
  /// Share of CPU time in user mode.
  public var cpuUser = 0.1
  /// Share of CPU time stolen.
  public var cpuSteal = 0.0
  /// Share of memory used.
  public var memoryUsed = 0.4
  /// Load averages, all three.
  public var load = 0.4
  /// Pages swapped out a second.
  public var swapOutPerSecond: UInt64 = 0
  /// Bytes received a second on eth0.
  public var receivedPerSecond: UInt64 = 1000
  /// How far its clock is ahead.
  public var clockAhead = Duration.zero

  /// A quiet host.
  public init(at moment: Timestamp = .fixture, source: SourceKind = .ssh) {
    now = moment
    sample = .fixture(at: moment, source: source)
    sample.paging.swapOut = 0
    sample.paging.outOfMemoryKills = 0
  }

  /// Lets `duration` pass and gives the sample at its end.
  public mutating func tick(_ duration: Duration = .seconds(15)) -> Sample {
    let seconds = duration.inSeconds
    let cores = Double(sample.cores ?? 1)
    now = now + duration
    sample.takenAt = now
    sample.hostClock = now + clockAhead - .milliseconds(9)
    sample.uptimeSeconds = sample.uptimeSeconds.map { $0 + seconds }
    sample.cpu?.user += seconds * cores * cpuUser
    sample.cpu?.steal += seconds * cores * cpuSteal
    sample.cpu?.idle += seconds * cores * max(1 - cpuUser - cpuSteal, 0)
    sample.load = LoadAverage(one: load, five: load, fifteen: load)
    let available = sample.memory.map { UInt64(Double($0.totalBytes) * (1 - memoryUsed)) }
    sample.memory?.availableBytes = available
    sample.paging.swapOut? += swapOutPerSecond * UInt64(seconds)
    for index in (sample.interfaces ?? []).indices {
      sample.interfaces?[index].receivedBytes += receivedPerSecond * UInt64(seconds)
    }
    return sample
  }

  /// Lets `count` ticks pass and gives them to `fleet` as news of `host`, each at its moment.
  public mutating func live(
    _ count: Int, each duration: Duration = .seconds(15), as host: HostID, in fleet: inout Fleet
  ) {
    for _ in 0..<count { fleet.apply(.sampled(host, tick(duration)), at: now) }
  }
}

extension Filesystem {
  /// A filesystem of this size, used to this share.
  public static func fixture(
    _ mount: String = "/data", gigabytes: Double = 100, used: Double = 0.5, type: String = "ext4",
    inodesUsed: Double = 0.1, isReadOnly: Bool = false, isNetwork: Bool = false
  ) -> Filesystem {
    let size = gigabytes * 1_073_741_824
    return Filesystem(
      mount: mount, device: "/dev/sda1", type: type, sizeBytes: UInt64(size), usedBytes: UInt64(size * used),
      availableBytes: UInt64(size * (1 - used)), inodesTotal: 1_000_000, inodesUsed: UInt64(1_000_000 * inodesUsed),
      isReadOnly: isReadOnly, isNetwork: isNetwork)
  }
}
