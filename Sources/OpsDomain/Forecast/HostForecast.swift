/// When something will be full, or why that cannot be said.
public enum FillOutlook: Hashable, Sendable {
  /// It fills.
  case fills(FillForecast)
  /// Nothing can be said, or there is nothing to fear.
  case none(NoForecast)

  /// The forecast; nil when there is none.
  public var forecast: FillForecast? {
    if case .fills(let forecast) = self { return forecast }
    return nil
  }

  /// In at most eight columns: `12–15 d`, `flat`.
  public var words: String {
    switch self {
    case .fills(let forecast): return forecast.words
    case .none(let reason): return reason.words
    }
  }

  /// In words: `full in 12–15 days`, `no forecast: it does not fill`.
  public var sentence: String {
    switch self {
    case .fills(let forecast): return "full in \(forecast.longWords)"
    case .none(let reason): return reason.sentence
    }
  }
}

/// Something that will be full so soon, and has been about to for so long, that somebody must look now.
public struct FillIncident: Hashable, Sendable {
  /// How bad it is.
  public var severity: Severity
  /// Since when it has been so without a break, as far as was looked back.
  public var since: Timestamp
  /// An incident.
  public init(severity: Severity, since: Timestamp) {
    self.severity = severity
    self.since = since
  }
}

/// When one filesystem will be full.
public struct FilesystemForecast: Hashable, Sendable {
  /// Where it is mounted.
  public var mount: String
  /// Its space.
  public var space: FillOutlook
  /// Its inodes; nil for filesystems that do not count them.
  public var inodes: FillOutlook?
  /// The alarm on its space.
  public var spaceIncident: FillIncident?
  /// The alarm on its inodes.
  public var inodesIncident: FillIncident?
  /// A forecast of one filesystem.
  public init(
    mount: String, space: FillOutlook, inodes: FillOutlook? = nil, spaceIncident: FillIncident? = nil,
    inodesIncident: FillIncident? = nil
  ) {
    self.mount = mount
    self.space = space
    self.inodes = inodes
    self.spaceIncident = spaceIncident
    self.inodesIncident = inodesIncident
  }

  /// The forecast that comes true first, and whether it is about inodes; nil when there is none.
  public var soonest: (forecast: FillForecast, isInodes: Bool)? {
    let (space, inodes) = (space.forecast, inodes?.forecast)
    if let inodes, inodes.middle < space?.middle ?? .infinity { return (inodes, true) }
    return space.map { ($0, false) }
  }
}

/// When the filesystems of a host will be full.
public struct HostForecast: Hashable, Sendable {
  /// When it was made.
  public var takenAt: Timestamp
  /// Its filesystems, in the host's order.
  public var mounts: [FilesystemForecast]
  /// A forecast of a host.
  public init(takenAt: Timestamp, mounts: [FilesystemForecast]) {
    self.takenAt = takenAt
    self.mounts = mounts
  }

  /// A forecast that is older says nothing.
  public static let validity = Duration.seconds(3 * 3600)
  /// Filesystems that will be full within so many days are listed.
  public static let planningDays = 30.0

  /// The forecast of one filesystem; nil when there is none.
  public subscript(mount: String) -> FilesystemForecast? { mounts.first { $0.mount == mount } }

  /// The filesystem that will be full first; nil when none will.
  public var soonest: (mount: String, forecast: FillForecast, isInodes: Bool)? {
    var found: (mount: String, forecast: FillForecast, isInodes: Bool)?
    for mount in mounts {
      guard let soonest = mount.soonest, soonest.forecast.middle < found?.forecast.middle ?? .infinity else { continue }
      found = (mount.mount, soonest.forecast, soonest.isInodes)
    }
    return found
  }

  /// Whether it is too old at `now`, or of a time to come.
  public func isOld(at now: Timestamp) -> Bool {
    now.since(takenAt) > Self.validity || takenAt > now + clockSlack
  }
}

extension HostState {
  /// The forecast, where it is not too old to say anything.
  public func forecast(at now: Timestamp) -> HostForecast? {
    guard let forecast, !forecast.isOld(at: now) else { return nil }
    return forecast
  }

  /// Days until its first filesystem or inode table is full, at the usual pace; nil without a forecast.
  public func daysLeft(at now: Timestamp) -> Double? { forecast(at: now)?.soonest?.forecast.middle }
}
