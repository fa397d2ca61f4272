// From two samples to vitals. Nothing here may trap, whatever the numbers: they come from outside.

extension Vitals {
  /// What `sample` means, given the sample before it.
  public init(from sample: Sample, previous: Sample?) {
    self.init(takenAt: sample.takenAt, disks: [], interfaces: [])
    loadPerCore = perCore(sample.load?.one, sample.cores)
    load5PerCore = perCore(sample.load?.five, sample.cores)
    memoryUsed = sample.memory.flatMap(usedShare)
    swapUsed = sample.memory.flatMap(swapUsedShare)
    clockOffset = sample.measuredClockOffset
    guard let previous, let span = SampleSpan(from: previous, to: sample) else { return }
    takeRates(of: sample, previous: previous, over: span)
  }

  private mutating func takeRates(of sample: Sample, previous: Sample, over span: SampleSpan) {
    if let now = sample.cpu, let before = previous.cpu { cpu = CPUShares(from: before, to: now) }
    swapInPerSecond = span.rate(from: previous.paging.swapIn, to: sample.paging.swapIn)
    swapOutPerSecond = span.rate(from: previous.paging.swapOut, to: sample.paging.swapOut)
    majorFaultsPerSecond = span.rate(from: previous.paging.majorFaults, to: sample.paging.majorFaults)
    if let now = sample.paging.outOfMemoryKills, let before = previous.paging.outOfMemoryKills, now >= before {
      outOfMemoryKills = now - before
    }
    disks = span.activity(from: previous.disks ?? [], to: sample.disks ?? [])
    interfaces = span.activity(from: previous.interfaces ?? [], to: sample.interfaces ?? [])
    (receivedBytesPerSecond, sentBytesPerSecond) = traffic(of: interfaces)
  }
}

extension CPUShares {
  /// The shares between two readings; nil when a state went backwards, or no time passed.
  ///
  /// Idle, iowait and steal may shrink a little on a healthy kernel (proc(5)); that counts as no time. Guest time is
  /// contained in user time and must not be added.
  init?(from before: CPUTimes, to now: CPUTimes) {
    let user = (now.user - before.user) + (now.nice - before.nice)
    let system = (now.system - before.system) + (now.irq - before.irq) + (now.softirq - before.softirq)
    let iowait = max(now.iowait - before.iowait, 0)
    let steal = max(now.steal - before.steal, 0)
    let total = user + system + iowait + steal + max(now.idle - before.idle, 0)
    let neverShrink = [
      now.user - before.user, now.nice - before.nice, now.system - before.system, now.irq - before.irq,
      now.softirq - before.softirq,
    ]
    // NaN fails every comparison, so that these two lines refuse it too.
    guard neverShrink.allSatisfy({ $0 >= 0 }), total > 0, total.isFinite else { return nil }
    self.init(user: user / total, system: system / total, iowait: iowait / total, steal: steal / total)
  }
}

extension Sample {
  /// The host's clock minus ours, in seconds; nil when not measured or smaller than the error.
  ///
  /// The host read its clock half a round trip before the answer came. A clock without milliseconds was cut down to
  /// whole seconds (`date +%s`), so that it stands for the second's middle, give or take half a second.
  var measuredClockOffset: Double? {
    guard let hostClock, let roundTrip else { return nil }
    let half = max(roundTrip.inSeconds, 0) / 2
    let isWhole = hostClock.milliseconds % 1000 == 0
    let read = Double(takenAt.milliseconds) / 1000 - half
    let offset = Double(hostClock.milliseconds) / 1000 + (isWhole ? 0.5 : 0) - read
    let error = half + (isWhole ? 0.5 : 0) + clockResolution
    return offset.isFinite && offset.magnitude > error ? offset : nil
  }
}

/// What a clock reading may be off beside the round trip, in seconds: a kernel tick at each end.
private let clockResolution = 0.02

/// Load by core; nil unless both are known and make sense.
private func perCore(_ load: Double?, _ cores: Int?) -> Double? {
  guard let load, let cores, cores > 0, load >= 0, load.isFinite else { return nil }
  return load / Double(cores)
}

/// The share of memory that programs cannot have; nil where it cannot be told.
private func usedShare(_ memory: MemoryReading) -> Double? {
  guard memory.totalBytes > 0, let available = available(memory) else { return nil }
  return min(max(1 - available / Double(memory.totalBytes), 0), 1)
}

/// MemAvailable, or what comes nearest to it on old kernels.
private func available(_ memory: MemoryReading) -> Double? {
  if let available = memory.availableBytes { return Double(available) }
  guard let free = memory.freeBytes, let buffers = memory.buffersBytes, let cached = memory.cachedBytes else {
    return nil
  }
  return Double(free) + Double(buffers) + Double(cached)
}

/// The share of swap in use; nil without swap.
private func swapUsedShare(_ memory: MemoryReading) -> Double? {
  guard let total = memory.swapTotalBytes, total > 0, let free = memory.swapFreeBytes else { return nil }
  return min(max(1 - Double(free) / Double(total), 0), 1)
}
