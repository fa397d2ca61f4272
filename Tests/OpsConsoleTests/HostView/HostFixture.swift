import OpsConsole
import OpsDomain
import OpsScreen

/// A host with an hour of readings, built through the fleet as the real ones are.
struct HostFixture {
  /// 2026-08-20 12:03:41 in Japan.
  static let now = Timestamp(seconds: 1_787_195_021)
  static let zone = LocalZone(offsetSeconds: 9 * 3600, abbreviation: "JST")

  var host = Host(
    id: "bm-db07", address: "10.0.0.7", role: RoleID(service: "bookmark", role: "db"), site: "kyoto", parent: "vmhost04"
  )
  /// Ticks of 15 seconds that are not answered, counted from an hour ago.
  var silent: Range<Int> = 0..<0
  var ticks = 240
  var hasPressure = true
  var hasDisks = true
  /// When the last tick was answered before `now`.
  var lastAnswer = Duration.seconds(2)
  var filesystems: [Filesystem]? = HostFixture.usualFilesystems
  var filesystemFailures: [String] = []
  var facts = true
  var processes: [ProcessEntry]? = HostFixture.usualProcesses
  var totalProcesses: Int?
  var interfaces = ["eth0", "eth1"]
  /// What is applied last.
  var last: [Observation] = []

  /// The host after all of it.
  func state() -> HostState? {
    var fleet = Fleet(Inventory(hosts: [host]), at: moment(0))
    fleet.apply(.link(host.id, host.sources[0], .connected(since: moment(0))), at: moment(0))
    var counters = Counters(fixture: self)
    for tick in 0..<ticks {
      let sample = counters.next(tick, at: moment(tick))
      if !silent.contains(tick) { fleet.apply(.sampled(host.id, sample), at: moment(tick)) }
    }
    for observation in readings + last { fleet.apply(observation, at: Self.now) }
    fleet.age(to: Self.now)
    return fleet[host.id]
  }

  /// The moment of a tick.
  func moment(_ tick: Int) -> Timestamp { Self.now - lastAnswer - .seconds(15 * (ticks - 1 - tick)) }

  private var source: SourceKind { host.sources[0] }

  private var readings: [Observation] {
    var readings: [Observation] = []
    if let filesystems {
      readings.append(
        .filesystems(
          host.id,
          FilesystemReading(
            takenAt: Self.now - .seconds(40), source: source, filesystems: filesystems, failures: filesystemFailures)))
    }
    if facts {
      var facts = FactsReading(takenAt: Self.now - .seconds(600), source: source)
      facts.distribution = "Debian GNU/Linux 12 (bookworm)"
      facts.kernel = "Linux 6.1.0-18-amd64"
      facts.architecture = "x86_64"
      facts.cpuModel = "Intel Xeon Gold 6226R"
      facts.virtualization = "kvm"
      facts.listeningPorts = [22, 3306, 9100, 33060]
      facts.addresses = ["eth0 10.0.0.7/24", "eth1 192.168.7.7/24", "eth1 fd00::7/64"]
      readings.append(.facts(host.id, facts))
    }
    if let processes {
      let reading = ProcessReading(
        takenAt: Self.now - .seconds(3), source: source, uptimeSeconds: 3_553_000, processes: processes,
        totalCount: totalProcesses)
      readings.append(.processes(host.id, reading))
    }
    return readings
  }

  /// Counters of a host that becomes slow: the disk after 25 of 60 minutes, then the load.
  private struct Counters {
    let fixture: HostFixture
    private var cpu = CPUTimes()
    private var disk = DiskCounters(name: "sdb")
    private var received: UInt64 = 8_000_000_000
    private var sent: UInt64 = 40_000_000_000
    private var chance: UInt64 = 42

    init(fixture: HostFixture) { self.fixture = fixture }

    mutating func next(_ tick: Int, at moment: Timestamp) -> Sample {
      let isSlow = tick >= 140
      var sample = Sample(takenAt: moment, source: fixture.source)
      sample.uptimeSeconds = 3_553_000 + Double(tick) * 15
      sample.cores = 16
      let load = isSlow ? min(0.6 + Double(tick - 140) * 0.05, 3.1) : 0.35 + wobble() * 0.15
      sample.load = LoadAverage(one: load * 16, five: load * 15, fifteen: load * 12)
      advanceCPU(user: 0.2 + wobble() * 0.12, system: 0.08, iowait: isSlow ? 0.4 : 0.02, steal: 0.004)
      sample.cpu = cpu
      (sample.runnable, sample.blocked) = isSlow ? (5, 7) : (3, 0)
      var memory = MemoryReading(totalBytes: 64 << 30, availableBytes: (20 << 30) - UInt64(tick) << 22)
      (memory.swapTotalBytes, memory.swapFreeBytes) = (8 << 30, (8 << 30) - UInt64(tick) << 20)
      sample.memory = memory
      if fixture.hasPressure { sample.pressure = pressure(isSlow) }
      advanceDisk(isSlow)
      sample.disks = fixture.hasDisks ? [disk, DiskCounters(name: "sda")] : []
      sample.interfaces = interfaces(isSlow)
      return sample
    }

    private mutating func wobble() -> Double {
      chance = chance &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(chance >> 40) / Double(1 << 24)
    }

