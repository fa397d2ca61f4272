import OpsDomain
import OpsScreen

@testable import OpsConsole

/// A bookmark service of 56 hosts with an hour of readings, some in trouble; all fixed.
enum FleetFixture {
  /// 2026-08-20 12:03:41 in Japan.
  static let now = Timestamp(seconds: 1_787_195_021)
  static let zone = LocalZone(offsetSeconds: 9 * 3600, abbreviation: "JST")

  /// What a host is to show.
  struct Course {
    /// Load per core at the beginning and at the end of the hour.
    var load = (0.2, 0.2)
    var cpu = 0.1
    var memory = 0.4
    /// CPU time waiting for I/O, and the minute from which on.
    var iowait = (share: 0.0, from: 0)
    /// Pages swapped out a second.
    var swapOut = 0.0
    /// Bytes a second, received and sent.
    var bytes = 1_000_000.0
    var disks: [Filesystem] = [disk("/", 40, 0.30)]
    /// When it last answered, before now; nil for never.
    var lastSeen: Duration? = .seconds(3)
    var failure: LinkFailure?
  }

  /// A filesystem of so many gigabytes, so full.
  static func disk(_ mount: String, _ gigabytes: UInt64, _ used: Double, type: String = "ext4") -> Filesystem {
    let size = gigabytes << 30
    let usedBytes = UInt64(Double(size) * used)
    return Filesystem(
      mount: mount, device: "/dev/sda1", type: type, sizeBytes: size, usedBytes: usedBytes,
      availableBytes: size - usedBytes, inodesTotal: 1_000_000, inodesUsed: UInt64(20_000 + usedBytes % 90_000),
      isReadOnly: false)
  }

  /// The hosts, role by role.
  static func inventory() -> Inventory {
    let sizes = [("proxy", 3, 2), ("app", 11, 9), ("db", 24, 22), ("cache", 7, 5), ("lb", 2, 1), ("batch", 9, 6)]
    var hosts: [Host] = []
    var roles: [RoleSpecification] = []
    for (name, size, keep) in sizes {
      let role = RoleID(service: "bookmark", role: name)
      let ids = (1...size).map { HostID("bm-\(name)\($0 < 10 ? "0" : "")\($0)") }
      hosts += ids.map { Host(id: $0, role: role, site: "kyoto") }
      roles.append(RoleSpecification(id: role, keep: .count(keep), hosts: ids))
    }
    return Inventory(hosts: hosts, roles: roles)
  }

  /// What the hosts of the usual fleet do: five in trouble, one in maintenance.
  static func courses(_ inventory: Inventory) -> [HostID: Course] {
    var random = 7
    func next(_ range: Int) -> Double {
      random = (random &* 1_103_515_245 &+ 12_345) & 0x7FFF_FFFF
      return Double((random >> 8) % range) / Double(range)
    }
    var courses: [HostID: Course] = [:]
    for host in inventory.hosts {
      var course = Course()
      let load = 0.05 + next(100) * 0.6
      course.load = (load * (0.8 + next(40)), load)
      course.load.0 = min(course.load.0, 0.7)
      course.cpu = load * 0.7
      course.memory = 0.2 + next(60) * 0.5
      course.bytes = next(100) * 90_000_000
      course.disks = [disk("/", 40, 0.2 + next(40) * 0.35), disk("/boot", 1, 0.31)]
      if host.role?.role == "db" { course.disks.append(disk("/data", 1800, 0.4 + next(30) * 0.3, type: "xfs")) }
      courses[host.id] = course
    }
    courses["bm-db07"]?.load = (0.4, 3.10)
    courses["bm-db07"]?.cpu = 0.72
    courses["bm-db07"]?.disks.append(disk("/var", 60, 0.93))
    courses["bm-app03"]?.load = (0.5, 1.62)
    courses["bm-app03"]?.cpu = 0.74
    courses["bm-lb02"]?.disks[0] = disk("/", 40, 0.86)
    courses["bm-cache05"]?.memory = 0.94
    courses["bm-db09"]?.lastSeen = .seconds(75)
    courses["bm-db09"]?.failure = LinkFailure(
      .timedOut, "ssh: connect to host 10.0.0.9 port 22: Connection timed out", remedy: "ssh bm-db09")
    return courses
  }

