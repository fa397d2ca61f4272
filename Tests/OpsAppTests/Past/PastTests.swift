import OpsCollectors
import OpsDomain
import Synchronization
import Testing

@testable import OpsApp

@Suite struct PastTests {
  private static let start = Timestamp(seconds: 1_790_000_000)

  @Test("A minute is kept when it has ended, once; forecasts of hosts whose filesystems are known are told")
  func keepsAndForecasts() async {
    let store = RecordedPast()
    let (desk, told) = desk(store)
    let fleet = Self.fleet()
    let minute = Self.start - .milliseconds(Self.start.milliseconds % 60_000)
    desk.look(fleet, at: minute + .seconds(51))
    desk.look(fleet, at: minute + .seconds(60))
    var forecasts: [HostID] = []
    for await observation in told {
      guard case .forecast(let host, let forecast) = observation else { continue }
      #expect(forecast.mounts.map(\.mount) == ["/data"])
      forecasts.append(host)
      break
    }
    #expect(forecasts == ["db01"])
    #expect(store.minutes == [minute + .seconds(60)])
    #expect(store.keptHosts == ["db01"])
  }

  @Test("The forecast of a host is not asked again before its time")
  func paces() async {
    let store = RecordedPast()
    let (desk, told) = desk(store)
    let begin = Self.start - .milliseconds(Self.start.milliseconds % 600_000)
    desk.look(Self.fleet(), at: begin)
    await Self.wait(for: 1, in: told)
    // Nothing is due now but the minute; its end is awaited by the next forecast.
    for second in 1..<PastDesk.pace { desk.look(Self.fleet(), at: begin + .seconds(second)) }
    #expect(store.asked == 1)
  }

  @Test("A store that cannot be used is told once, and left alone for a while")
  func fails() async {
    let words = Mutex<[String]>([])
    let opened = Atomic(0)
    let clock = Atomic<Int64>(0)
    let keeper = PastKeeper(
      open: { () async throws(StoreFailure) in
        opened.add(1, ordering: .relaxed)
        throw StoreFailure(.unreachable, "the disk is full")
      }, post: { _ in }, tell: { told in words.withLock { $0.append(told) } },
      now: { clock.load(ordering: .relaxed) })
    let minute = FleetMinute(moment: Self.start, hosts: [])
    await keeper.keep(minute)
    await keeper.keep(minute)
    #expect(opened.load(ordering: .relaxed) == 1)
    clock.store(PastKeeper.pause + 1, ordering: .relaxed)
    await keeper.keep(minute)
    #expect(opened.load(ordering: .relaxed) == 2)
    #expect(words.withLock { $0 } == ["the fleet's past is not kept: the disk is full"])
  }

  @Test("The demonstration's past tells the filling disk, and when it will be full")
  func simulated() async throws {
    let world = SimulatedWorld(start: Self.start)
    let reading = try #require(world.filesystems(of: "bm-db07", at: Self.start))
    let past = try await SimulatedPast(world: world).mounts(
      of: ["bm-db07"], minutesSince: Self.start - PastKeeper.minutesBack, hoursSince: Self.start - PastKeeper.hoursBack,
      to: Self.start)
    let forecast = Forecaster().forecast(of: reading, past["bm-db07"] ?? [], at: Self.start)
    let soonest = try #require(forecast.soonest)
    #expect(soonest.mount == "/data")
    #expect(soonest.forecast.middle > 0 && soonest.forecast.middle < 30)
  }

  private func desk(_ store: RecordedPast) -> (PastDesk, AsyncStream<Observation>) {
    let (told, tell) = AsyncStream.makeStream(of: Observation.self)
    let keeper = PastKeeper(
      open: { () async throws(StoreFailure) in store }, post: { tell.yield($0) }, tell: { Issue.record("\($0)") })
    return (PastDesk(keeper), told)
  }

  private static func wait(for count: Int, in told: AsyncStream<Observation>) async {
    var left = count
    for await observation in told {
      if case .forecast = observation { left -= 1 }
      if left == 0 { return }
    }
  }

  private static func fleet() -> Fleet {
    let inventory = Inventory(hosts: [Host(id: "db01"), Host(id: "db02")])
    var fleet = Fleet(inventory, at: start)
    let minute = start - .milliseconds(start.milliseconds % 60_000)
    var sample = Sample(takenAt: minute + .seconds(50), source: .ssh)
    sample.load = LoadAverage(one: 1, five: 1, fifteen: 1)
    fleet.apply(.sampled("db01", sample), at: minute + .seconds(50))
    let disk = Filesystem(mount: "/data", sizeBytes: 1000, usedBytes: 400, availableBytes: 600)
    fleet.apply(
      .filesystems("db01", FilesystemReading(takenAt: minute + .seconds(50), source: .ssh, filesystems: [disk])),
      at: minute + .seconds(50))
    return fleet
  }
}

/// A store that remembers what was asked of it.
private final class RecordedPast: FleetHistoryStore {
  private struct Memory {
    var minutes: [FleetMinute] = []
    var asked = 0
  }
  private let memory = Mutex(Memory())

  var minutes: [Timestamp] { memory.withLock { $0.minutes.map(\.moment) } }
  var keptHosts: [HostID] { memory.withLock { $0.minutes.flatMap { $0.hosts.map(\.host) } } }
  var asked: Int { memory.withLock { $0.asked } }

  func record(_ minute: FleetMinute) async throws(StoreFailure) { memory.withLock { $0.minutes.append(minute) } }

  func series(
    of host: HostID, _ measure: HistoryMeasure, from start: Timestamp, to end: Timestamp,
    by resolution: HistoryResolution
  ) async throws(StoreFailure) -> [HistoryValue] { [] }

  func mounts(
    of hosts: [HostID], minutesSince: Timestamp, hoursSince: Timestamp, to end: Timestamp
  ) async throws(StoreFailure) -> [HostID: [MountHistory]] {
    memory.withLock { $0.asked += 1 }
    return [:]
  }

  func loadPeaks(
    of hosts: [HostID], from start: Timestamp, to end: Timestamp
  ) async throws(StoreFailure) -> [HostID: [LoadPeak]] { [:] }

  func fleet(at moment: Timestamp) async throws(StoreFailure) -> FleetMinute? { nil }
}
