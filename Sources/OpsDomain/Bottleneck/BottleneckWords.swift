/// The conclusion of a walk in one sentence, and what hardware would help in another.
struct BottleneckWords {
  private let end: BottleneckTree.End
  private let tree: BottleneckTree
  private let vitals: Vitals
  private var evidence: BottleneckEvidence { tree.evidence }

  init(_ end: BottleneckTree.End, _ tree: BottleneckTree, _ vitals: Vitals) {
    self.end = end
    self.tree = tree
    self.vitals = vitals
  }

  /// The device that is waited for: the busiest, unless even that has nothing to do.
  var device: DiskActivity? {
    vitals.disks.first.flatMap { $0.busy >= BottleneckLimits.deviceQuiet ? $0 : nil }
  }

  /// The conclusion.
  var conclusion: String {
    switch end {
    case .unknown: return "too little was read to say"
    case .idle: return idle
    case .memory: return joined([memory], else: "memory is short")
    case .disk: return disk
    case .cpu(let kind): return cpu(kind)
    case .network: return network
    case .unclear(let contradiction): return unclear(contradiction)
    }
  }

  /// What would help.
  var advice: String? {
    switch end {
    case .unknown, .idle, .unclear: return nil
    case .memory: return "More memory would help, or fewer programs that share it."
    case .disk:
      guard let device else { return "Faster storage would help; which, the host does not tell." }
      let reads = device.readBytesPerSecond > device.writtenBytesPerSecond * 2
      return reads
        ? "More memory for what is read again, or an SSD or more spindles for \(device.name) would help."
        : "An SSD or more spindles for \(device.name) would help."
    case .cpu(.user): return "More cores would help; faster ones where one program does the work."
    case .cpu(.system): return "More cores would help; look first at what asks so much of the kernel."
    case .cpu(.steal): return "Fewer neighbours on the same machine would help, or cores of its own."
    case .network:
      return tree.isNetworkFailing == true
        ? "A look at cable, port and receive queues would help, or another network card."
        : "Another network card, or one that spreads its work over more cores, would help."
    }
  }

  private var idle: String {
    guard let load = tree.recentLoad else { return "little to do" }
    let over = evidence.load5.flatMap { $0 >= tree.limits.load ? "; load5 remembers what is over" : nil } ?? ""
    return "little to do: load \(decimal(load)) per core\(over)"
  }

  private var memory: [String] {
    var words: [String] = []
    if let kills = evidence.kills, kills > 0 {
      // A rate: what is less than one was one.
      words.append(
        kills < 1.5 ? "1 process killed for want of memory" : "\(decimal(kills, 0)) processes killed for want of memory"
      )
    }
    if tree.isSwapping == true, let rate = evidence.swapOut { words.append("swaps out \(decimal(rate, 0)) pages/s") }
    if tree.isReadBack == true, let rate = tree.readsBack { words.append("reads back \(decimal(rate, 0)) pages/s") }
    if tree.isMemoryStalled == true, let full = evidence.memoryFull {
      words.append("all tasks wait for memory \(share(full)) of the time")
    }
    return words
  }

  private var disk: String {
    var words: [String] = []
    if let device {
      var text = "\(device.name) \(share(device.busy)) busy, queue \(decimal(device.queue, 1))"
      if let wait = device.awaitMilliseconds { text += ", await \(decimal(wait, wait < 9.95 ? 1 : 0)) ms" }
      words.append(text)
    } else {
      words.append(vitals.disks.isEmpty ? "I/O, device not known" : "I/O, no local device is busy")
    }
    if tree.isIOWaitHigh == true, let iowait = evidence.iowait { words.append("iowait \(share(iowait))") }
    if let stalled = evidence.ioSome { words.append("tasks wait \(share(stalled)) of the time") }
    if words.count == 1, let blocked = evidence.blocked { words.append("\(decimal(blocked, 0)) blocked") }
    return joined([words], else: "")
  }

  private func cpu(_ kind: Bottleneck.CPUKind) -> String {
    let parts = [
      (Bottleneck.CPUKind.user, evidence.user), (.system, evidence.system), (.steal, evidence.steal),
    ]
    // The kind that names it stands first; what is not there is not told.
    let shown = parts.filter { $0.0 == kind } + parts.filter { $0.0 != kind && $0.1 ?? 0 >= 0.005 }
    let words = shown.compactMap { part in
      part.1.map { "\(part.0 == .steal ? "stolen" : part.0.rawValue) \(share($0))" }
    }
    var text = "CPU \(share(evidence.work ?? 0)) used: \(words.joined(separator: ", "))"
    if let runnable = evidence.runnable, let cores = evidence.cores {
      text += "; \(decimal(runnable, 0)) runnable on \(cores == 1 ? "1 core" : "\(decimal(cores, 0)) cores")"
    }
    return text
  }

  private var network: String {
    if tree.isNetworkFailing == true, let errors = evidence.networkErrors {
      let name = vitals.interfaces.max { $0.errorsPerSecond < $1.errorsPerSecond }?.name
      let where_ = name.map { "\($0) " } ?? ""
      return "\(where_)\(decimal(errors, 0)) errors and drops/s, \(share(evidence.errorShare ?? 0)) of its packets"
    }
    var text =
      "soft interrupts \(share(evidence.softirq ?? 0)) of CPU time, \(decimal(evidence.packets ?? 0, 0)) packets/s"
    if let bytes = evidence.loopbackBytes, bytes > (vitals.bytesPerSecond ?? 0) {
      text += ", loopback \(formatByteRate(bytes))"
    } else if let bytes = vitals.bytesPerSecond {
      text += ", \(formatByteRate(bytes))"
    }
    return text
  }

  private func unclear(_ contradiction: BottleneckTree.Contradiction) -> String {
    let used = "CPU \(share(evidence.work ?? 0)) used"
    switch contradiction {
    case .iowaitOfNothing:
      return "iowait \(share(evidence.iowait ?? 0)), yet no task is blocked and no device is busy"
    case .waitsForIdleCPU:
      return
        "tasks wait for a CPU \(share(evidence.cpuSome ?? 0)) of the time, yet \(used): a quota, or all on one core"
    case .loadOfNothing:
      let nothing = evidence.hasPressure ? "no task is blocked and nothing waits" : "no task is blocked"
      return
        "load \(decimal(tree.recentLoad ?? 0)) per core, yet \(used), \(nothing): tasks that hang, or in a container the machine's load"
    case .nobodyWaits: return "\(used), yet nobody waits for one"
    case .nothingUsedUp:
      return
        "load \(decimal(tree.recentLoad ?? 0)) per core, \(used), and nothing is used up: bursts, locks, or a wait for another host"
    }
  }

  private func joined(_ words: [[String]], else fallback: String) -> String {
    let all = words.joined()
    return all.isEmpty ? fallback : all.joined(separator: "; ")
  }
  private func share(_ value: Double) -> String { Bottleneck.Unit.share.text(value) }
  private func decimal(_ value: Double, _ places: Int = 2) -> String { formatDecimal(value, places: places) }
}
