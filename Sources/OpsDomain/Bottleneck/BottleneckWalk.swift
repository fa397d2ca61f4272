/// Puts a walk through the tree into words and numbers, for whoever looks at one host.
struct BottleneckWalk {
  private let tree: BottleneckTree
  private let vitals: Vitals
  private var evidence: BottleneckEvidence { tree.evidence }
  private var limits: BottleneckLimits { tree.limits }

  init(_ tree: BottleneckTree, _ vitals: Vitals) {
    self.tree = tree
    self.vitals = vitals
  }

  /// The walk.
  var result: Bottleneck {
    let end = tree.end
    let words = BottleneckWords(end, tree, vitals)
    var kind: Bottleneck.CPUKind?
    if case .cpu(let found) = end { kind = found }
    return Bottleneck(
      letter: end.letter, cpuKind: kind, device: end == .disk ? words.device : nil, conclusion: words.conclusion,
      advice: words.advice, steps: steps(to: end))
  }

  /// The questions that were asked on the way to this end.
  private func steps(to end: BottleneckTree.End) -> [Bottleneck.Step] {
    var steps = [load]
    guard tree.isLoaded == true else { return steps }
    steps.append(memory)
    if end == .memory { return steps }
    steps.append(disk)
    if end == .disk || end == .unclear(.iowaitOfNothing) { return steps }
    steps.append(cpu)
    // That the CPUs are used up asks on: by the network?
    steps.append(network)
    return steps
  }

  private var load: Bottleneck.Step {
    let cores = evidence.cores
    var readings: [Bottleneck.Reading] = [
      .init("load of late", tree.recentLoad, .perCore, limit: limits.load),
      .init("load1", evidence.load1, .perCore), .init("load5", evidence.load5, .perCore),
      .init("CPU used", evidence.work, .share, limit: limits.cpu),
      .init("runnable", evidence.runnable, .count, limit: cores.map { $0 + 1 }),
      .init("blocked", evidence.blocked, .count, limit: 1),
    ]
    if evidence.hasPressure { readings += pressures(cpu: limits.pressure, io: limits.pressure) }
    var note: String?
    if tree.isLoaded == false, evidence.load5 ?? 0 >= limits.load {
      note = "load5 is a mean over five minutes and remembers what is over"
    } else if evidence.seconds == nil {
      note = "rates come with the second reading"
    }
    return Bottleneck.Step(question: .load, answer: .init(tree.isLoaded), readings: readings, note: note)
  }

  private var memory: Bottleneck.Step {
    var readings: [Bottleneck.Reading] = [
      .init("swap-out", evidence.swapOut, .perSecond, limit: limits.swapOut),
      .init("samples of 10", evidence.swapSamples, .count, limit: Double(BottleneckLimits.swapSamples)),
      .init("major faults", evidence.majorFaults, .perSecond, limit: limits.majorFaults),
    ]
    if evidence.restored != nil {
      readings.append(.init("read back", evidence.restored, .perSecond, limit: limits.majorFaults))
    }
    if let kills = evidence.kills, kills > 0 { readings.append(.init("killed", kills, .count, limit: 1)) }
    if evidence.memoryFull != nil || evidence.memorySome != nil {
      readings.append(.init("PSI memory full", evidence.memoryFull, .share, limit: limits.memoryPressure))
      readings.append(.init("PSI memory some", evidence.memorySome, .share))
    }
    readings.append(.init("memory used", vitals.memoryUsed, .share))
    var note: String?
    let moves = evidence.swapsNow || (tree.readsBack ?? 0) >= limits.majorFaults
    if tree.isMemoryShort != true, moves, tree.isMemoryWaitedFor == false {
      note = "pages move, but nobody waits for memory (PSI)"
    } else if tree.isMemoryShort != true, let full = evidence.memoryFull, full >= limits.memoryPressure {
      note = "tasks wait far more for something else"
    }
    return Bottleneck.Step(question: .memory, answer: .init(tree.isMemoryShort), readings: readings, note: note)
  }

