import TestSupport

@testable import OpsDomain

/// What a host does at present, per second; everything that is nil is not read.
struct Work {
  var user = 0.03
  var system = 0.02
  var iowait = 0.0
  var steal = 0.0
  var softirq = 0.0
  /// Tasks that the load average counts.
  var tasks = 0.1
  /// Tasks runnable beside the one that reads.
  var runnable: Int? = 0
  var blocked: Int? = 0
  /// Shares of time in which somebody waits; nil on kernels without PSI.
  var pressure: (cpu: Double, memory: Double, memoryFull: Double, io: Double)? = (0, 0, 0, 0)
  var swapOut: UInt64 = 0
  var majorFaults: UInt64 = 0
  var kills: UInt64 = 0
  var diskBusy = 0.0
  var diskQueue = 0.0
  /// Packets a second over loopback.
  var loopbackPackets: UInt64 = 0
  var errors: UInt64 = 0

  static let quiet = Work()
  static let cpu = Work(
    user: 0.93, system: 0.05, tasks: 4, runnable: 4, pressure: (cpu: 0.85, memory: 0, memoryFull: 0, io: 0))
  static let disk = Work(
    system: 0.04, iowait: 0.55, tasks: 2, blocked: 2, pressure: (cpu: 0.01, memory: 0, memoryFull: 0, io: 0.93),
    diskBusy: 0.98, diskQueue: 3.5)
  static let swap = Work(
    system: 0.2, iowait: 0.5, tasks: 3, blocked: 3, pressure: (cpu: 0.05, memory: 0.6, memoryFull: 0.4, io: 0.6),
    swapOut: 900, majorFaults: 300, diskBusy: 0.9, diskQueue: 6)
  static let network = Work(
    user: 0.05, system: 0.85, softirq: 0.25, tasks: 2, runnable: 2,
    pressure: (cpu: 0.1, memory: 0, memoryFull: 0, io: 0), loopbackPackets: 120_000)

  func without(_ change: (inout Work) -> Void) -> Work {
    var work = self
    change(&work)
    return work
  }
}

/// A host that works: counters grow, and the load average is made as kernels make it, every five seconds.
struct WorkingHost {
  var now = Timestamp.fixture
  var work = Work.quiet
  var sample: Sample
  private var load = (one: 0.1, five: 0.1, fifteen: 0.1)
  private var counted = 0.0
  private var passed = 0.0

  init(cores: Int = 2, load: Double = 0.1) {
    sample = .fixture(load: load, cores: cores)
    sample.cpu = CPUTimes(user: 1000, system: 1000, idle: 100_000)
    sample.paging.swapOut = 0
    sample.paging.majorFaults = 0
    sample.paging.outOfMemoryKills = 0
    sample.loopback = InterfaceCounters(name: "lo")
    self.load = (load, load, load)
  }

  /// Lets `seconds` pass and gives the sample at their end.
  mutating func tick(_ seconds: Double = 5) -> Sample {
    now = now + .milliseconds(Int64(seconds * 1000))
    passed += seconds
    // 5.004 s, as with 250 ticks of the timer a second.
    while counted + 5.004 <= passed {
      counted += 5.004
      count(&load.one, 0.920_04)
      count(&load.five, 0.983_47)
      count(&load.fifteen, 0.994_46)
    }
    let cores = Double(sample.cores ?? 1)
    sample.takenAt = now
    sample.uptimeSeconds = sample.uptimeSeconds.map { $0 + seconds }
    sample.load = LoadAverage(one: rounded(load.one), five: rounded(load.five), fifteen: rounded(load.fifteen))
    var cpu = sample.cpu ?? CPUTimes()
    cpu.user += work.user * seconds * cores
    cpu.system += (work.system - work.softirq) * seconds * cores
    cpu.softirq += work.softirq * seconds * cores
    cpu.iowait += work.iowait * seconds * cores
    cpu.steal += work.steal * seconds * cores
    cpu.idle += max(1 - work.user - work.system - work.iowait - work.steal, 0) * seconds * cores
    sample.cpu = cpu
    sample.runnable = work.runnable.map { $0 + 1 }
    sample.blocked = work.blocked
    sample.paging.swapOut? += UInt64(Double(work.swapOut) * seconds)
    sample.paging.majorFaults? += UInt64(Double(work.majorFaults) * seconds)
    sample.paging.outOfMemoryKills? += work.kills
    takeDevices(seconds)
    takePressure(seconds)
    return sample
  }

