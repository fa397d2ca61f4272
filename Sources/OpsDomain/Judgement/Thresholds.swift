/// A limit with hysteresis: a finding is raised at `raise` and goes away at `clear`.
public struct Limit: Hashable, Sendable {
  /// Raised at this value and beyond.
  public var raise: Double
  /// Cleared at this value and below.
  public var clear: Double
  /// A limit.
  public init(raise: Double, clear: Double) {
    self.raise = raise
    self.clear = clear
  }
}

/// The limits by which a host's health is judged; every one can be set per service, role and host.
///
/// The defaults and their reasons stand in docs/health.md.
public struct Thresholds: Hashable, Sendable {
  /// Load of five minutes per core: warning.
  public var loadWarn = Limit(raise: 1.5, clear: 1.2)
  /// Load of five minutes per core: critical.
  public var loadCrit = Limit(raise: 3, clear: 2.4)
  /// Below this load a host is never overloaded, however few its cores.
  ///
  /// The critical floor is larger in the proportion of the two limits: 8 with the defaults.
  public var loadFloor = 4.0
  /// CPU busy (without iowait and steal), share of the ten-minute mean: warning.
  public var cpuWarn = Limit(raise: 0.85, clear: 0.75)
  /// CPU busy: critical.
  public var cpuCrit = Limit(raise: 0.95, clear: 0.85)
  /// CPU time stolen by the hypervisor, share of the ten-minute mean: warning.
  public var stealWarn = Limit(raise: 0.10, clear: 0.05)
  /// Memory used (not available), share: warning.
  public var memoryWarn = Limit(raise: 0.90, clear: 0.85)
  /// Memory used: critical.
  public var memoryCrit = Limit(raise: 0.97, clear: 0.95)
  /// For how long a process killed for want of memory is critical.
  public var outOfMemoryStands = Duration.seconds(1800)
  /// Pages swapped out a second, in three of ten samples: warning.
  public var swapWarn = 5.0
  /// Pages swapped out a second, in three of ten samples: critical.
  public var swapCrit = 50.0
  /// Disk used, share: warning, if little is free (see `diskWarnFreeBytes`).
  public var diskWarn = Limit(raise: 0.80, clear: 0.78)
  /// The disk warning needs less than this free.
  public var diskWarnFreeBytes = 10.0 * 1_073_741_824
  /// Disk used, share: critical, if little is free.
  public var diskCrit = Limit(raise: 0.90, clear: 0.88)
  /// The critical disk finding needs less than this free.
  public var diskCritFreeBytes = 5.0 * 1_073_741_824
  /// Always critical when less than this share is available.
  public var diskAvailableFloor = 0.03
  /// Inodes used, share: warning.
  public var inodesWarn = Limit(raise: 0.90, clear: 0.88)
  /// Inodes used: critical.
  public var inodesCrit = Limit(raise: 0.95, clear: 0.93)
  /// Much used of a disk is also a warning when it will be full within so many days, however much is free.
  public var diskWarnDays = 7.0
  /// Much used of a disk is also critical when it will be full within so many days.
  public var diskCritDays = 1.0
  /// A disk, or its inodes, about to be full: warning, when less than this share is left.
  public var forecastWarnAvailable = 0.40
  /// The warning needs it to be full within this time.
  public var forecastWarnWithin = Duration.seconds(24 * 3600)
  /// A disk, or its inodes, about to be full: critical, when less than this share is left.
  public var forecastCritAvailable = 0.20
  /// The critical finding needs it to be full within this time.
  public var forecastCritWithin = Duration.seconds(4 * 3600)
  /// For how long it must have been about to be full.
  public var forecastHolding = Duration.seconds(3600)
  /// Clock offset in seconds: warning.
  public var clockWarn = Limit(raise: 0.5, clear: 0.25)
  /// Clock offset in seconds: critical.
  public var clockCrit = Limit(raise: 5, clear: 2)
  /// Filesystems not read for so long are no longer judged.
  public var disksStaleAfter = Duration.seconds(900)
  /// How long a level must hold before it is raised; the first reading of a host raises at once.
  public var minimumDuration = Duration.seconds(30)
  /// Missed intervals after which a host is stale, if `staleAtLeast` has passed too.
  public var staleAfterIntervals = 2
  /// No host is stale before its last reading is older than this.
  public var staleAtLeast = Duration.seconds(60)
  /// Missed intervals after which a host that cannot be reached is down.
  public var downAfterIntervals = 3
  /// The limits by which the bottleneck is found.
  public var bottleneck = BottleneckLimits()
  /// The defaults.
  public init() {}
}
