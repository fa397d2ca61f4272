/// What is looked at of a host's safety.
public enum PostureTopic: String, CaseIterable, Hashable, Sendable {
  /// Whether root can log in through sshd.
  case rootLogin = "root-login"
  /// Whether a password is enough to log in through sshd.
  case passwordLogin = "password-login"
  /// Security updates that are not installed.
  case securityUpdates = "updates"
  /// How old the lists of packages are: without new lists no updates are seen.
  case packageLists = "lists"
  /// Whether the host wants to be restarted.
  case reboot
  /// Whether the running kernel is the newest that is installed.
  case kernel
  /// Services that listen on all addresses.
  case openServices = "services"
  /// Whether packets are filtered.
  case firewall
  /// What the kernel tells the time by.
  case clockSource = "clocksource"
  /// Whether something keeps the clock right.
  case clockSync = "clocksync"
  /// When the certificates of local TLS ports expire.
  case certificates
}

/// What was read of one topic.
public enum PostureValue: Hashable, Sendable {
  /// A word of the configuration, as `prohibit-password`.
  case word(String)
  /// A number of things.
  case count(Int)
  /// An age, or a length of time.
  case age(Duration)
  /// Whether it is so.
  case flag(Bool)
  /// Two words that should be the same: what runs, and what is installed.
  case pair(String, String)
  /// Sockets.
  case listeners([Listener])
  /// When things end, by their names.
  case moments([PostureMoment])
  /// There is nothing to look at: no TLS port, no kernel of its own in a container.
  case none(String)
  /// It could not be read, and why: `needs root`.
  case unknown(String)
}

/// The end of something.
public struct PostureMoment: Hashable, Sendable {
  /// What ends, as `port 443 (CN=www.example.org)`; may hold text from outside.
  public var name: String
  /// When it ends.
  public var moment: Timestamp
  /// The end of something.
  public init(name: String, moment: Timestamp) {
    self.name = name
    self.moment = moment
  }
}

/// One topic as it was read on one host.
public struct PostureCheck: Hashable, Sendable {
  /// What was looked at.
  public var topic: PostureTopic
  /// What was found.
  public var value: PostureValue
  /// By what it is known, in the host's own words: a line of a file, the names of packages; may hold text from outside.
  public var evidence: String
  /// A topic as it was read.
  public init(_ topic: PostureTopic, _ value: PostureValue, evidence: String = "") {
    self.topic = topic
    self.value = value
    self.evidence = evidence
  }
}

/// How safe a host is kept (`posture`): read hourly, never changed.
public struct PostureReading: Hashable, Sendable {
  /// When it arrived, by the console's clock.
  public var takenAt: Timestamp
  /// Where it came from.
  public var source: SourceKind
  /// What was read, in the order of `PostureTopic`.
  public var checks: [PostureCheck]
  /// What could not be read in all.
  public var failures: [String]
  /// A reading of these topics.
  public init(takenAt: Timestamp, source: SourceKind, checks: [PostureCheck], failures: [String] = []) {
    self.takenAt = takenAt
    self.source = source
    self.checks = checks
    self.failures = failures
  }

  /// What was read of a topic, or nil.
  public subscript(topic: PostureTopic) -> PostureCheck? { checks.first { $0.topic == topic } }
}