  private mutating func takeDevices(_ seconds: Double) {
    guard var disk = sample.disks?.first, var interface = sample.interfaces?.first else { return }
    disk.reads += UInt64(200 * work.diskBusy * seconds)
    disk.readBytes += UInt64(2_000_000 * work.diskBusy * seconds)
    disk.readMilliseconds += UInt64(1000 * work.diskQueue * seconds)
    disk.busyMilliseconds += UInt64(1000 * work.diskBusy * seconds)
    disk.weightedMilliseconds += UInt64(1000 * work.diskQueue * seconds)
    interface.receivedPackets += UInt64(1000 * seconds)
    interface.receivedBytes += UInt64(600_000 * seconds)
    interface.receiveErrors += UInt64(Double(work.errors) * seconds)
    (sample.disks, sample.interfaces) = ([disk], [interface])
    sample.loopback?.receivedPackets += UInt64(Double(work.loopbackPackets) * seconds)
    sample.loopback?.receivedBytes += UInt64(Double(work.loopbackPackets) * 16_000 * seconds)
  }

  private mutating func takePressure(_ seconds: Double) {
    guard let pressure = work.pressure else {
      sample.pressure = nil
      return
    }
    var reading = sample.pressure ?? PressureReading()
    func grow(_ line: PressureLine?, _ share: Double) -> PressureLine {
      let total = (line?.totalMicroseconds ?? 0) + UInt64(share * seconds * 1e6)
      // The averages are late.
      let late = ((line?.average10 ?? 0) + share) / 2
      return PressureLine(average10: late, average60: late, average300: late, totalMicroseconds: total)
    }
    reading.cpuSome = grow(reading.cpuSome, pressure.cpu)
    reading.memorySome = grow(reading.memorySome, pressure.memory)
    reading.memoryFull = grow(reading.memoryFull, pressure.memoryFull)
    reading.ioSome = grow(reading.ioSome, pressure.io)
    sample.pressure = reading
  }

  private func count(_ average: inout Double, _ kept: Double) { average = average * kept + work.tasks * (1 - kept) }
  private func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}

/// A fleet of one working host.
struct Worked {
  static let host: HostID = "bm-db07"
  var fleet: Fleet
  var working: WorkingHost

  init(cores: Int = 2, load: Double = 0.1, _ change: (inout Host) -> Void = { _ in }) {
    var host = Host(id: Self.host, role: RoleID(service: "bookmark", role: "db"))
    change(&host)
    let role = RoleSpecification(id: RoleID(service: "bookmark", role: "db"), keep: nil, hosts: [Self.host])
    fleet = Fleet(Inventory(hosts: [host], roles: [role]), at: .fixture)
    working = WorkingHost(cores: cores, load: load)
  }

  var state: HostState { fleet.hosts[0] }
  var letter: Bottleneck.Letter? { state.bottleneck?.letter }

  /// Works for so many readings, and gives the letter after each.
  @discardableResult
  mutating func work(_ work: Work, _ count: Int = 1, each seconds: Double = 5) -> [Bottleneck.Letter?] {
    working.work = work
    return (0..<count).map { _ in
      fleet.apply(.sampled(Self.host, working.tick(seconds)), at: working.now)
      return letter
    }
  }

  /// Takes in a reading as it is given.
  mutating func take(_ change: (inout Sample) -> Void) {
    change(&working.sample)
    fleet.apply(.sampled(Self.host, working.tick()), at: working.now)
  }
}