    private mutating func advanceCPU(user: Double, system: Double, iowait: Double, steal: Double) {
      let all = 16.0 * 15
      cpu.user += all * user
      cpu.system += all * system
      cpu.iowait += all * iowait
      cpu.steal += all * steal
      cpu.idle += all * (1 - user - system - iowait - steal)
    }

    private mutating func advanceDisk(_ isSlow: Bool) {
      disk.writes += isSlow ? 9_000 : 900
      disk.writtenBytes += isSlow ? 61 * 15 << 20 : 2 * 15 << 20
      disk.writeMilliseconds += isSlow ? 400_000 : 900
      disk.reads += 300
      disk.readBytes += 15 << 20
      disk.readMilliseconds += 600
      disk.busyMilliseconds += isSlow ? 14_850 : 2_000 + UInt64(wobble() * 2_000)
      disk.weightedMilliseconds += isSlow ? 410_000 : 1_500
    }

    private func pressure(_ isSlow: Bool) -> PressureReading {
      func line(_ share: Double) -> PressureLine { PressureLine(average10: share, average60: share, average300: share) }
      var reading = PressureReading()
      reading.cpuSome = line(0.02)
      reading.memorySome = line(0.001)
      reading.ioSome = line(isSlow ? 0.38 : 0.01)
      return reading
    }

    private mutating func interfaces(_ isSlow: Bool) -> [InterfaceCounters] {
      let quarterMinute = 15 * 1_048_576.0
      let rate: Double = isSlow ? 58 + wobble() * 8 : 12 + wobble() * 4
      received += UInt64(quarterMinute * (0.8 + wobble() * 0.4))
      sent += UInt64(quarterMinute * rate)
      return fixture.interfaces.enumerated().map { index, name in
        var one = InterfaceCounters(name: name)
        one.receivedBytes = index == 0 ? received : received / 50
        one.sentBytes = index == 0 ? sent : 90_000
        one.receivedPackets = one.receivedBytes / 700
        one.sentPackets = one.sentBytes / 1200
        return one
      }
    }
  }
}

extension HostFixture {
  static let usualFilesystems = [
    Filesystem(
      mount: "/", device: "/dev/sda1", type: "ext4", sizeBytes: 40 << 30, usedBytes: 9 << 30, availableBytes: 31 << 30,
      inodesTotal: 2_600_000, inodesUsed: 286_000),
    Filesystem(
      mount: "/boot", device: "/dev/sda2", type: "ext4", sizeBytes: 1 << 30, usedBytes: 480 << 20,
      availableBytes: 540 << 20, inodesTotal: 65_000, inodesUsed: 350, isReadOnly: true),
    Filesystem(
      mount: "/data", device: "/dev/sdb1", type: "xfs", sizeBytes: 94 << 30, usedBytes: 90 << 30,
      availableBytes: 4 << 30, inodesTotal: 900_000_000, inodesUsed: 36_000_000),
    Filesystem(
      mount: "/mnt/backup", device: "nas01:/backup", type: "nfs4", sizeBytes: 0, usedBytes: 0, availableBytes: 0,
      isNetwork: true, failure: "no answer in 5 s"),
    Filesystem(
      mount: "/srv/写真", device: "nas02:/photos", type: "nfs4", sizeBytes: 12 << 40, usedBytes: 7 << 40,
      availableBytes: 5 << 40, isNetwork: true),
  ]

  static func process(
    _ pid: Int, _ parent: Int, _ user: String, cpu: Double?, memory: UInt64?, time: Double = 12, state: String = "S",
    threads: Int? = 1, _ command: String
  ) -> ProcessEntry {
    let name = command.split(separator: " ").first.map(String.init) ?? command
    return ProcessEntry(
      pid: pid, parent: parent, user: user, state: state, cpuSeconds: time, cpuShare: cpu, residentBytes: memory,
      threads: threads, name: name, command: command)
  }

  static let usualProcesses = [
    process(1, 0, "root", cpu: 0, memory: 12 << 20, time: 130, "/sbin/init"),
    process(2, 0, "root", cpu: 0, memory: 0, time: 2, "[kthreadd]"),
    process(87, 2, "root", cpu: 0.021, memory: 0, time: 860, state: "I", "[kworker/3:1H-kblockd]"),
    process(600, 1, "root", cpu: 0.001, memory: 9 << 20, "/usr/sbin/sshd -D"),
    process(988, 1, "prometheus", cpu: 0.03, memory: 40 << 20, time: 9_700, threads: 12, "node_exporter"),
    process(
      2210, 1, "mysql", cpu: 6.12, memory: 48 << 30, time: 36_723, state: "R", threads: 164, "mysqld --user=mysql"),
    process(4300, 600, "root", cpu: 0, memory: 10 << 20, "sshd: tokyo2 [priv]"),
    process(4305, 4300, "tokyo2", cpu: 0, memory: 5 << 20, "-bash"),
    process(
      4312, 4305, "root", cpu: 0.41, memory: 12 << 20, time: 640, state: "D", threads: 3,
      "rsync -a /data/backup bm-db24:/data/"),
    process(4400, 1, "日本語ユーザ", cpu: 0.12, memory: 300 << 20, time: 77, "java -jar 検索サーバ.jar --索引=全文"),
    process(4401, 1, "app", cpu: 0.11, memory: 220 << 20, time: 76, "백업도우미 --전체"),
    process(4410, 9_999, "nobody", cpu: nil, memory: nil, threads: nil, "evil\u{1B}]52;c;cm0=\u{7}\nroot 1 0 100 fake"),
  ]
}
