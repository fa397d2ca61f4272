/// The questions, each answered by the numbers of one reading: yes, no, or nil where nothing tells.
///
/// One place answers them, for the letter of every reading and for the walk that a person looks at.
struct BottleneckTree {
  let evidence: BottleneckEvidence
  let limits: BottleneckLimits

  init(_ evidence: BottleneckEvidence, _ limits: BottleneckLimits) {
    self.evidence = evidence
    self.limits = limits
  }

  /// Where a walk ends.
  enum End: Hashable {
    /// Too little was read.
    case unknown
    case idle
    case memory
    case disk
    case cpu(Bottleneck.CPUKind)
    case network
    case unclear(Contradiction)

    var letter: Bottleneck.Letter? {
      switch self {
      case .unknown: return nil
      case .idle: return .idle
      case .memory: return .memory
      case .disk: return .disk
      case .cpu: return .cpu
      case .network: return .network
      case .unclear: return .unclear
      }
    }
  }

  /// Why the numbers of a loaded host name nothing.
  enum Contradiction: Hashable {
    /// CPUs wait for I/O that no task and no device knows of.
    case iowaitOfNothing
    /// Tasks wait for CPUs, and the CPUs are idle.
    case waitsForIdleCPU
    /// The load average counts tasks that are neither running nor waiting anywhere.
    case loadOfNothing
    /// CPUs are busy, and nobody waits for one.
    case nobodyWaits
    /// Nothing is used up.
    case nothingUsedUp
  }

  /// Walks the tree.
  var end: End {
    guard let isLoaded else { return .unknown }
    guard isLoaded else { return .idle }
    if isMemoryShort == true { return .memory }
    if isIOWaitRefuted { return .unclear(.iowaitOfNothing) }
    if isIOWaitedFor == true { return .disk }
    if isCPUUsedUp == true { return isNetworkStack == true ? .network : .cpu(cpuKind) }
    if isNetwork == true { return .network }
    // Rates come with the second reading.
    guard evidence.work != nil else { return .unknown }
    return .unclear(contradiction)
  }
}

// MARK: load

extension BottleneckTree {
  /// Whether the host has anything to do that could be held back.
  ///
  /// The load averages alone cannot say: that of five minutes is late by minutes at both ends, and in a container it may
  /// be the machine's. What was used and what waited between two readings says it at once; a load that is left in the
  /// averages only is over.
  var isLoaded: Bool? {
    guard recentLoad != nil || evidence.work != nil || evidence.hasPressure else { return nil }
    return isTaskLoad == true || isBusy == true || isQueued == true || isStalled == true || isKilled == true
      || isSwapping == true || isReadBack == true || isIOWaitedFor == true || isIOWaitRefuted
      || isNetworkFailing == true
  }

  /// Tasks by core counted of late; while the trail is short, the average of one minute.
  var recentLoad: Double? { evidence.recentLoad ?? evidence.load1 }
  var isTaskLoad: Bool? { recentLoad.map { $0 >= limits.load } }
  var isBusy: Bool? { evidence.work.map { $0 >= limits.cpu } }
  /// Whether more tasks than CPUs were runnable at both readings.
  var isQueued: Bool? {
    guard let cores = evidence.cores, let now = evidence.runnable, let before = evidence.runnableBefore else {
      return nil
    }
    return min(now, before) > cores && !isQueueRefuted
  }
  /// Whether nobody waited for a CPU between the readings: what is runnable at the moment of a reading may be what wakes
  /// at the same beat, as readers and timers do.
  private var isQueueRefuted: Bool {
    if let waits = evidence.cpuSome { return waits < limits.pressure / 2 }
    return recentLoad.map { $0 < limits.load / 2 } ?? false
  }
  /// Whether tasks wait by PSI, for whatever.
  var isStalled: Bool? {
    any(
      evidence.cpuSome.map { $0 >= limits.pressure }, evidence.ioSome.map { $0 >= limits.pressure },
      evidence.memoryFull.map { $0 >= BottleneckLimits.memoryStalls })
  }
}

// MARK: memory

extension BottleneckTree {
  /// Asked before I/O, because thrashing shows as I/O.
  var isMemoryShort: Bool? { any(isKilled, isSwapping, isReadBack, isMemoryStalled) }

  /// Whether processes were killed for want of memory.
  var isKilled: Bool? { evidence.kills.map { $0 > 0 } }

  /// Whether somebody waits for memory at all; nil without PSI.
  var isMemoryWaitedFor: Bool? { evidence.memorySome.map { $0 >= BottleneckLimits.memoryQuiet } }

  /// Swapping out that goes on, unless PSI says that nobody waits: pages that nobody wants back may go.
  var isSwapping: Bool? {
    guard let samples = evidence.swapSamples else { return nil }
    return samples >= Double(BottleneckLimits.swapSamples) && evidence.swapsNow && isMemoryWaitedFor != false
  }

  /// Pages that were dropped and had to be read back: by faults, or by other reads of what was still in use.
  ///
  /// Programs that begin fault as much; PSI tells them apart.
  var isReadBack: Bool? {
    guard let reads = readsBack else { return nil }
    return reads >= limits.majorFaults && isMemoryWaitedFor != false
  }
  var readsBack: Double? {
    guard let faults = evidence.majorFaults else { return evidence.restored }
    return max(faults, evidence.restored ?? 0)
  }

