import OpsDomain
import Testing

@testable import OpsCollectors

@Suite struct SimulatedReadingsTests {
  static let world = SimulatedWorldTests.world
  static let start = SimulatedWorldTests.start
  static func after(_ seconds: Double) -> Timestamp { SimulatedWorldTests.after(seconds) }

  /// CPU time by state between two samples, as shares.
  static func shares(_ host: HostID, at seconds: Double, over length: Double = 15) throws -> CPUShares {
    let before = try #require(world.sample(of: host, at: after(seconds - length))?.cpu)
    let now = try #require(world.sample(of: host, at: after(seconds))?.cpu)
    let total = now.total - before.total
    func share(_ part: (CPUTimes) -> Double) -> Double { (part(now) - part(before)) / total }
    return CPUShares(
      user: share { $0.user + $0.nice }, system: share { $0.system + $0.irq + $0.softirq }, iowait: share(\.iowait),
      steal: share(\.steal))
  }

  @Test func allCPUTimeIsCountedOnce() throws {
    for host in Self.world.inventory.hosts where host.id != "bm-db09" && host.id != "bm-batch03" {
      let before = try #require(Self.world.sample(of: host.id, at: Self.start))
      let now = try #require(Self.world.sample(of: host.id, at: Self.after(5)))
      let cores = Double(now.cores ?? 0)
      #expect(abs((now.cpu?.total ?? 0) - (before.cpu?.total ?? 0) - 5 * cores) < 0.01, "\(host.id)")
      #expect(abs((now.uptimeSeconds ?? 0) - (before.uptimeSeconds ?? 0) - 5) < 0.001)
    }
  }

  /// Every counter of a sample, flat.
  static func counters(_ sample: Sample) -> [Double] {
    let cpu = sample.cpu ?? CPUTimes()
    let disks = (sample.disks ?? []).flatMap {
      [
        $0.reads, $0.readBytes, $0.readMilliseconds, $0.writes, $0.writtenBytes, $0.writeMilliseconds,
        $0.busyMilliseconds, $0.weightedMilliseconds,
      ]
    }
    let nets = (sample.interfaces ?? []).flatMap {
      [$0.receivedBytes, $0.receivedPackets, $0.sentBytes, $0.sentPackets]
    }
    let pressure = [sample.pressure?.cpuSome, sample.pressure?.ioSome, sample.pressure?.memorySome].map {
      $0?.totalMicroseconds ?? 0
    }
    let paging = [sample.paging.swapIn ?? 0, sample.paging.swapOut ?? 0, sample.paging.majorFaults ?? 0]
    return [cpu.user, cpu.system, cpu.idle, cpu.iowait, cpu.softirq, cpu.steal]
      + (disks + nets + pressure + paging).map(Double.init)
  }

  @Test(arguments: [1 as UInt64, 2, 3])
  func countersNeverGoBack(seed: UInt64) {
    let world = SimulatedWorld(seed: seed, start: Self.start)
    for host in world.inventory.hosts where host.id != "bm-batch03" {
      var last: [Double] = []
      for step in stride(from: -40_000.0, through: 90_000, by: 613) {
        guard let sample = world.sample(of: host.id, at: Self.after(step)) else { continue }
        let now = Self.counters(sample)
        #expect(zip(last, now).allSatisfy { $0 <= $1 }, "\(host.id) at \(step)")
        last = now
      }
    }
  }

  @Test func noHostIsBusierThanItsCPUs() throws {
    for host in Self.world.inventory.hosts where host.id != "bm-db09" && host.id != "bm-batch03" {
      for moment in stride(from: 0.0, to: 86_400, by: 5_000) {
        let shares = try Self.shares(host.id, at: moment)
        #expect(shares.busy + shares.iowait + shares.steal < 0.99, "\(host.id) at \(moment)")
      }
    }
  }

