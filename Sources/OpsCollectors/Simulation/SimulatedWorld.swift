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
  private let hosts: [SimulatedHost]
  private let indexes: [HostID: Int]

  /// A world of `hostCount` hosts whose story begins at `start`, where local time is so far ahead of UTC.
  public init(
    seed: UInt64 = 1, hostCount: Int = SimulatedWorld.usualHostCount, start: Timestamp, secondsEastOfUTC: Int = 0
  ) {
    let roster = Roster(count: min(max(hostCount, 1), Self.hostCountMax), seed: seed)
    let secondsOfDay = Double((start.milliseconds / 1000 &+ Int64(secondsEastOfUTC)) % 86_400)
    self.start = start
    inventory = Inventory(hosts: roster.members.map(\.host), roles: roster.roles)
    let hosts = roster.members.map { SimulatedHost($0, seed: seed, secondsOfDay: secondsOfDay) }
    self.hosts = hosts
    indexes = Dictionary(hosts.indices.map { (hosts[$0].host.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Seconds from the start, cut to what the story can reach.
  private func time(_ moment: Timestamp) -> Double {
    min(max(Double(moment.milliseconds &- start.milliseconds) / 1000, -Self.reach), Self.reach)
  }

  private func host(_ id: HostID) -> SimulatedHost? { indexes[id].map { hosts[$0] } }
}

extension SimulatedWorld {
  /// How the link to a host stands then; nil for a host that is not of this world.
  public func link(to id: HostID, at moment: Timestamp) -> LinkState? {
    guard let host = host(id) else { return nil }
    let time = time(moment)
    guard let began = host.outage(at: time) else {
      return .connected(since: self.moment(host.answersSince(time)))
    }
    let (kind, words): (LinkFailure.Kind, String) =
      if case .dead = host.trouble.link { (.timedOut, "Connection timed out") } else {
        (.refused, "Connection refused")
      }
    let failure = LinkFailure(kind, "connect to host \(id.name) port 22: \(words)")
    return .failed(failure, since: self.moment(began), retryAt: self.moment(Self.retry(began, after: time)))
  }

  /// The tick of a host; nil while it does not answer.
  public func sample(of id: HostID, at moment: Timestamp) -> Sample? {
    answering(id, at: moment)?.sample(at: time(moment), moment)
  }

  /// The filesystems of a host; nil while it does not answer.
  public func filesystems(of id: HostID, at moment: Timestamp) -> FilesystemReading? {
    answering(id, at: moment)?.filesystems(at: time(moment), moment)
  }

  /// What a host is; nil while it does not answer.
  public func facts(of id: HostID, at moment: Timestamp) -> FactsReading? {
    answering(id, at: moment)?.facts(at: time(moment), moment)
  }

  /// The processes of a host; nil while it does not answer.
  public func processes(of id: HostID, at moment: Timestamp) -> ProcessReading? {
    answering(id, at: moment)?.processes(at: time(moment), moment)
  }

  /// All that a first frame needs of all hosts: links, ticks, filesystems and facts.
  public func observations(at moment: Timestamp) -> [Observation] {
    inventory.hosts.flatMap { host -> [Observation] in
      let id = host.id
      return [
        link(to: id, at: moment).map { .link(id, .simulation, $0) },
        sample(of: id, at: moment).map { .sampled(id, $0) },
        filesystems(of: id, at: moment).map { .filesystems(id, $0) },
        facts(of: id, at: moment).map { .facts(id, $0) },
      ].compactMap { $0 }
    }
  }

  /// The ticks of the hour before `end`, oldest first, `end` left out; none of times when the host did not answer.
  public func pastSamples(of id: HostID, until end: Timestamp, step: Duration = History.bucket) -> [Sample] {
    let hour = History.bucket.wholeMilliseconds * Int64(History.capacity)
    let step = max(step.wholeMilliseconds, hour / Int64(Self.pastSamplesMax))
    guard let host = host(id) else { return [] }
    return stride(from: end.milliseconds &- hour, to: end.milliseconds, by: Int(clamping: step)).compactMap {
      let moment = Timestamp(milliseconds: $0)
      return host.outage(at: time(moment)) == nil ? host.sample(at: time(moment), moment) : nil
    }
  }

  private func answering(_ id: HostID, at moment: Timestamp) -> SimulatedHost? {
    host(id).flatMap { $0.outage(at: time(moment)) == nil ? $0 : nil }
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