  private var disk: Bottleneck.Step {
    var readings: [Bottleneck.Reading] = [
      .init("iowait", evidence.iowait, .share, limit: tree.iowaitLimit),
      .init("blocked", evidence.blocked, .count, limit: 1),
      .init("blocked before", evidence.blockedBefore, .count, limit: 1),
    ]
    if evidence.hasPressure {
      readings.append(.init("PSI I/O some", evidence.ioSome, .share, limit: limits.pressure))
      readings.append(.init("PSI CPU some", evidence.cpuSome, .share))
    }
    if let device = vitals.disks.first {
      readings.append(.init("\(device.name) busy", device.busy, .share, limit: BottleneckLimits.deviceFull))
      readings.append(.init("queue", device.queue, .count, limit: 1))
      readings.append(.init("await", device.awaitMilliseconds, .milliseconds))
    }
    return Bottleneck.Step(
      question: .disk, answer: tree.isIOWaitRefuted ? .unknown : .init(tree.isIOWaitedFor), readings: readings,
      note: diskNote)
  }

  private var diskNote: String? {
    if tree.isIOWaitRefuted { return "CPUs wait for I/O of which no task and no device knows" }
    if tree.isIOWaitedFor != true {
      let isBusy = min(evidence.blocked ?? 0, evidence.blockedBefore ?? 0) >= 1
      return isBusy ? "tasks are blocked, but other numbers say that little waits for them" : nil
    }
    let isQuiet = evidence.deviceBusy.map { $0 < BottleneckLimits.deviceQuiet } ?? false
    return isQuiet ? "no local device is busy: a network filesystem, or a device that is not listed" : nil
  }

  private var cpu: Bottleneck.Step {
    var readings: [Bottleneck.Reading] = [
      .init("CPU used", evidence.work, .share, limit: limits.cpu), .init("user", evidence.user, .share),
      .init("system", evidence.system, .share), .init("steal", evidence.steal, .share),
      .init("runnable", evidence.runnable, .count, limit: evidence.cores.map { $0 + 1 }),
      .init("cores", evidence.cores, .count),
    ]
    if evidence.hasPressure {
      readings.append(.init("PSI CPU some", evidence.cpuSome, .share, limit: limits.pressure))
    }
    var note: String?
    if tree.end == .unclear(.waitsForIdleCPU) { note = "tasks wait for CPUs that are idle" }
    if tree.end == .unclear(.nobodyWaits) { note = "busy, but nobody waits for a CPU" }
    return Bottleneck.Step(question: .cpu, answer: .init(tree.isCPUUsedUp), readings: readings, note: note)
  }

  private var network: Bottleneck.Step {
    var readings: [Bottleneck.Reading] = [
      .init("soft interrupts", evidence.softirq, .share, limit: limits.softirq),
      .init("system", evidence.system, .share), .init("user", evidence.user, .share),
      .init("packets", evidence.packets, .perSecond, limit: BottleneckLimits.packets),
      .init("errors and drops", evidence.networkErrors, .perSecond, limit: limits.networkErrors),
      .init("of packets", evidence.errorShare, .share, limit: BottleneckLimits.errorShare),
      .init("traffic", vitals.bytesPerSecond, .bytesPerSecond),
    ]
    if evidence.loopbackBytes != nil {
      readings.append(.init("loopback", evidence.loopbackBytes, .bytesPerSecond))
    }
    return Bottleneck.Step(question: .network, answer: .init(tree.isNetwork), readings: readings, note: nil)
  }

  private func pressures(cpu: Double, io: Double) -> [Bottleneck.Reading] {
    [
      .init("PSI CPU some", evidence.cpuSome, .share, limit: cpu),
      .init("PSI I/O some", evidence.ioSome, .share, limit: io),
      .init("PSI memory full", evidence.memoryFull, .share, limit: BottleneckLimits.memoryStalls),
    ]
  }
}