  @Test func theBackupKeepsTheDiskOfADatabaseBusy() throws {
    let shares = try Self.shares("bm-db07", at: 0)
    #expect(abs(shares.user - 0.31) < 0.05)
    #expect(abs(shares.system - 0.16) < 0.05)
    #expect(abs(shares.iowait - 0.41) < 0.04)
    let sample = try #require(Self.world.sample(of: "bm-db07", at: Self.start))
    let before = try #require(Self.world.sample(of: "bm-db07", at: Self.after(-10)))
    let (disk, earlier) = (try #require(sample.disks?.last), try #require(before.disks?.last))
    #expect(disk.name == "sdb")
    #expect(disk.busyMilliseconds - earlier.busyMilliseconds > 9_400)
    let requests = disk.reads + disk.writes - earlier.reads - earlier.writes
    #expect((20...60).contains((disk.weightedMilliseconds - earlier.weightedMilliseconds) / requests))
    #expect((55...70).contains((disk.writtenBytes - earlier.writtenBytes) / 10_000_000))
    #expect(abs((sample.load?.five ?? 0) / 16 - 3.1) < 0.2)
    #expect((sample.blocked ?? 0) >= 5)
    let shareBefore = try Self.shares("bm-db07", at: -2_000)
    #expect(shareBefore.iowait < 0.06)
    let processes = try #require(Self.world.processes(of: "bm-db07", at: Self.start)).processes
    let rsync = try #require(processes.first { $0.pid == 4312 })
    #expect(rsync.name == "rsync" && rsync.state == "D" && abs((rsync.cpuShare ?? 0) - 0.41) < 0.01)
    #expect(Self.world.processes(of: "bm-db07", at: Self.after(-2_000))?.processes.contains { $0.pid == 4312 } == false)
  }

  @Test func theDataOfTheDatabaseFillsUp() throws {
    func data(_ seconds: Double) throws -> Filesystem {
      try #require(
        Self.world.filesystems(of: "bm-db07", at: Self.after(seconds))?.filesystems.first { $0.mount == "/data" })
    }
    #expect(abs((try data(0).usedShare ?? 0) - 0.93) < 0.001)
    #expect(try data(60).usedBytes - data(0).usedBytes == 600_000_000)
    #expect((try data(1_000_000).usedShare ?? 1) < 0.996)
    let limits = try #require(Self.world.inventory["bm-db07"]?.thresholds)
    #expect(Double(try data(0).availableBytes) < limits.diskCritFreeBytes)
  }

  @Test func oneApplicationServerIsOverloadedAndTheOthersAreNot() throws {
    let worst = try #require(Self.world.sample(of: "bm-app03", at: Self.start)?.load)
    #expect((1.5...1.8).contains(worst.five / 8))
    #expect((0.85...0.96).contains(try Self.shares("bm-app03", at: 0).busy))
    for host in Self.world.inventory.hosts where !["bm-app03", "bm-db07", "bm-db09"].contains(host.id.name) {
      for moment in stride(from: 0.0, to: 86_400, by: 7_201) {
        guard let sample = Self.world.sample(of: host.id, at: Self.after(moment)) else { continue }
        #expect((sample.load?.five ?? 0) / Double(sample.cores ?? 1) < 1.4, "\(host.id) at \(moment)")
      }
    }
  }

  @Test func oneCacheIsNearlyFullOneHostSwapsAndOneClockIsFast() throws {
    let memory = try #require(Self.world.sample(of: "bm-cache05", at: Self.start)?.memory)
    let used = 1 - Double(memory.availableBytes ?? 0) / Double(memory.totalBytes)
    #expect((0.955..<0.97).contains(used))
    let (before, now) = (
      Self.world.sample(of: "bm-batch02", at: Self.after(-10)), Self.world.sample(of: "bm-batch02", at: Self.start)
    )
    let out = try #require(now?.paging.swapOut) - (try #require(before?.paging.swapOut))
    #expect((150...300).contains(out))
    let fast = try #require(Self.world.sample(of: "bm-lb02", at: Self.start))
    #expect((0.70...0.73).contains((fast.hostClock ?? Self.start).since(Self.start).inSeconds))
  }

