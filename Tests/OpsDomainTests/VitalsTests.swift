import OpsDomain
import TestSupport
import Testing

/// Two samples of one host, 10 s apart by its own uptime.
private func pair(
  _ change: (inout Sample, inout Sample) -> Void = { _, _ in }
) -> (before: Sample, after: Sample) {
  var before = Sample.fixture()
  var after = Sample.fixture(at: .fixture + .seconds(10), uptime: 86_410)
  change(&before, &after)
  return (before, after)
}

private func vitals(_ change: (inout Sample, inout Sample) -> Void) -> Vitals {
  let (before, after) = pair(change)
  return Vitals(from: after, previous: before)
}

@Test func theFirstSampleHasNoRates() {
  let vitals = Vitals(from: .fixture(load: 6, cores: 4), previous: nil)
  #expect(vitals.loadPerCore == 1.5)
  #expect(vitals.cpu == nil)
  #expect(vitals.disks.isEmpty && vitals.interfaces.isEmpty)
  #expect(vitals.receivedBytesPerSecond == nil)
  #expect(vitals.swapOutPerSecond == nil)
}

@Test func ratesDivideByTheHostsOwnUptime() {
  let vitals = vitals { before, after in
    before.interfaces?[0].receivedBytes = 1000
    after.interfaces?[0].receivedBytes = 6000
    before.paging.swapOut = 5
    after.paging.swapOut = 55
    // The console's clock says 10 s, the host's uptime 5 s: the host is right.
    after.uptimeSeconds = 86_405
  }
  #expect(vitals.receivedBytesPerSecond == 1000)
  #expect(vitals.swapOutPerSecond == 10)
}

@Test(arguments: [nil, 0, -10, .nan, .infinity, 1e300, 100_000.0] as [Double?])
func withoutASensibleSpanThereIsNoRate(step: Double?) {
  let vitals = vitals { before, after in
    after.uptimeSeconds = step.map { (before.uptimeSeconds ?? 0) + $0 }
    after.interfaces?[0].receivedBytes = 6000
    after.cpu?.user += 5
  }
  #expect(vitals.cpu == nil)
  #expect(vitals.receivedBytesPerSecond == nil)
  #expect(vitals.loadPerCore != nil)
}

@Test func aRebootLongAgoIsSeenByOurClock() {
  let vitals = vitals { before, after in
    before.uptimeSeconds = 100
    after.uptimeSeconds = 600
    after.takenAt = before.takenAt + .seconds(3600)
    after.cpu?.user += 5
  }
  #expect(vitals.cpu == nil)
}

@Test func twoSourcesAreNotSubtracted() {
  #expect(vitals { before, _ in before.source = .nodeExporter }.cpu == nil)
}

@Test func cpuSharesAddUpAndGuestTimeIsNotCountedTwice() throws {
  let cpu = try #require(
    vitals { before, after in
      before.cpu = CPUTimes(user: 100, nice: 10, system: 50, idle: 1000, iowait: 20, irq: 1, softirq: 2, steal: 3)
      after.cpu = CPUTimes(user: 110, nice: 12, system: 56, idle: 1015, iowait: 24, irq: 2, softirq: 3, steal: 4)
    }.cpu)
  #expect(abs(cpu.user - 12.0 / 40) < 1e-12)
  #expect(abs(cpu.system - 8.0 / 40) < 1e-12)
  #expect(abs(cpu.iowait - 4.0 / 40) < 1e-12)
  #expect(abs(cpu.steal - 1.0 / 40) < 1e-12)
  #expect(abs(cpu.busy - 20.0 / 40) < 1e-12)
}

@Test func iowaitMayShrinkWithoutHarm() throws {
  let cpu = try #require(
    vitals { before, after in
      before.cpu = CPUTimes(user: 100, idle: 100, iowait: 20)
      after.cpu = CPUTimes(user: 110, idle: 110, iowait: 19)
    }.cpu)
  #expect(cpu.iowait == 0)
  #expect(cpu.user == 0.5)
}

