/// Where the fleet's past is kept on this machine: a value a minute for a day, a value an hour for a quarter of a year.
///
/// What is lost is lost: the past serves forecasts and graphs, and a gap in it is a gap, never a guess. Whoever calls
/// never waits on a thread of others; a store has its own. What is kept is bounded by itself.
public protocol FleetHistoryStore: Sendable {
  /// Keeps one minute; what is kept of the same minute already is completed, host by host.
  func record(_ minute: FleetMinute) async throws(StoreFailure)

  /// What a measure of a host came to from one moment to another, oldest first; minutes without a reading are left out.
  func series(
    of host: HostID, _ measure: HistoryMeasure, from start: Timestamp, to end: Timestamp,
    by resolution: HistoryResolution
  ) async throws(StoreFailure) -> [HistoryValue]

  /// What was left of the filesystems of some hosts up to a moment: minutes as far back as asked, and hours likewise.
  func mounts(
    of hosts: [HostID], minutesSince: Timestamp, hoursSince: Timestamp, to end: Timestamp
  ) async throws(StoreFailure) -> [HostID: [MountHistory]]

  /// The highest load of each hour of some hosts, oldest first.
  func loadPeaks(
    of hosts: [HostID], from start: Timestamp, to end: Timestamp
  ) async throws(StoreFailure) -> [HostID: [LoadPeak]]

  /// What the whole fleet was like at a moment: by the minute where that is kept, else by the mean of the hour; nil when
  /// nothing is kept of then.
  func fleet(at moment: Timestamp) async throws(StoreFailure) -> FleetMinute?
}
