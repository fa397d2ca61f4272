/// The numbers of one reading that the tree asks for; nil where absent.
struct BottleneckEvidence: Hashable, Sendable {
  /// CPUs online.
  var cores: Double?
  /// Seconds that the rates cover; nil at the first reading.
  var seconds: Double?
  var load1: Double?
  var load5: Double?
  /// Tasks by core that the load average has counted of late (see `LoadTrail`).
  var recentLoad: Double?
  var user: Double?
  var system: Double?
  var iowait: Double?
  var steal: Double?
  /// The part of `system` that is soft interrupts.
  var softirq: Double?
  /// Tasks runnable now and one reading before, without the one that read.
  var runnable: Double?
  var runnableBefore: Double?
  var blocked: Double?
  var blockedBefore: Double?
  // PSI, as shares of the time between the two readings where the kernel counts it.
  var cpuSome: Double?
  var memorySome: Double?
  var memoryFull: Double?
  var ioSome: Double?
  var swapOut: Double?
  /// In how many of the last ten readings pages were swapped out; nil when that is not read.
  var swapSamples: Double?
  /// Whether one of them was among the last two.
  var swapsNow = false
  var majorFaults: Double?
  /// Pages read back a second that were still wanted when they were dropped.
  var restored: Double?
  /// Processes killed for want of memory since the reading before.
  var kills: Double?
  /// Of the busiest device.
  var deviceBusy: Double?
  var deviceQueue: Double?
  /// Errors and drops a second of the interface with most of them, and their share of its packets.
  var networkErrors: Double?
  var errorShare: Double?
  /// Packets a second of all interfaces and loopback, both ways.
  var packets: Double?
  /// Bytes a second over loopback, one way.
  var loopbackBytes: Double?

  /// CPU time that is not the host's to give: user, system, and stolen.
  var work: Double? { user.flatMap { user in system.map { user + $0 + (steal ?? 0) } } }
  /// Whether PSI was read.
  var hasPressure: Bool { cpuSome != nil || memorySome != nil || ioSome != nil }
}

extension BottleneckEvidence {
  /// The numbers of `sample`, with rates since `previous`.
  init(_ sample: Sample, previous: Sample?, _ vitals: Vitals) {
    cores = sample.cores.flatMap { $0 > 0 ? Double($0) : nil }
    (load1, load5) = (vitals.loadPerCore, vitals.load5PerCore)
    if let cpu = vitals.cpu { (user, system, iowait, steal) = (cpu.user, cpu.system, cpu.iowait, cpu.steal) }
    runnable = Self.others(sample.runnable)
    blocked = sample.blocked.map { Double(max($0, 0)) }
    let span = previous.flatMap { SampleSpan(from: $0, to: sample) }
    takePressure(sample.pressure, previous?.pressure, span)
    guard let previous, let span else { return }
    seconds = span.seconds
    runnableBefore = Self.others(previous.runnable)
    blockedBefore = previous.blocked.map { Double(max($0, 0)) }
    softirq = Self.softirqShare(from: previous.cpu, to: sample.cpu)
    swapOut = vitals.swapOutPerSecond
    majorFaults = vitals.majorFaultsPerSecond
    kills = vitals.outOfMemoryKills.map(Double.init)
    restored = span.rate(from: previous.paging.restored, to: sample.paging.restored)
    if let device = vitals.disks.first { (deviceBusy, deviceQueue) = (device.busy, device.queue) }
    takeNetwork(vitals.interfaces, from: previous.loopback, to: sample.loopback, over: span)
  }

  /// The reader itself is runnable while it reads.
  private static func others(_ runnable: Int?) -> Double? { runnable.map { Double(max($0, 1)) - 1 } }

  /// What waited: measured between the readings where the kernel counts it, which is exact and has no memory; else the
  /// kernel's average over ten seconds.
  private mutating func takePressure(_ now: PressureReading?, _ before: PressureReading?, _ span: SampleSpan?) {
    guard let now else { return }
    func share(_ line: PressureLine?, _ old: PressureLine?) -> Double? {
      guard let line else { return nil }
      let total = span?.rate(from: old?.totalMicroseconds, to: line.totalMicroseconds)
      let share = total.map { $0 / 1_000_000 } ?? line.average10
      return share.isFinite ? min(max(share, 0), 1) : nil
    }
    cpuSome = share(now.cpuSome, before?.cpuSome)
    memorySome = share(now.memorySome, before?.memorySome)
    memoryFull = share(now.memoryFull, before?.memoryFull)
    ioSome = share(now.ioSome, before?.ioSome)
  }

  private static func softirqShare(from before: CPUTimes?, to now: CPUTimes?) -> Double? {
    guard let before, let now else { return nil }
    let (part, whole) = (now.softirq - before.softirq, now.total - before.total)
    guard part >= 0, whole > 0, whole.isFinite else { return nil }
    return min(part / whole, 1)
  }

  private mutating func takeNetwork(
    _ interfaces: [InterfaceActivity], from before: InterfaceCounters?, to now: InterfaceCounters?,
    over span: SampleSpan
  ) {
    var sum: Double?
    for interface in interfaces {
      let packets = interface.receivedPacketsPerSecond + interface.sentPacketsPerSecond
      if !interface.isStacked { sum = (sum ?? 0) + packets }
      guard interface.errorsPerSecond > networkErrors ?? -1 else { continue }
      networkErrors = interface.errorsPerSecond
      errorShare = interface.errorsPerSecond / max(packets + interface.errorsPerSecond, 1)
    }
    if let received = span.rate(from: before?.receivedPackets, to: now?.receivedPackets) {
      sum = (sum ?? 0) + received
      loopbackBytes = span.rate(from: before?.receivedBytes, to: now?.receivedBytes)
    }
    packets = sum
  }
}
