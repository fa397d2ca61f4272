import OpsDomain

/// Turns pages of one host's node_exporter into readings, page after page.
///
/// It remembers what one page cannot tell: when the host booted, to the fraction of a second, and the stall times of
/// the page before, from which averages are made.
struct NodeMapping {
  private var bootTime: Double?
  private var pressure = PressureAverages()

  /// The tick that a page tells; the moment is that of its arrival.
  mutating func sample(_ page: NodePage, at moment: Timestamp, roundTrip: Duration?) -> Sample {
    var sample = Sample(takenAt: moment, source: .nodeExporter)
    sample.roundTrip = roundTrip
    sample.hostClock = page[.time].flatMap(Self.timestamp)
    sample.uptimeSeconds = uptime(page)
    if let one = page[.load1], let five = page[.load5], let fifteen = page[.load15] {
      sample.load = LoadAverage(one: one, five: five, fifteen: fifteen)
    }
    sample.cpu = page.cpu
    sample.cores = page.cores > 0 ? page.cores : nil
    sample.runnable = page[.running].flatMap { CounterValue($0) }.map { Int(clamping: $0.whole) }
    sample.blocked = page[.blocked].flatMap { CounterValue($0) }.map { Int(clamping: $0.whole) }
    sample.memory = Self.memory(page)
    sample.paging = Self.paging(page)
    sample.pressure = pressure.reading(page, uptime: sample.uptimeSeconds)
    sample.disks = Self.disks(page)
    sample.interfaces = page.interfaces.isEmpty && page.collectors["netdev"] != true ? nil : page.interfaces
    sample.loopback = page.loopback
    sample.failures = Self.failures(page)
    return sample
  }

  /// The filesystems that a page tells; nil when it tells none at all.
  static func filesystems(_ page: NodePage, at moment: Timestamp) -> FilesystemReading? {
    guard !page.filesystems.isEmpty || page.collectors["filesystem"] == true else { return nil }
    var reading = FilesystemReading(takenAt: moment, source: .nodeExporter, filesystems: [])
    for (index, isNetwork) in FilesystemChoice.chosen(of: page.filesystems.map(\.asMount)) {
      guard let filesystem = page.filesystems[index].reading(isNetwork: isNetwork) else { continue }
      if let failure = filesystem.failure { reading.failures.append("\(filesystem.mount): \(failure)") }
      reading.filesystems.append(filesystem)
    }
    return reading
  }

  /// The facts that a page tells.
  static func facts(_ page: NodePage, at moment: Timestamp) -> FactsReading {
    var facts = FactsReading(takenAt: moment, source: .nodeExporter)
    let kernel = [page.words[.sysname], page.words[.release]].compactMap { $0 }
    facts.kernel = kernel.isEmpty ? nil : kernel.joined(separator: " ")
    facts.hostName = page.words[.nodename]
    facts.architecture = page.words[.machine]
    facts.distribution = page.words[.prettyName] ?? page.words[.name]
    facts.cpuModel = page.words[.modelName]
    facts.virtualization = Virtualization.hypervisor(
      vendor: page.words[.systemVendor] ?? "", product: page.words[.productName] ?? "")
    return facts
  }

  /// Seconds since boot by the host's clock.
  ///
  /// The page tells the boot time in whole seconds, and it may flicker by one while the clock is slewed. Rates divide
  /// by differences of uptime, so the first boot time told is kept until another differs by more than two seconds: a
  /// boot, or a clock that was set.
  private mutating func uptime(_ page: NodePage) -> Double? {
    guard let now = page[.time], let boot = page[.bootTime] else { return nil }
    let kept = bootTime.flatMap { abs($0 - boot) <= 2 ? $0 : nil } ?? boot
    bootTime = kept
    return now > kept ? now - kept : nil
  }

  private static func timestamp(_ seconds: Double) -> Timestamp? {
    let milliseconds = (seconds * 1000).rounded()
    // Until the year 9999.
    guard milliseconds > 0, milliseconds < 253_402_300_800_000 else { return nil }
    return Timestamp(milliseconds: Int64(milliseconds))
  }

  private static func memory(_ page: NodePage) -> MemoryReading? {
    func bytes(_ metric: NodeMetric) -> UInt64? { page[metric].flatMap { CounterValue($0) }?.whole }
    guard let total = bytes(.memoryTotal) else { return nil }
    var memory = MemoryReading(totalBytes: total, availableBytes: bytes(.memoryAvailable))
    memory.freeBytes = bytes(.memoryFree)
    memory.buffersBytes = bytes(.memoryBuffers)
    memory.cachedBytes = bytes(.memoryCached)
    memory.swapTotalBytes = bytes(.swapTotal)
    memory.swapFreeBytes = bytes(.swapFree)
    return memory
  }

  private static func paging(_ page: NodePage) -> PagingCounters {
    func count(_ metric: NodeMetric) -> UInt64? { page[metric].flatMap { CounterValue($0) }?.whole }
    var paging = PagingCounters()
    paging.swapIn = count(.swapIn)
    paging.swapOut = count(.swapOut)
    paging.majorFaults = count(.majorFaults)
    paging.outOfMemoryKills = count(.outOfMemoryKills)
    return paging
  }

  private static func disks(_ page: NodePage) -> [DiskCounters]? {
    guard !page.disks.isEmpty || page.collectors["diskstats"] == true else { return nil }
    var selection = DiskSelection()
    for (counters, kind) in page.disks { selection.add(counters, kind) }
    return selection.chosen
  }

  /// The collectors that we read from and that failed on the host.
  private static func failures(_ page: NodePage) -> [String] {
    ["cpu", "diskstats", "loadavg", "meminfo", "netdev", "stat", "time", "vmstat"]
      .filter { page.collectors[$0] == false }
      .map { "node_exporter's collector \($0) failed" }
  }
}