@Test(arguments: [-1.0, .nan, .infinity, -.infinity, 9.3e18])
func strangeCPUTimesGiveNoShares(user: Double) {
  let cpu = vitals { _, after in after.cpu = CPUTimes(user: user, idle: 330_010) }.cpu
  if let cpu { #expect(cpu.user >= 0 && cpu.user <= 1 && cpu.iowait >= 0) }
  #expect(user == 9.3e18 || cpu == nil)
}

/// Counters as a kernel, a broken kernel or a liar may give them.
private let counters: [UInt64] = [0, 1, 4_294_967_295, 4_294_967_296, 1 << 63, .max - 1, .max]

@Test(arguments: counters, counters)
func noPairOfCountersIsATrap(before: UInt64, after: UInt64) {
  let vitals = vitals { old, new in
    func fill(_ sample: inout Sample, _ value: UInt64) {
      var disk = DiskCounters(name: "sda")
      (disk.reads, disk.writes, disk.readBytes, disk.writtenBytes) = (value, value, value, value)
      (disk.readMilliseconds, disk.writeMilliseconds) = (value, value)
      (disk.busyMilliseconds, disk.weightedMilliseconds) = (value, value)
      var interface = InterfaceCounters(name: "eth0")
      (interface.receivedBytes, interface.sentBytes) = (value, value)
      (interface.receivedPackets, interface.sentPackets) = (value, value)
      (interface.receiveErrors, interface.sendErrors) = (value, value)
      (sample.disks, sample.interfaces) = ([disk], [interface])
      (sample.paging.swapOut, sample.paging.swapIn) = (value, value)
      (sample.paging.majorFaults, sample.paging.outOfMemoryKills) = (value, value)
      sample.memory = MemoryReading(totalBytes: value, availableBytes: .max - value)
      sample.memory?.swapTotalBytes = value
      sample.memory?.swapFreeBytes = .max - value
    }
    fill(&old, before)
    fill(&new, after)
  }
  let goesBack = after < before
  #expect((vitals.receivedBytesPerSecond == nil) == goesBack)
  #expect((vitals.swapOutPerSecond == nil) == goesBack)
  #expect(vitals.disks.isEmpty == goesBack)
  #expect((vitals.outOfMemoryKills == nil) == goesBack)
  for share in [vitals.memoryUsed, vitals.swapUsed, vitals.disks.first?.busy].compactMap(\.self) {
    #expect(share >= 0 && share <= 1)
  }
}

@Test(arguments: [nil, 0, -1, .min, .max] as [Int?], [nil, -1, .nan, .infinity, 1e308] as [Double?])
func strangeLoadsAndCoresGiveNoTrap(cores: Int?, load: Double?) {
  let value = Vitals(from: .fixture(load: load, cores: cores), previous: nil).loadPerCore
  #expect(value == nil || (cores == .max && load == 1e308))
}

@Test func disksComeBusiestFirst() throws {
  let vitals = vitals { before, after in
    before.disks = ["sda", "sdb", "nvme0n1"].map { DiskCounters(name: $0) }
    // The kernel's order may change, and disks come and go.
    after.disks = ["nvme0n1", "sdb", "sdc", "sda"].map { DiskCounters(name: $0) }
    after.disks?[1].busyMilliseconds = 9900
    after.disks?[1].weightedMilliseconds = 40_000
    after.disks?[1].reads = 100
    after.disks?[1].writes = 100
    after.disks?[1].readMilliseconds = 2000
    after.disks?[1].writeMilliseconds = 7600
    after.disks?[1].readBytes = 1_048_576
    after.disks?[3].busyMilliseconds = 100
  }
  #expect(vitals.disks.map(\.name) == ["sdb", "sda", "nvme0n1"])
  let busiest = try #require(vitals.disks.first)
  #expect(busiest.busy == 0.99)
  #expect(busiest.queue == 4)
  #expect(busiest.awaitMilliseconds == 48)
  #expect(busiest.readBytesPerSecond == 104_857.6)
  #expect(busiest.readsPerSecond == 10)
  #expect(vitals.disks[1].awaitMilliseconds == nil)
  #expect(vitals.diskBytesPerSecond == 104_857.6)
}

@Test func busyTimeThatRanOver32BitsIsStillBusyTime() throws {
  let vitals = vitals { before, after in
    before.disks?[0].busyMilliseconds = 4_294_967_290
    after.disks?[0].busyMilliseconds = 4994
  }
  #expect(try #require(vitals.disks.first).busy == 0.5)
}

@Test func whatPassesThroughABondIsCountedOnce() {
  let vitals = vitals { before, after in
    let names = ["eth0", "eth1", "bond0", "bond0.100", "docker0"]
    before.interfaces = names.map { InterfaceCounters(name: $0) }
    after.interfaces = before.interfaces
    for index in names.indices { after.interfaces?[index].receivedBytes = 1000 }
  }
  #expect(vitals.interfaces.count == 5)
  #expect(vitals.receivedBytesPerSecond == 200)
}

@Test func withoutANetworkNothingIsZero() {
  #expect(vitals { _, after in after.interfaces = nil }.receivedBytesPerSecond == nil)
  #expect(vitals { _, after in after.interfaces = [] }.receivedBytesPerSecond == nil)
}

@Test func memoryOfOldKernelsIsEstimated() {
  var sample = Sample.fixture()
  sample.memory = MemoryReading(totalBytes: 1000)
  #expect(Vitals(from: sample, previous: nil).memoryUsed == nil)
  sample.memory?.freeBytes = 100
  sample.memory?.buffersBytes = 50
  sample.memory?.cachedBytes = 250
  #expect(Vitals(from: sample, previous: nil).memoryUsed == 0.6)
}

@Test func swapIsNilWithoutSwap() {
  var sample = Sample.fixture()
  #expect(Vitals(from: sample, previous: nil).swapUsed == 0)
  sample.memory?.swapTotalBytes = 0
  #expect(Vitals(from: sample, previous: nil).swapUsed == nil)
}

private let theClockIsOffOnlyByMoreThanTheErrorOfReadingItCases: [(Int64, Int64, Double?)] = [
  // Milliseconds by which the host's reading differs from ours, the round trip, and what may be said of it.
  (-10, 20, nil), (20, 20, nil), (600, 100, 0.65), (-2345, 20, -2.335), (90_061, 0, 90.061),
  // Cut down to whole seconds: half a second either way says nothing.
  (-1021, 20, nil), (-21, 20, nil), (979, 20, 1.489), (-3021, 20, -2.511),
]

@Test(arguments: theClockIsOffOnlyByMoreThanTheErrorOfReadingItCases)
func theClockIsOffOnlyByMoreThanTheErrorOfReadingIt(milliseconds: Int64, roundTrip: Int64, offset: Double?) {
  var sample = Sample.fixture(at: Timestamp(milliseconds: 1_787_195_021_021))
  sample.hostClock = sample.takenAt + .milliseconds(milliseconds)
  sample.roundTrip = .milliseconds(roundTrip)
  let measured = Vitals(from: sample, previous: nil).clockOffset
  #expect((measured == nil) == (offset == nil))
  if let measured, let offset { #expect(abs(measured - offset) < 0.0015) }
}

@Test(arguments: [Int64.min, .max, 0], [Int64.min, .max, -1])
func noClockIsATrap(clock: Int64, roundTrip: Int64) {
  var sample = Sample.fixture()
  sample.hostClock = Timestamp(milliseconds: clock)
  sample.roundTrip = Duration(secondsComponent: roundTrip, attosecondsComponent: 0)
  let offset = Vitals(from: sample, previous: nil).clockOffset
  #expect(offset?.isFinite ?? true)
}

@Test func processSharesComeFromTwoReadings() {
  func entry(_ pid: Int, _ cpu: Double, _ name: String = "a", share: Double? = nil) -> ProcessEntry {
    ProcessEntry(
      pid: pid, parent: 1, user: "root", state: "S", cpuSeconds: cpu, cpuShare: share, name: name, command: name)
  }
  func reading(_ uptime: Double?, _ processes: [ProcessEntry]) -> ProcessReading {
    ProcessReading(takenAt: .fixture, source: .ssh, uptimeSeconds: uptime, processes: processes)
  }
  let before = reading(100, [entry(1, 5), entry(2, 9), entry(3, 1, "old"), entry(4, 1), entry(4, 7)])
  let now = reading(110, [entry(1, 66.2), entry(2, 8), entry(3, 2, "new"), entry(4, 1), entry(5, 3, share: 0.25)])
  #expect(now.withShares(since: before).processes.map(\.cpuShare) == [6.12, nil, nil, 0, 0.25])
  for uptime in [nil, 100, 99, .nan, .infinity, -1e300, 90_000] as [Double?] {
    #expect(reading(uptime, now.processes).withShares(since: before).processes == now.processes)
  }
  #expect(now.withShares(since: nil) == now)
  let wild = reading(110, [entry(1, .nan), entry(2, .infinity), entry(4, -.infinity)])
  #expect(wild.withShares(since: before).processes.allSatisfy { $0.cpuShare == nil })
}
