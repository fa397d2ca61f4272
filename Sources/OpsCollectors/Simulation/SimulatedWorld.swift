public import OpsDomain

/// A fleet that does not exist, for the demonstration, for tests and for benchmarks.
///
/// Everything follows from the seed, the host and the moment: any moment can be computed without those before, and two
/// worlds of one seed and start are alike. Counters are integrals of smooth rates, so that what is computed from two
/// samples is what the host is meant to do. The usual world is a bookmark service of 56 hosts on 20 virtual machine
/// parents with a filling disk, an overloaded application server, a dead database and a host that restarts again and
/// again; larger ones have more services and larger roles, each with the same troubles.
public struct SimulatedWorld: Sendable {
  /// The hosts of the usual world.
  public static let usualHostCount = 56
  /// The largest world.
  public static let hostCountMax = 100_000
  /// The most samples that `pastSamples` makes of a host.
  public static let pastSamplesMax = 3_600

  /// How far from the start, in seconds, a moment is told apart from others: thirty years.
  private static let reach = 1e9

  /// The hosts and roles, all read through the source `simulation`.
  public let inventory: Inventory
  /// The moment at which its story begins.
  public let start: Timestamp
  private let seed: UInt64
  private let secondsOfDay: Double
  private let parts: [Roster.Part]
  private let indexes: [HostID: Int]

  /// A world of `hostCount` hosts whose story begins at `start`, where local time is so far ahead of UTC.
  public init(
    seed: UInt64 = 1, hostCount: Int = SimulatedWorld.usualHostCount, start: Timestamp, secondsEastOfUTC: Int = 0
  ) {
    let roster = Roster(count: min(max(hostCount, 1), Self.hostCountMax), seed: seed)
    self.seed = seed
    self.start = start
    secondsOfDay = Double((start.milliseconds / 1000 &+ Int64(secondsEastOfUTC)) % 86_400)
    inventory = Inventory(hosts: roster.hosts, roles: roster.roles)
    parts = roster.parts
    indexes = Dictionary(
      roster.hosts.indices.map { (roster.hosts[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Seconds from the start, cut to what the story can reach.
  private func time(_ moment: Timestamp) -> Double {
    min(max(Double(moment.milliseconds &- start.milliseconds) / 1000, -Self.reach), Self.reach)
  }

  /// A number of the world's own for each salt, the same every time.
  public func chance(_ salt: UInt64) -> UInt64 { StableHash.mix(seed ^ StableHash.mix(salt)) }

  /// What a host of this world is like, made anew each time.
  func host(_ id: HostID) -> SimulatedHost? {
    indexes[id].map { SimulatedHost(inventory.hosts[$0], parts[$0], seed: seed, secondsOfDay: secondsOfDay) }
  }
}

extension SimulatedWorld {
  /// How the link to a host stands then; nil for a host that is not of this world.
  public func link(to id: HostID, at moment: Timestamp) -> LinkState? { host(id).map { link(to: $0, at: moment) } }

  /// The tick of a host; nil while it does not answer.
  public func sample(of id: HostID, at moment: Timestamp) -> Sample? { host(id).flatMap { sample(of: $0, at: moment) } }

  /// The filesystems of a host; nil while it does not answer.
  public func filesystems(of id: HostID, at moment: Timestamp) -> FilesystemReading? {
    host(id).flatMap { filesystems(of: $0, at: moment) }
  }

  /// What a host is; nil while it does not answer.
  public func facts(of id: HostID, at moment: Timestamp) -> FactsReading? {
    host(id).flatMap { facts(of: $0, at: moment) }
  }

  /// How safe a host is kept; nil while it does not answer.
  public func posture(of id: HostID, at moment: Timestamp) -> PostureReading? {
    host(id).flatMap { posture(of: $0, at: moment) }
  }

  /// The processes of a host; nil while it does not answer.
  public func processes(of id: HostID, at moment: Timestamp) -> ProcessReading? {
    host(id).flatMap { processes(of: $0, at: moment) }
  }

  /// All that a first frame needs of all hosts: links, ticks and filesystems.
  public func observations(at moment: Timestamp) -> [Observation] {
    inventory.hosts.flatMap { observations(of: $0.id, at: moment) }
  }

  /// What a first frame needs of one host: its link, its tick and its filesystems.
  public func observations(of id: HostID, at moment: Timestamp) -> [Observation] {
    guard let host = host(id) else { return [] }
    return [
      .link(id, .simulation, link(to: host, at: moment)), sample(of: host, at: moment).map { .sampled(id, $0) },
      filesystems(of: host, at: moment).map { .filesystems(id, $0) },
    ].compactMap { $0 }
  }

  /// The ticks of the hour before `end`, oldest first, `end` left out; none of times when the host did not answer.
  public func pastSamples(of id: HostID, until end: Timestamp, step: Duration = History.bucket) -> [Sample] {
    let hour = History.bucket.wholeMilliseconds * Int64(History.capacity)
    let step = max(step.wholeMilliseconds, hour / Int64(Self.pastSamplesMax))
    guard let host = host(id) else { return [] }
    return stride(from: end.milliseconds &- hour, to: end.milliseconds, by: Int(clamping: step)).compactMap {
      sample(of: host, at: Timestamp(milliseconds: $0))
    }
  }
}

extension SimulatedWorld {
  func link(to host: SimulatedHost, at moment: Timestamp) -> LinkState {
    let time = time(moment)
    guard let began = host.outage(at: time) else { return .connected(since: self.moment(host.answersSince(time))) }
    let (kind, words): (LinkFailure.Kind, String) =
      if case .dead = host.trouble.link { (.timedOut, "Connection timed out") } else {
        (.refused, "Connection refused")
      }
    let failure = LinkFailure(kind, "connect to host \(host.id.name) port 22: \(words)")
    return .failed(failure, since: self.moment(began), retryAt: self.moment(Self.retry(began, after: time)))
  }

  func sample(of host: SimulatedHost, at moment: Timestamp) -> Sample? {
    answering(host, moment).map { host.sample(at: $0, moment) }
  }

  func filesystems(of host: SimulatedHost, at moment: Timestamp) -> FilesystemReading? {
    answering(host, moment).map { host.filesystems(at: $0, moment) }
  }

  func facts(of host: SimulatedHost, at moment: Timestamp) -> FactsReading? {
    answering(host, moment).map { time in
      var facts = host.facts(at: time, moment)
      relate(&facts, of: host, at: time)
      return facts
    }
  }

  func posture(of host: SimulatedHost, at moment: Timestamp) -> PostureReading? {
    answering(host, moment).map { host.posture(at: $0, moment) }
  }

  func processes(of host: SimulatedHost, at moment: Timestamp) -> ProcessReading? {
    answering(host, moment).map { host.processes(at: $0, moment) }
  }

  /// The time of the story at a moment, if the host answers then.
  private func answering(_ host: SimulatedHost, _ moment: Timestamp) -> Double? {
    let time = time(moment)
    return host.outage(at: time) == nil ? time : nil
  }

  private func moment(_ time: Double) -> Timestamp { start + .milliseconds(Int64(time * 1000)) }

  /// The next try after `time` of an outage that began then.
  private static func retry(_ began: Double, after time: Double) -> Double {
    var (next, tries) = (began, 0)
    while next <= time {
      let wait = BackOff.waits[min(tries, BackOff.waits.count - 1)].inSeconds
      // All further waits are alike.
      next += tries < BackOff.waits.count ? wait : ((time - next) / wait).rounded(.down) * wait + wait
      tries += 1
    }
    return next
  }
}
