/// What is kept of one host of one minute.
public struct HostMinute: Hashable, Sendable {
  /// The most filesystems that are kept of a host, in the host's order.
  public static let mountsMax = 64

  /// The host.
  public var host: HostID
  /// Its filesystems, where they were read lately; empty otherwise.
  public var mounts: [MountMinute]
  /// A value a measure, NaN where it was not read.
  private var values: [Float]

  /// A minute of which nothing is known yet.
  public init(host: HostID, mounts: [MountMinute] = []) {
    self.host = host
    self.mounts = Array(mounts.prefix(Self.mountsMax))
    values = Array(repeating: .nan, count: HistoryMeasure.allCases.count)
  }

  /// The value of a measure; nil where it was not read.
  public subscript(measure: HistoryMeasure) -> Double? {
    get {
      let value = values[Int(measure.rawValue)]
      return value.isNaN ? nil : Double(value)
    }
    set { values[Int(measure.rawValue)] = newValue.map(Float.init) ?? .nan }
  }

  /// Compares with absent values being alike.
  public static func == (left: HostMinute, right: HostMinute) -> Bool {
    left.host == right.host && left.mounts == right.mounts
      && HistoryMeasure.allCases.allSatisfy { left[$0] == right[$0] }
  }

  /// Hashes what makes it equal.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(host)
    hasher.combine(mounts)
    for measure in HistoryMeasure.allCases { hasher.combine(self[measure]) }
  }
}

/// What is kept of one filesystem of one minute.
public struct MountMinute: Hashable, Sendable {
  /// Where it is mounted.
  public var mount: String
  /// The size.
  public var sizeBytes: UInt64
  /// What an ordinary user may still write.
  public var availableBytes: UInt64
  /// Inodes that are free; nil for filesystems that do not count them.
  public var inodesFree: UInt64?
  /// A filesystem.
  public init(mount: String, sizeBytes: UInt64, availableBytes: UInt64, inodesFree: UInt64? = nil) {
    self.mount = mount
    self.sizeBytes = sizeBytes
    self.availableBytes = availableBytes
    self.inodesFree = inodesFree
  }
}

/// What is kept of a fleet of one minute.
public struct FleetMinute: Sendable {
  /// The minute, by any moment within it.
  public var moment: Timestamp
  /// The hosts that were read in it.
  public var hosts: [HostMinute]
  /// A minute.
  public init(moment: Timestamp, hosts: [HostMinute]) {
    self.moment = moment
    self.hosts = hosts
  }
}

extension FleetMinute {
  /// What is known of a fleet at the end of a minute; hosts that are not read now are left out.
  public init(of fleet: Fleet, at moment: Timestamp) {
    self.init(moment: moment, hosts: fleet.hosts.indices.compactMap { HostMinute(of: fleet.hosts[$0], at: moment) })
  }
}

extension HostMinute {
  /// The minute that ends at `moment`; nil where nothing was read in it.
  init?(of state: HostState, at moment: Timestamp) {
    guard let sample = state.sample, state.isReadNow, moment.since(sample.takenAt) <= Self.oldest else { return nil }
    let isDiskNew = state.filesystems.map { moment.since($0.takenAt) <= Self.oldestDisk } ?? false
    self.init(host: state.host.id, mounts: isDiskNew ? state.filesystems.map(MountMinute.all) ?? [] : [])
    let history = state.history
    func mean(_ measures: Measure...) -> Double? {
      history.mean(measures, last: Self.buckets, least: 1, endingAt: moment, reachingBack: false)
    }
    self[.load] = sample.load?.one
    self[.loadPerCore] = state.vitals?.loadPerCore
    self[.cpuBusy] = mean(.cpuUser, .cpuSystem)
    self[.cpuIowait] = mean(.cpuIowait)
    self[.cpuSteal] = mean(.cpuSteal)
    self[.memoryUsed] = mean(.memoryUsed)
    self[.swapUsed] = mean(.swapUsed)
    self[.diskBusy] = mean(.diskBusy)
    self[.received] = mean(.received)
    self[.sent] = mean(.sent)
  }

  /// A tick that is older says nothing of this minute.
  private static let oldest = Duration.seconds(120)
  /// Filesystems are read once a minute; an older reading is not this minute's.
  private static let oldestDisk = Duration.seconds(120)
  /// The buckets of the hour's history that make a minute.
  private static let buckets = 4
}

extension MountMinute {
  /// The filesystems of a reading that can fill: neither images nor those that did not answer.
  fileprivate static func all(_ reading: FilesystemReading) -> [MountMinute] {
    reading.filesystems.lazy.filter { $0.failure == nil && !$0.isAlwaysFull && $0.sizeBytes > 0 }
      .prefix(HostMinute.mountsMax).map { filesystem in
        MountMinute(
          mount: filesystem.mount, sizeBytes: filesystem.sizeBytes, availableBytes: filesystem.availableBytes,
          inodesFree: filesystem.inodesFree)
      }
  }
}

extension Filesystem {
  /// Inodes that are free; nil when they are not counted, or the numbers make no sense.
  public var inodesFree: UInt64? {
    guard failure == nil, let total = inodesTotal, let used = inodesUsed, total > 0, used <= total else { return nil }
    return total - used
  }
}