  /// All tasks wait for memory together, and not much less than they wait for other things.
  var isMemoryStalled: Bool? {
    guard let full = evidence.memoryFull, let some = evidence.memorySome else { return nil }
    return full >= limits.memoryPressure && some >= max(evidence.cpuSome ?? 0, evidence.ioSome ?? 0) / 2
  }
}

// MARK: I/O

extension BottleneckTree {
  var isIOWaitedFor: Bool? { any(isIOWaitHigh, isBlocked, isIOStalled, isDeviceFull) }

  var iowaitLimit: Double { limits.iowait(cores: evidence.cores) }
  var isIOWaitHigh: Bool? { evidence.iowait.map { $0 >= iowaitLimit } }

  /// Whether tasks were blocked at both readings; one alone is a moment.
  var isBlocked: Bool? {
    guard let now = evidence.blocked, let before = evidence.blockedBefore else { return nil }
    return min(now, before) >= 1 && !isIORefuted
  }
  /// Whether tasks wait for I/O more than for CPUs, by PSI.
  var isIOStalled: Bool? {
    evidence.ioSome.map { $0 >= limits.pressure && $0 > evidence.cpuSome ?? 0 }
  }
  /// Whether a device has work all the time, and more than one request at once.
  var isDeviceFull: Bool? {
    guard let busy = evidence.deviceBusy, let queue = evidence.deviceQueue else { return nil }
    return busy >= BottleneckLimits.deviceFull && queue >= 1 && !isIORefuted
  }

  /// Whether other numbers say that what is blocked or busy holds nothing back.
  private var isIORefuted: Bool {
    if let io = evidence.ioSome {
      return io < limits.pressure / 2 || (isCPUFull == true && io <= evidence.cpuSome ?? 0)
    }
    return isCPUFull == true
  }

  /// Whether CPUs wait for I/O of which tasks, devices and PSI all know nothing.
  var isIOWaitRefuted: Bool {
    guard isIOWaitHigh == true, let blocked = evidence.blocked, let busy = evidence.deviceBusy else { return false }
    return max(blocked, evidence.blockedBefore ?? 0) == 0 && busy < BottleneckLimits.deviceQuiet
      && evidence.ioSome ?? 0 < BottleneckLimits.pressureQuiet
  }
}

// MARK: CPU and network

extension BottleneckTree {
  var isCPUUsedUp: Bool? {
    guard let work = evidence.work else { return nil }
    return work >= BottleneckLimits.cpuFull || (work >= limits.cpu && isCPUWaitedFor != false)
      || (work >= BottleneckLimits.cpuHalf && isCPUStalled == true)
  }

  private var isCPUFull: Bool? { evidence.work.map { $0 >= BottleneckLimits.cpuFull } }

  /// Whether more tasks want a CPU than there are.
  var isCPUWaitedFor: Bool? {
    any(
      evidence.runnable.flatMap { runnable in evidence.cores.map { runnable > $0 } }, recentLoad.map { $0 > 1 },
      isCPUStalled)
  }
  /// Whether tasks wait for CPUs more than for I/O, by PSI.
  var isCPUStalled: Bool? { evidence.cpuSome.map { $0 >= limits.pressure && $0 > evidence.ioSome ?? 0 } }

  /// What keeps the CPUs: stolen time first, for no change on the host itself brings it back.
  var cpuKind: Bottleneck.CPUKind {
    let (user, system, steal) = (evidence.user ?? 0, evidence.system ?? 0, evidence.steal ?? 0)
    if steal >= 0.1, steal >= min(user, system) { return .steal }
    return system > user ? .system : .user
  }

  var isNetwork: Bool? { any(isNetworkFailing, isNetworkStack) }

  /// Whether packets are lost, many and a part of all that matters.
  var isNetworkFailing: Bool? {
    guard let errors = evidence.networkErrors, let share = evidence.errorShare else { return nil }
    return errors >= limits.networkErrors && share >= BottleneckLimits.errorShare
  }
  /// Whether the kernel's network stack takes the time of the CPUs: more is spent in the kernel than in programs, and a
  /// good part of it in soft interrupts, while packets come in great numbers.
  var isNetworkStack: Bool? {
    guard let softirq = evidence.softirq, let packets = evidence.packets, let user = evidence.user,
      let system = evidence.system
    else { return nil }
    return softirq >= limits.softirq && packets >= BottleneckLimits.packets && system >= user
  }

  /// Why a loaded host shows nothing that is used up.
  var contradiction: Contradiction {
    let work = evidence.work ?? 0
    if isCPUStalled == true, work < BottleneckLimits.cpuHalf { return .waitsForIdleCPU }
    if work >= limits.cpu { return .nobodyWaits }
    let isQuiet = work < BottleneckLimits.cpuHalf && evidence.blocked ?? 0 == 0
    return isTaskLoad == true && isQuiet && isStalled != true ? .loadOfNothing : .nothingUsedUp
  }
}

/// Whether one of the answers is yes; nil when there is none.
private func any(_ answers: Bool?...) -> Bool? {
  var known: Bool?
  for case let answer? in answers {
    if answer { return true }
    known = false
  }
  return known
}