  /// News of an hour of a host, oldest first, each with its moment.
  static func news(of host: Host, _ course: Course, at now: Timestamp = now) -> [(Timestamp, Observation)] {
    var news: [(Timestamp, Observation)] = []
    let source = host.sources[0]
    if let lastSeen = course.lastSeen {
      let last = now - lastSeen
      news.append((last - .seconds(3600), .link(host.id, source, .connected(since: last - .seconds(3600)))))
      for minute in 0...60 {
        news.append((last - .seconds(60 * (60 - minute)), .sampled(host.id, sample(course, minute, last, source))))
      }
      let disks = FilesystemReading(takenAt: last - .seconds(20), source: source, filesystems: course.disks)
      news.append((last, .filesystems(host.id, disks)))
    }
    if let failure = course.failure {
      let since = now - (course.lastSeen ?? .seconds(190)) + .seconds(2)
      news.append((now - .seconds(1), .link(host.id, source, .failed(failure, since: since, retryAt: nil))))
    }
    return news
  }

  private static func sample(_ course: Course, _ minute: Int, _ last: Timestamp, _ source: SourceKind) -> Sample {
    var sample = Sample(takenAt: last - .seconds(60 * (60 - Int64(minute))), source: source)
    let time = Double(minute) * 60
    let share = Double(minute) / 60
    let wave = minute % 7 == 3 ? 1.12 : 1
    let load = (course.load.0 + (course.load.1 - course.load.0) * share * share) * (minute == 60 ? 1 : wave) * 16
    sample.uptimeSeconds = 3_500_000 + time
    sample.cores = 16
    sample.load = LoadAverage(one: load, five: load * 0.97, fifteen: load * 0.9)
    var cpu = CPUTimes()
    cpu.user = 16 * time * course.cpu * 0.7
    cpu.system = 16 * time * course.cpu * 0.3
    cpu.iowait = 16 * max(time - Double(course.iowait.from) * 60, 0) * course.iowait.share
    cpu.idle = 16 * time * (1 - course.cpu) - cpu.iowait
    if course.iowait.share > 0 { sample.blocked = minute >= course.iowait.from ? 9 : 0 }
    if course.swapOut > 0 { sample.paging.swapOut = UInt64(course.swapOut * time) }
    sample.cpu = cpu
    let total: UInt64 = 64 << 30
    sample.memory = MemoryReading(totalBytes: total, availableBytes: UInt64(Double(total) * (1 - course.memory)))
    var interface = InterfaceCounters(name: "eth0")
    interface.receivedBytes = UInt64(course.bytes * 0.6 * time)
    interface.sentBytes = UInt64(course.bytes * 0.4 * time)
    sample.interfaces = [interface]
    return sample
  }

  /// A console that has heard all news of the fleet.
  static func console(
    _ columns: Int, _ rows: Int, _ inventory: Inventory = inventory(), courses chosen: [HostID: Course]? = nil,
    settings: ConsoleSettings = settings()
  ) -> ConsoleState {
    let courses = chosen ?? courses(inventory)
    var console = ConsoleState(
      inventory: inventory, settings: settings, size: Size(columns: columns, rows: rows), now: now - .seconds(3700),
      zone: zone)
    for host in inventory.hosts {
      guard let course = courses[host.id] else { continue }
      for (moment, observation) in news(of: host, course) {
        console.moveClock(to: moment)
        _ = console.handle(.observed(observation))
      }
    }
    _ = console.handle(.tick(now, zone))
    _ = console.handle(.cost(pollsPerSecond: 11.2, bytesPerSecond: 3280, openLinks: 56))
    return console
  }

  static func settings() -> ConsoleSettings {
    var settings = ConsoleSettings()
    settings.themeNames = ["dark", "light", "mono"]
    settings.inventoryPath = "~/.config/opsconsole/hosts.yaml"
    return settings
  }
}

extension ConsoleState {
  /// Sets the clock without judging anything.
  mutating func moveClock(to moment: Timestamp) { now = moment }

  /// Presses keys by their names, and returns what is to be done outside.
  @discardableResult
  mutating func press(_ names: String...) -> [Effect] {
    names.flatMap { name in Key(named: name).map { handle(.terminal(.key($0))) } ?? [] }
  }

  /// Types a text, a key a character.
  @discardableResult
  mutating func type(_ text: String) -> [Effect] {
    text.flatMap { handle(.terminal(.key(Key(.character($0))))) }
  }

  /// The effects besides those that tell the watcher what is looked at.
  static func acts(_ effects: [Effect]) -> [Effect] {
    effects.filter {
      if case .attend = $0 { return false }
      return true
    }
  }

  /// All rows as text.
  var screen: [String] {
    let canvas = render()
    return (0..<canvas.size.rows).map { canvas.text(row: $0) }
  }

  /// The last row.
  var bottom: String { screen.last ?? "" }
}
