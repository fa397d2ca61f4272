import OpsDomain

/// Measures what taking in and judging a tick costs.
enum JudgementBench {
  private static let hosts = 1300
  private static let rolesMembers = 26

  /// Microseconds of CPU for a tick, over `passes` readings of 1,300 hosts in 50 roles; and milliseconds for what is done
  /// once a second beyond it: the verdict of the header on all roles, and what each role can lose.
  static func measure(passes: Int) -> [String: Double] {
    let ids = (0..<hosts).map { HostID("host\($0)") }
    let start = Timestamp(seconds: 1_787_195_021)
    var fleet = Fleet(inventory(ids), at: start)
    for id in ids { fleet.apply(.sampled(id, sample(0, at: start)), at: start) }
    var samples: [Sample] = []
    for pass in 1...max(passes, 1) { samples.append(sample(pass, at: start + .seconds(5 * Int64(pass)))) }
    let before = ProcessCost.own()
    for sample in samples {
      for id in ids { fleet.apply(.sampled(id, sample), at: sample.takenAt) }
    }
    let seconds = ProcessCost.own() - before
    let beforeWalks = ProcessCost.own()
    var lines = 0
    for state in fleet.hosts { lines += state.bottleneckWalk?.steps.count ?? 0 }
    let walks = ProcessCost.own() - beforeWalks
    let pass = secondPass(fleet, at: samples[samples.count - 1].takenAt)
    return [
      "hosts": Double(hosts), "passes": Double(passes), "microsecondsPerTick": seconds * 1e6 / Double(hosts * passes),
      "microsecondsPerWalk": walks * 1e6 / Double(hosts), "steps": Double(lines),
      "millisecondsPerSecondPass": pass * 1e3,
    ]
  }

  private static func inventory(_ ids: [HostID]) -> Inventory {
    let roles = stride(from: 0, to: ids.count, by: rolesMembers).map { first in
      RoleSpecification(
        id: RoleID(service: "s", role: "r\(first / rolesMembers)"), keep: .share(0.8),
        hosts: Array(ids[first..<min(first + rolesMembers, ids.count)]))
    }
    let hosts = roles.flatMap { role in role.hosts.map { Host(id: $0, role: role.id) } }
    return Inventory(hosts: hosts, roles: roles)
  }

  /// The seconds of CPU of one pass over all roles, the mean of many.
  private static func secondPass(_ fleet: Fleet, at moment: Timestamp) -> Double {
    var scope = ScopeVerdict()
    let rounds = 50
    let before = ProcessCost.own()
    for round in 0..<rounds {
      let now = moment + .seconds(Int64(round))
      scope.update(.everything, VerdictSnapshot(fleet: fleet, now: now), actor: "x", asksPlans: round == 0)
      for role in fleet.roles.indices { _ = fleet.redundancy(ofRole: role, at: now) }
    }
    return (ProcessCost.own() - before) / Double(rounds)
  }

  private static func sample(_ pass: Int, at moment: Timestamp) -> Sample {
    var sample = Sample(takenAt: moment, source: .ssh)
    let time = Double(pass) * 5
    (sample.uptimeSeconds, sample.cores, sample.runnable, sample.blocked) = (86_400 + time, 16, 4, 2)
    sample.load = LoadAverage(one: 14, five: 13, fifteen: 12)
    var cpu = CPUTimes()
    (cpu.user, cpu.system, cpu.iowait, cpu.idle) = (time * 4, time * 2, time * 5, time * 5)
    sample.cpu = cpu
    sample.memory = MemoryReading(totalBytes: 64 << 30, availableBytes: 20 << 30)
    (sample.paging.swapOut, sample.paging.majorFaults) = (0, UInt64(pass) * 20)
    var pressure = PressureReading()
    let line = PressureLine(
      average10: 0.3, average60: 0.3, average300: 0.3, totalMicroseconds: UInt64(pass) * 1_500_000)
    (pressure.cpuSome, pressure.ioSome, pressure.memorySome) = (line, line, line)
    sample.pressure = pressure
    sample.disks = ["sda", "sdb"].map { name in
      var disk = DiskCounters(name: name)
      (disk.busyMilliseconds, disk.weightedMilliseconds) = (UInt64(pass) * 4800, UInt64(pass) * 20_000)
      (disk.reads, disk.readBytes) = (UInt64(pass) * 900, UInt64(pass) * 9_000_000)
      return disk
    }
    sample.interfaces = ["eth0", "eth1"].map { InterfaceCounters(name: $0) }
    return sample
  }
}
