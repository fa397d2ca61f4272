/// All that is known of one host.
public struct HostState: Sendable {
  /// What the inventory says; its status is that of the team's word where there is one, its parent the one that was
  /// detected.
  public internal(set) var host: Host
  /// The status that the inventory gives.
  public internal(set) var declaredStatus: HostStatus
  /// The parent that the inventory gives.
  public internal(set) var declaredParent: String?
  /// The machine it was found to run on, whatever the age of that; nil where nothing tells.
  public internal(set) var detectedParent: DetectedParent?
  /// What the team says in place of the inventory; nil where it says nothing.
  public internal(set) var overlay: StatusOverlay?
  /// Good readings in a row since the work on the host is over.
  var goodSamples = 0
  /// The end of the last work after which health has brought the host back.
  var released: Timestamp?
  /// How each of its sources stands.
  public internal(set) var links: [SourceKind: LinkState] = [:]
  /// The last tick, whatever its age.
  public internal(set) var sample: Sample?
  /// What the last tick means.
  public internal(set) var vitals: Vitals?
  /// The last filesystems read.
  public internal(set) var filesystems: FilesystemReading?
  /// The last facts read.
  public internal(set) var facts: FactsReading?
  /// What it does, by the last facts; nil where these do not tell.
  public internal(set) var observed: ObservedRole?
  /// In what it is unlike the others of its role.
  public internal(set) var oddities: [Oddity] = []
  /// How safe it is kept, now and the day before.
  public internal(set) var posture: PostureDays?
  /// The last processes read, with shares computed against the reading before.
  public internal(set) var processes: ProcessReading?
  /// When its filesystems will be full, whatever the age of the forecast (see `forecast(at:)`).
  public internal(set) var forecast: HostForecast?
  /// What it usually carries, whatever its age (see `usualLoad(at:)`).
  public internal(set) var usualLoad: UsualLoad?
  /// Sections that fail though the host answers: the reason and since when.
  public internal(set) var sectionFailures: [Section: SectionFailure] = [:]
  /// The last hour.
  public internal(set) var history = History()
  /// What the rules say now, the worst first.
  public internal(set) var findings: [Finding] = []
  /// Health in one word, from the findings.
  public internal(set) var health: Health = .unknown
  /// When it was added to the fleet.
  public internal(set) var knownSince: Timestamp
  /// What judging it remembers.
  var judgement = HostJudgement()

  /// Why one section fails, and since when.
  public struct SectionFailure: Hashable, Sendable {
    /// The reason, in the collector's words; may hold text from outside.
    public var reason: String
    /// The first failure without a success in between.
    public var since: Timestamp
  }

  init(host: Host, at now: Timestamp) {
    self.host = host
    self.declaredStatus = host.status
    self.declaredParent = host.parent
    self.knownSince = now
  }

  /// The age of the last tick, or nil when there was none.
  public func age(at now: Timestamp) -> Duration? { sample.map { now.since($0.takenAt) } }

  /// The filesystem with the largest share in use, network mounts left out; nil when none was read.
  public var fullestFilesystem: Filesystem? {
    filesystems?.filesystems.lazy.filter { !$0.isNetwork && $0.usedShare != nil }
      .max { ($0.usedShare ?? 0) < ($1.usedShare ?? 0) }
  }

  /// The failure of the first source, in the order of preference, that does not answer; nil when all answer.
  ///
  /// It stands until the source has answered again, also while it is being dialled; `retryAt` is nil then.
  public var failure: (failure: LinkFailure, since: Timestamp, retryAt: Timestamp?)? {
    for source in host.sources {
      guard let standing = judgement.failures[source] else { continue }
      if case .failed(let failure, let since, let retryAt)? = links[source] { return (failure, since, retryAt) }
      return (standing.failure, standing.since, nil)
    }
    return nil
  }
}
