import OpsCollectors
import OpsDomain

/// The past of a simulated world: nothing is kept, every moment is computed from the story.
struct SimulatedPast: FleetHistoryStore {
  let world: SimulatedWorld

  /// The steps in which filesystems are told: finer ones would only repeat a story that is smooth.
  private static let minuteStep = Duration.seconds(300)
  private static let hourStep = Duration.seconds(3 * 3600)

  func record(_ minute: FleetMinute) async throws(StoreFailure) {}

  /// Nobody asks for the series of a story yet.
  func series(
    of host: HostID, _ measure: HistoryMeasure, from start: Timestamp, to end: Timestamp,
    by resolution: HistoryResolution
  ) async throws(StoreFailure) -> [HistoryValue] { [] }

  func fleet(at moment: Timestamp) async throws(StoreFailure) -> FleetMinute? { nil }

  func mounts(
    of hosts: [HostID], minutesSince: Timestamp, hoursSince: Timestamp, to end: Timestamp
  ) async throws(StoreFailure) -> [HostID: [MountHistory]] {
    var all: [HostID: [MountHistory]] = [:]
    for host in hosts {
      var mounts: [String: MountHistory] = [:]
      each(from: minutesSince, to: end, by: Self.minuteStep) { moment in
        read(host, moment, into: &mounts, \.minutes)
      }
      each(from: hoursSince, to: end, by: Self.hourStep) { moment in read(host, moment, into: &mounts, \.hours) }
      all[host] = mounts.values.sorted { $0.mount < $1.mount }
    }
    return all
  }

  func loadPeaks(
    of hosts: [HostID], from start: Timestamp, to end: Timestamp
  ) async throws(StoreFailure) -> [HostID: [LoadPeak]] {
    var all: [HostID: [LoadPeak]] = [:]
    for host in hosts {
      var peaks: [LoadPeak] = []
      each(from: start, to: end, by: .seconds(3600)) { moment in
        guard let sample = world.sample(of: host, at: moment), let load = sample.load?.one else { return }
        let cores = sample.cores.map(Double.init)
        peaks.append(LoadPeak(hour: moment, load: load, perCore: cores.map { load / $0 }))
      }
      all[host] = peaks
    }
    return all
  }

  private func each(from start: Timestamp, to end: Timestamp, by step: Duration, _ take: (Timestamp) -> Void) {
    var moment = start
    while moment <= end {
      take(moment)
      moment = moment + step
    }
  }

  private func read(
    _ host: HostID, _ moment: Timestamp, into mounts: inout [String: MountHistory],
    _ part: WritableKeyPath<FillHistory, [HistoryPoint]>
  ) {
    guard let reading = world.filesystems(of: host, at: moment) else { return }
    for filesystem in reading.filesystems where filesystem.failure == nil {
      var history = mounts[filesystem.mount] ?? MountHistory(mount: filesystem.mount)
      history.space[keyPath: part].append(HistoryPoint(moment, Double(filesystem.availableBytes)))
      if let free = filesystem.inodesFree { history.inodes[keyPath: part].append(HistoryPoint(moment, Double(free))) }
      mounts[filesystem.mount] = history
    }
  }
}
