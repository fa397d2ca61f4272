/// What can be asked of a host, each on its own schedule.
public enum Section: String, CaseIterable, Hashable, Sendable {
  /// The cheap reading: load, CPU, memory, pressure, disk and network counters.
  case tick
  /// Filesystems and inodes.
  case disk
  /// What the host is.
  case facts
  /// How safe the host is kept.
  case posture
  /// Processes.
  case processes = "ps"
}

/// How a source stands with its host.
public enum LinkState: Hashable, Sendable {
  /// Not tried yet.
  case idle
  /// Waiting for its turn among the dials.
  case queued
  /// Being dialled since that moment.
  case connecting(since: Timestamp)
  /// Answering since that moment.
  case connected(since: Timestamp)
  /// Not answering: why, since when the trouble lasts, and when it is tried again (nil: not by itself).
  case failed(LinkFailure, since: Timestamp, retryAt: Timestamp?)
}

/// Why a source cannot read its host.
public struct LinkFailure: Hashable, Sendable, Error {
  /// The kinds of failure that people act on differently.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    /// The name does not resolve.
    case unresolved
    /// Nothing listens, or a firewall refuses.
    case refused
    /// No route, or the network is down.
    case unreachable
    /// No answer in time while dialling.
    case timedOut = "timed-out"
    /// The host's key is not known.
    case unknownHostKey = "unknown-host-key"
    /// The host's key is not the known one.
    case changedHostKey = "changed-host-key"
    /// We were not let in.
    case authentication
    /// The session began, and then nothing more came.
    case silent
    /// What came is not what was asked.
    case garbage
    /// The connection ended.
    case closed
    /// A limit on size was passed.
    case tooLarge = "too-large"
    /// HTTP answered with an error.
    case httpStatus = "http-status"
    /// TLS could not be verified.
    case tls
    /// This machine cannot try: no program, no descriptor, bad configuration.
    case here
  }
  /// What kind it is.
  public var kind: Kind
  /// One sentence: what went wrong, with the other side's own words where they help; not yet harmless text.
  public var message: String
  /// What a person can do about it, or nil.
  public var remedy: String?
  /// A failure.
  public init(_ kind: Kind, _ message: String, remedy: String? = nil) {
    self.kind = kind
    self.message = message
    self.remedy = remedy
  }
}

/// News of one host.
public enum Observation: Hashable, Sendable {
  /// A tick was answered.
  case sampled(HostID, Sample)
  /// Filesystems were read.
  case filesystems(HostID, FilesystemReading)
  /// Facts were read.
  case facts(HostID, FactsReading)
  /// Posture was read.
  case posture(HostID, PostureReading)
  /// Processes were read.
  case processes(HostID, ProcessReading)
  /// One section could not be answered though the host answers, as a hung `df`.
  case sectionFailed(HostID, Section, reason: String, at: Timestamp)
  /// It was computed when its filesystems will be full.
  case forecast(HostID, HostForecast)
  /// It was computed what it usually carries.
  case usualLoad(HostID, UsualLoad)
  /// The link of a source changed.
  case link(HostID, SourceKind, LinkState)

  /// The host it is about.
  public var host: HostID {
    switch self {
    case .sampled(let host, _), .filesystems(let host, _), .facts(let host, _), .posture(let host, _),
      .processes(let host, _), .sectionFailed(let host, _, _, _), .forecast(let host, _),
      .usualLoad(let host, _), .link(let host, _, _):
      return host
    }
  }
}
