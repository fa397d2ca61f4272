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

extension Measure {
  /// The value of this measure in what was read at one moment; nil when it was not read.
  public func value(in vitals: Vitals, _ pressure: PressureReading?) -> Double? {
    switch self {
    case .loadPerCore: return vitals.loadPerCore
    case .cpuUser: return vitals.cpu?.user
    case .cpuSystem: return vitals.cpu?.system
    case .cpuIowait: return vitals.cpu?.iowait
    case .cpuSteal: return vitals.cpu?.steal
    case .memoryUsed: return vitals.memoryUsed
    case .swapUsed: return vitals.swapUsed
    case .pressureCPU: return pressure?.cpuSome?.average10
    case .pressureMemory: return pressure?.memorySome?.average10
    case .pressureIO: return pressure?.ioSome?.average10
    case .diskBusy: return vitals.disks.first?.busy
    case .diskBytes: return vitals.diskBytesPerSecond
    case .received: return vitals.receivedBytesPerSecond
    case .sent: return vitals.sentBytesPerSecond
    }
  }
}

extension Vitals {
  /// Bytes read and written a second over all devices; nil without devices.
  public var diskBytesPerSecond: Double? {
    guard !disks.isEmpty else { return nil }
    return disks.reduce(0) { $0 + $1.readBytesPerSecond + $1.writtenBytesPerSecond }
  }
}
