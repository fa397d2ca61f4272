import OpsDomain

/// One host as the watcher holds it: its sources, the preferred one first, and how each stands.
struct WatchedHost: Sendable {
  /// A source of the host and what its posts have told.
  struct Attached: Sendable {
    /// Unlike that of any other source of the watcher.
    let serial: Int
    let source: any HostSource
    /// Whether its task runs.
    var isRunning = false
    var isConnected = false
    var isFailed = false
    /// The watcher's moment of its last tick, or of its first ask while there was none.
    var freshSince: Duration?
  }

  var host: Host
  /// How its sources were made.
  var manner: ReadingManner?
  var sources: [Attached]
  /// Intervals without a tick after which a source is stale and the next one is asked too.
  static let staleAfterIntervals = 2

  /// Which sources are asked now: the preferred one, and each further one while those before it fail or are stale.
  func asked(at now: Duration) -> Range<Int> {
    var count = 0
    for attached in sources {
      count += 1
      let isStale = attached.freshSince.map { now - $0 > host.interval * Self.staleAfterIntervals } ?? false
      if !attached.isFailed && !isStale { break }
    }
    return 0..<count
  }

  /// Whether any source has a link.
  var isInContact: Bool { sources.contains { $0.isConnected } }

  /// Whether `other` can be read through the sources of this host: only what people say about it differs.
  func isRead(as other: Host, _ manner: ReadingManner?) -> Bool {
    self.manner == manner && Self.reading(host) == Self.reading(other)
  }

  /// The host without what does not touch how it is read.
  private static func reading(_ host: Host) -> Host {
    var bare = host
    bare.role = nil
    bare.site = nil
    bare.status = .working
    bare.parent = nil
    bare.interval = .zero
    bare.thresholds = Thresholds()
    bare.origin = ""
    return bare
  }
}
