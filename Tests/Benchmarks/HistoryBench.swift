import Foundation
import OpsDomain
import OpsSQLite

/// Measures the fleet's past: fills a file as three months of a fleet would, then writes minutes and asks questions.
enum HistoryBench {
  /// The beginning of a day in UTC.
  private static let start = 1_780_272_000
  private static let day = 1440
  private static let mounts = ["/", "/boot", "/var", "/data"]

  /// Fills a file in a folder; numbers are milliseconds of CPU time unless their names say otherwise.
  ///
  /// Of the far past a minute an hour is written, since nothing more of it is kept; of the last day every minute.
  static func measure(_ folder: String, hosts: Int) async throws -> [String: Double] {
    var numbers: [String: Double] = [:]
    let store = try await SQLiteFleetHistory.open(path: folder + "/history.sqlite")
    let last = 91 * day
    for minute in stride(from: 0, to: last - day, by: 60) {
      try await store.record(minuteOf(minute, hosts: hosts))
    }
    var (writing, puttingAway): (Double, [Double]) = (0, [])
    for minute in last - day..<last {
      let news = minuteOf(minute, hosts: hosts)
      let before = ProcessCost.own()
      try await store.record(news)
      let cost = ProcessCost.own() - before
      writing += cost
      if minute % 60 == 0 { puttingAway.append(cost * 1000) }
    }
    numbers["writePercentOfCore"] = writing / 86_400 * 100
    numbers["putAwayMilliseconds"] = puttingAway.sorted()[puttingAway.count / 2]
    numbers["megabytes"] = Double(try size(of: folder)) / 1e6

    let now = moment(last - 1)
    numbers["forecastPercentOfCore"] = try await forecasts(store, hosts: hosts, at: now) / 900 * 100
    numbers["fleetByMinuteMilliseconds"] = try await best { _ = try await store.fleet(at: now - .seconds(7200)) }
    numbers["fleetByHourMilliseconds"] = try await best { _ = try await store.fleet(at: now - .seconds(40 * 86_400)) }
    numbers["dayOfMinutesMilliseconds"] = try await best {
      _ = try await store.series(of: name(7), .load, from: now - .seconds(86_400), to: now, by: .minute)
    }
    numbers["quarterOfHoursMilliseconds"] = try await best {
      _ = try await store.series(of: name(7), .load, from: now - .seconds(90 * 86_400), to: now, by: .hour)
    }
    await store.close()
    return numbers
  }

  /// The CPU seconds of one forecast of every host, with what is asked for it, in parts as the console asks.
  private static func forecasts(_ store: SQLiteFleetHistory, hosts: Int, at now: Timestamp) async throws -> Double {
    let before = ProcessCost.own()
    for first in stride(from: 0, to: hosts, by: 16) {
      let names = (first..<min(first + 16, hosts)).map(name)
      let pasts = try await store.mounts(
        of: names, minutesSince: now - .seconds(8 * 3600), hoursSince: now - .seconds(90 * 86_400), to: now)
      for name in names {
        let filesystems = mounts.map {
          Filesystem(mount: $0, sizeBytes: 1 << 38, usedBytes: 1 << 37, availableBytes: 1 << 37)
        }
        let reading = FilesystemReading(takenAt: now, source: .ssh, filesystems: filesystems)
        _ = Forecaster().forecast(of: reading, pasts[name] ?? [], at: now)
      }
      _ = try await store.loadPeaks(of: names, from: now - .seconds(14 * 86_400), to: now)
    }
    return ProcessCost.own() - before
  }

  private static func name(_ number: Int) -> HostID { HostID("bm-db\(number)") }
  private static func moment(_ minute: Int) -> Timestamp { Timestamp(seconds: Int64(start + minute * 60)) }

  /// A minute of a fleet that works: every value differs a little from the one before.
  private static func minuteOf(_ minute: Int, hosts: Int) -> FleetMinute {
    FleetMinute(
      moment: moment(minute),
      hosts: (0..<hosts).map { number in
        var host = HostMinute(host: name(number), mounts: mountsOf(number, minute))
        let load = 1.5 + chance(number, minute, 1)
        host[.load] = load
        host[.loadPerCore] = load / 8
        host[.cpuBusy] = 0.3 + 0.05 * chance(number, minute, 2)
        host[.cpuIowait] = 0.02 + 0.01 * chance(number, minute, 3)
        host[.cpuSteal] = number % 3 == 0 ? 0.01 * chance(number, minute, 4).magnitude : 0
        host[.memoryUsed] = 0.6 + 0.01 * chance(number, minute / 20, 5)
        host[.swapUsed] = 0.05
        host[.diskBusy] = 0.2 + 0.1 * chance(number, minute, 6)
        host[.received] = 4e6 * (1 + 0.3 * chance(number, minute, 7))
        host[.sent] = 9e6 * (1 + 0.3 * chance(number, minute, 8))
        return host
      })
  }

  private static func mountsOf(_ number: Int, _ minute: Int) -> [MountMinute] {
    mounts.enumerated().map { place, mount in
      // The first two stand still; logs are rotated each night; data grow.
      let saw = place == 2 ? Double(minute % day) * 4e6 : 0
      let growth = place == 3 ? Double(minute) * 3e5 + 2e6 * chance(number, minute, 9) : 0
      let left = 1.2e11 - saw - growth
      return MountMinute(
        mount: mount, sizeBytes: 1 << 38, availableBytes: UInt64(max(left, 0)),
        inodesFree: UInt64(1_000_000 - (place > 1 ? minute % day : 0)))
    }
  }

  /// A number from -1 to 1 that is the same each time.
  private static func chance(_ host: Int, _ minute: Int, _ salt: Int) -> Double {
    var mixed = UInt64(truncatingIfNeeded: host &* 1_000_003 &+ minute) &* 0x9E37_79B9_7F4A_7C15
    mixed = (mixed ^ mixed >> 29 ^ UInt64(salt)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return Double(mixed >> 11) / Double(1 << 52) - 1
  }

  private static func size(of folder: String) throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: folder).reduce(0) { sum, file in
      sum + (try FileManager.default.attributesOfItem(atPath: "\(folder)/\(file)")[.size] as? Int ?? 0)
    }
  }

  /// The shortest of some attempts on the wall clock, so that other programs do not count.
  private static func best(_ work: () async throws -> Void) async throws -> Double {
    var best = Double.infinity
    for _ in 0..<5 {
      let started = ContinuousClock.now
      try await work()
      best = min(best, (ContinuousClock.now - started).inSeconds * 1000)
    }
    return best
  }
}
