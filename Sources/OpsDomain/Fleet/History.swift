/// The quantities of which an hour is kept for every host.
public enum Measure: Int, CaseIterable, Hashable, Sendable {
  /// Load of one minute per core.
  case loadPerCore
  /// CPU share in user mode.
  case cpuUser
  /// CPU share in system mode.
  case cpuSystem
  /// CPU share waiting for I/O.
  case cpuIowait
  /// CPU share stolen.
  case cpuSteal
  /// Memory share used.
  case memoryUsed
  /// Swap share used.
  case swapUsed
  /// PSI, CPU some, 10 s average.
  case pressureCPU
  /// PSI, memory some, 10 s average.
  case pressureMemory
  /// PSI, I/O some, 10 s average.
  case pressureIO
  /// The busiest device's share of time with work.
  case diskBusy
  /// Bytes read and written a second, all devices.
  case diskBytes
  /// Bytes received a second.
  case received
  /// Bytes sent a second.
  case sent
}

/// An hour of vitals of one host: a ring of equal buckets, gaps kept as gaps.
///
/// A value is kept in 16 bits (the upper half of a Float), precise to 0.4 %: enough for a graph, and
/// 10,000 hosts fit in 70 MB.
public struct History: Hashable, Sendable {
  /// The length of a bucket.
  public static let bucket = Duration.seconds(15)
  /// The number of buckets: one hour.
  public static let capacity = 240

  /// An empty history.
  public init() {}

  /// Takes in vitals; a later value in the same bucket replaces the earlier one.
  public mutating func append(_ vitals: Vitals, pressure: PressureReading?) {}

  /// The last `count` values of `measure` up to `now`, oldest first; nil where nothing was read.
  public func values(_ measure: Measure, last count: Int, endingAt now: Timestamp) -> [Double?] {
    Array(repeating: nil, count: max(0, count))
  }
}