  @Test func dayAndNightDiffer() throws {
    let busy = try (0..<24).map { try Self.shares("bm-app05", at: Double($0) * 3600).busy }
    #expect((busy.max() ?? 0) > 1.5 * (busy.min() ?? 1))
  }

  @Test func levelsAreSmooth() throws {
    for second in stride(from: 0.0, to: 600, by: 5) {
      let (now, next) = (try Self.shares("bm-app05", at: second), try Self.shares("bm-app05", at: second + 5))
      #expect(abs(now.busy - next.busy) < 0.05)
    }
  }

  @Test func oneNetworkMountHangsAndSaysSo() throws {
    let reading = try #require(Self.world.filesystems(of: "bm-backup01", at: Self.start))
    let hung = try #require(reading.filesystems.first { $0.mount == "/mnt/nas" })
    #expect(hung.isNetwork && hung.failure != nil && hung.usedShare == nil)
    #expect(reading.failures.count == 1)
  }

  @Test func someNamesAreJapaneseAndKorean() throws {
    let mounts = Self.world.filesystems(of: "bm-log01", at: Self.start)?.filesystems.map(\.mount) ?? []
    #expect(mounts.contains("/data/ログ"))
    let commands = Self.world.processes(of: "bm-batch02", at: Self.start)?.processes.map(\.command) ?? []
    #expect(commands.contains { $0.contains("ブックマーク") })
    #expect(commands.contains { $0.contains("색인") })
  }

  @Test func processesAreStableManyAndAsBusyAsTheHost() throws {
    for host in Self.world.inventory.hosts where host.id != "bm-db09" && host.id != "bm-batch03" {
      let before = try #require(Self.world.processes(of: host.id, at: Self.after(100)))
      let now = try #require(Self.world.processes(of: host.id, at: Self.after(110)))
      #expect((30...120).contains(now.processes.count), "\(host.id) has \(now.processes.count)")
      #expect(before.processes.map(\.pid) == now.processes.map(\.pid))
      #expect(Set(now.processes.map(\.pid)).count == now.processes.count)
      let parents = Set(now.processes.map(\.pid) + [0])
      #expect(now.processes.allSatisfy { parents.contains($0.parent) })
      let used = zip(now.processes, before.processes).map { $0.cpuSeconds - $1.cpuSeconds }.reduce(0, +)
      let cores = Double(try #require(Self.world.sample(of: host.id, at: Self.after(110))?.cores))
      #expect(abs(used / 10 / cores - (try Self.shares(host.id, at: 110, over: 10).busy)) < 0.01, "\(host.id)")
    }
  }

  @Test func factsFitTheRole() throws {
    let facts = try #require(Self.world.facts(of: "bm-db01", at: Self.start))
    #expect(facts.listeningPorts == [22, 3306])
    #expect(facts.programs?["mysqld"] == 1)
    #expect(facts.hostName == "bm-db01")
  }

  @Test func vitalsOfTwoSamplesSayWhatIsMeant() throws {
    let before = try #require(Self.world.sample(of: "bm-db07", at: Self.after(-15)))
    let now = try #require(Self.world.sample(of: "bm-db07", at: Self.start))
    let vitals = Vitals(from: now, previous: before)
    let meant = try Self.shares("bm-db07", at: 0)
    #expect(abs((vitals.cpu?.iowait ?? 0) - meant.iowait) < 0.001)
    #expect(abs((vitals.cpu?.user ?? 0) - meant.user) < 0.001)
    #expect(abs((vitals.loadPerCore ?? 0) - 3.1) < 0.2)
    #expect((vitals.disks.first?.busy ?? 0) > 0.94)
    #expect((1.2e8...2e8).contains(vitals.sentBytesPerSecond ?? 0))
  }
}
