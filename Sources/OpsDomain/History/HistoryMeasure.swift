/// The quantities that are kept beyond the hour for every host.
///
/// The numbers stand in files: they are never changed nor given again.
public enum HistoryMeasure: UInt8, CaseIterable, Hashable, Sendable {
  /// Load of one minute.
  case load = 0
  /// Load of one minute per core.
  case loadPerCore = 1
  /// CPU share in work: user and system.
  case cpuBusy = 2
  /// CPU share waiting for I/O.
  case cpuIowait = 3
  /// CPU share stolen.
  case cpuSteal = 4
  /// Memory share used.
  case memoryUsed = 5
  /// Swap share used.
  case swapUsed = 6
  /// The busiest device's share of time with work.
  case diskBusy = 7
  /// Bytes received a second.
  case received = 8
  /// Bytes sent a second.
  case sent = 9
}
