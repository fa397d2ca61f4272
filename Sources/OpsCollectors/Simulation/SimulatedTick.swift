import OpsDomain

extension SimulatedHost {
  /// What a request to an idle disk takes, in milliseconds.
  private static let usualAwait = 2.4
  /// Bytes of a usual request and of one of somebody who copies much.
  private static let requestBytes = (usual: 16_384.0, bulk: 131_072.0)
  private static let packetBytes = 900.0
  /// The part of disk work that falls to the root disk where there is another one.
  private static let rootPart = 0.12
  private static let swapBytes = 4_294_967_296.0

  /// The cheap reading at `time`, which is `stamp` on the console's clock.
  func sample(at time: Double, _ stamp: Timestamp) -> Sample {
    let here = progress(time)
    let (sinceBoot, five) = (sinceBoot(here), mean(here, 300))
    let (total, minute) = (amounts(sinceBoot), amounts(mean(here, 60)))
    let (lastFive, lastFifteen) = (amounts(five), amounts(mean(here, 900)))
    let cores = Double(profile.cores)
    var sample = Sample(takenAt: stamp, source: .simulation)
    sample.uptimeSeconds = sinceBoot.time
    sample.hostClock = stamp + .milliseconds(Int64(trouble.clockAhead * 1000) + Int64(Chance.below(9, chance(4))) - 4)
    sample.roundTrip = .milliseconds(
      4 + Chance.below(24, StableHash.mix(seed ^ UInt64(bitPattern: stamp.milliseconds))))
    sample.load = LoadAverage(one: cores * minute.load, five: cores * lastFive.load, fifteen: cores * lastFifteen.load)
    sample.cores = profile.cores
    sample.cpu = Self.cpu(total, cores * sinceBoot.time, cores)
    sample.runnable = 1 + Int(cores * minute.load * 0.6)
    sample.blocked = Int(minute.ioPressure * 18)
    sample.memory = memory(five)
    sample.paging = Self.paging(total)
    sample.pressure = Self.pressure(minute, lastFive, total)
    sample.disks = disks(total.diskBusy, sinceBoot)
    sample.interfaces = [Self.network(total)]
    return sample
  }

  private func mean(_ here: Progress, _ window: Double) -> Progress { (here - progress(here.time - window)).perSecond }

  private static func cpu(_ total: Amounts, _ whole: Double, _ cores: Double) -> CPUTimes {
    var cpu = CPUTimes()
    cpu.user = total.user * cores
    cpu.system = total.system * cores * 0.85
    cpu.softirq = total.system * cores * 0.15
    cpu.iowait = total.iowait * cores
    cpu.steal = total.steal * cores
    cpu.idle = max(0, whole - (total.busy + total.iowait + total.steal) * cores)
    return cpu
  }

  private func memory(_ five: Progress) -> MemoryReading {
    let used = min(max(memoryUsed * (1 + 0.02 * (five.storage - 1)), 0.01), 0.995)
    let available = profile.memoryBytes * (1 - used)
    var memory = MemoryReading(totalBytes: Self.count(profile.memoryBytes), availableBytes: Self.count(available))
    memory.freeBytes = Self.count(available * 0.3)
    memory.buffersBytes = Self.count(available * 0.05)
    memory.cachedBytes = Self.count(available * 0.62)
    memory.swapTotalBytes = Self.count(Self.swapBytes)
    memory.swapFreeBytes = Self.count(Self.swapBytes * (1 - trouble.swapUsed))
    return memory
  }

  private static func paging(_ total: Amounts) -> PagingCounters {
    var paging = PagingCounters()
    paging.swapIn = count(total.swappedIn)
    paging.swapOut = count(total.swappedOut)
    paging.majorFaults = count(total.majorFaults)
    paging.outOfMemoryKills = 0
    return paging
  }

  private static func pressure(_ minute: Amounts, _ five: Amounts, _ total: Amounts) -> PressureReading {
    func line(_ minute: Double, _ five: Double, _ total: Double, _ scale: Double = 1) -> PressureLine {
      PressureLine(
        average10: min(minute * scale, 1), average60: min(minute * scale, 1), average300: min(five * scale, 1),
        totalMicroseconds: count(total * scale * 1e6))
    }
    var pressure = PressureReading()
    pressure.cpuSome = line(minute.cpuPressure, five.cpuPressure, total.cpuPressure)
    pressure.memorySome = line(minute.memoryPressure, five.memoryPressure, total.memoryPressure)
    pressure.memoryFull = line(minute.memoryPressure, five.memoryPressure, total.memoryPressure, 0.6)
    pressure.ioSome = line(minute.ioPressure, five.ioPressure, total.ioPressure)
    pressure.ioFull = line(minute.ioPressure, five.ioPressure, total.ioPressure, 0.7)
    return pressure
  }

  private func disks(_ busySeconds: Double, _ passed: Progress) -> [DiskCounters] {
    let hasData = profile.volumes.contains { !$0.hangs }
    func disk(_ name: String, part: Double, bulk: Double) -> DiskCounters {
      let reads = (usual.readBytes * passed.storage * part, trouble.extra.readBytes * passed.trouble * bulk)
      let writes = (usual.writtenBytes * passed.storage * part, trouble.extra.writtenBytes * passed.trouble * bulk)
      var disk = DiskCounters(name: name)
      disk.readBytes = Self.count(reads.0 + reads.1)
      disk.writtenBytes = Self.count(writes.0 + writes.1)
      disk.reads = Self.count(Self.requests(reads))
      disk.writes = Self.count(Self.requests(writes))
      let (readTime, writeTime) = (requestMilliseconds(reads), requestMilliseconds(writes))
      disk.readMilliseconds = Self.count(readTime)
      disk.writeMilliseconds = Self.count(writeTime)
      disk.weightedMilliseconds = Self.count(readTime + writeTime)
      let busy = usual.diskBusy * passed.storage * part + trouble.extra.diskBusy * passed.trouble * bulk
      disk.busyMilliseconds = Self.count(busy * 1000)
      return disk
    }
    guard hasData else { return [disk("sda", part: 1, bulk: 1)] }
    return [disk("sda", part: Self.rootPart, bulk: 0), disk("sdb", part: 1 - Self.rootPart, bulk: 1)]
  }

  /// Requests for so many bytes, of usual work and of trouble.
  private static func requests(_ bytes: (Double, Double)) -> Double {
    bytes.0 / requestBytes.usual + bytes.1 / requestBytes.bulk
  }

  private func requestMilliseconds(_ bytes: (Double, Double)) -> Double {
    bytes.0 / Self.requestBytes.usual * Self.usualAwait + bytes.1 / Self.requestBytes.bulk * trouble.awaitMilliseconds
  }

  private static func network(_ total: Amounts) -> InterfaceCounters {
    var network = InterfaceCounters(name: "eth0")
    network.receivedBytes = count(total.receivedBytes)
    network.receivedPackets = count(total.receivedBytes / packetBytes)
    network.sentBytes = count(total.sentBytes)
    network.sentPackets = count(total.sentBytes / packetBytes)
    return network
  }

  /// A whole number of things counted; never traps.
  static func count(_ amount: Double) -> UInt64 {
    amount > 0 && amount < 0x1p63 ? UInt64(amount) : 0
  }
}
