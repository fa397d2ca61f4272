import OpsDomain

/// What a node_exporter source remembers between asks.
struct NodeExporterState {
  /// What an ask leads to.
  enum Reaction {
    /// The page is fresh enough to answer.
    case answer(Scrape)
    /// No page tells it.
    case refuse
    /// A page is needed.
    case scrape
    /// One is being read or may not be asked for now.
    case nothing
  }

  /// Bytes received since the source began.
  private(set) var bytes: UInt64 = 0
  /// Whether the last page was read.
  var isConnected: Bool { link == .connected }

  /// Whether pages are asked for compressed.
  private(set) var gzip = true

  private enum Link { case idle, connecting, connected, failed }
  private var link = Link.idle
  private var wanted: Set<Section> = []
  private var isScraping = false
  private var isEnded = false
  private var notBefore: ContinuousClock.Instant?
  private var failedSince: Timestamp?
  private var backOff = BackOff()
  private var last: (scrape: Scrape, at: ContinuousClock.Instant)?
  private var mapping = NodeMapping()

  /// Takes note of an ask.
  mutating func ask(_ section: Section, at now: ContinuousClock.Instant) -> Reaction {
    guard !isEnded else { return .nothing }
    if section == .processes { return .refuse }
    if section != .tick, link == .connected, let last, now - last.at < NodeExporterSource.freshness {
      return .answer(last.scrape)
    }
    wanted.insert(section)
    if isScraping { return .nothing }
    if let notBefore, now < notBefore { return .nothing }
    return .scrape
  }

  /// Whether a scrape begins now: something is wanted, or a failure is to be tried again.
  mutating func begins(at now: ContinuousClock.Instant) -> Bool {
    guard !isScraping, !wanted.isEmpty || link == .failed else { return false }
    if let notBefore, now < notBefore { return false }
    isScraping = true
    return true
  }

  /// Whether this try is the first since the source began or a person wanted one.
  mutating func announcesConnecting() -> Bool {
    guard link == .idle else { return false }
    link = .connecting
    return true
  }

  /// Answers no more.
  mutating func end() { isEnded = true }

  /// Forgets the back-off.
  mutating func retryNow() {
    backOff.reset()
    notBefore = nil
    wanted.insert(.tick)
    if link == .failed { link = .idle }
  }

  /// Whether a failure is to be followed by another try at once, since it says nothing about the host.
  mutating func triesAnew(after failure: LinkFailure) -> Bool {
    switch failure.kind {
    case .closed:
      // The host may close a kept connection at the moment in which it is used again.
      return link == .connected
    case .tooLarge where gzip:
      // Zeros compress so well that an honest page may look like a bomb: from now on it is read as it is.
      gzip = false
      return true
    default: return false
    }
  }

  /// Takes a page; tells what was wanted, the tick, and whether the link was not connected before.
  mutating func succeeded(
    _ scrape: Scrape, at now: ContinuousClock.Instant
  ) -> (wanted: Set<Section>, sample: Sample, isNew: Bool) {
    defer {
      link = .connected
      wanted = []
      isScraping = false
      failedSince = nil
      notBefore = nil
      last = (scrape, now)
    }
    backOff.reset()
    bytes &+= UInt64(clamping: scrape.bytes)
    var sample = mapping.sample(scrape.page, at: scrape.takenAt, roundTrip: scrape.roundTrip)
    if let (count, first) = scrape.malformed {
      sample.failures.append("\(count) lines of the page were not understood, the first: \(first)")
    }
    return (wanted, sample, link != .connected)
  }

  /// Takes a failure; tells how long to wait and since when the trouble lasts.
  mutating func failed(at now: ContinuousClock.Instant, on moment: Timestamp) -> (wait: Duration, since: Timestamp) {
    var generator = SystemRandomNumberGenerator()
    let wait = backOff.failed(using: &generator)
    isScraping = false
    link = .failed
    notBefore = now + wait
    let since = failedSince ?? moment
    failedSince = since
    return (wait, since)
  }
}
