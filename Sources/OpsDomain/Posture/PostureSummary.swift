/// How one topic stands over the hosts of a role.
public struct PostureCount: Hashable, Sendable {
  /// Hosts where it is as it should be.
  public var good = 0
  /// Hosts where something should be done.
  public var bad = 0
  /// Hosts where it could not be read.
  public var unknown = 0
  /// Hosts where it has changed since the day before.
  public var changed = 0
  /// Nothing counted yet.
  public init() {}

  /// Counts one host.
  mutating func count(_ verdict: PostureVerdict, isChanged: Bool) {
    switch verdict {
    case .good: good += 1
    case .bad: bad += 1
    case .unknown: unknown += 1
    case .none: break
    }
    if isChanged { changed += 1 }
  }
}

/// The posture of a role's hosts.
public struct PostureSummary: Hashable, Sendable {
  /// The role; nil for hosts of none.
  public var role: RoleID?
  /// How many watched hosts it has.
  public var hosts = 0
  /// How many of them have been read.
  public var read = 0
  /// The topics in the order of `PostureTopic`.
  public var counts = Array(repeating: PostureCount(), count: PostureTopic.allCases.count)

  init(role: RoleID?) { self.role = role }

  /// How a topic stands.
  public subscript(topic: PostureTopic) -> PostureCount {
    PostureTopic.allCases.firstIndex(of: topic).map { counts[$0] } ?? PostureCount()
  }

  /// How many topics of its hosts are bad.
  public var bad: Int { counts.reduce(0) { $0 + $1.bad } }

  /// Readings older than this say nothing of now: three times as long as until the next one.
  public static let staleAfter = Duration.seconds(3 * 3600)

  fileprivate mutating func take(_ days: PostureDays?) {
    hosts += 1
    guard let days else { return }
    read += 1
    for check in days.checks {
      guard let place = PostureTopic.allCases.firstIndex(of: check.topic) else { continue }
      counts[place].count(check.verdict, isChanged: days.change(of: check.topic) != nil)
    }
  }
}

extension Fleet {
  /// The posture of every role as it was read lately, in the inventory's order, then that of hosts without a role where there are any.
  ///
  /// Computed at each call; costs one look at every host.
  public func postureSummaries(at now: Timestamp) -> [PostureSummary] {
    var summaries: [PostureSummary] = []
    var places: [RoleID?: Int] = [:]
    for role in roles {
      places[role.id] = summaries.count
      summaries.append(PostureSummary(role: role.id))
    }
    for index in hosts.indices where hosts[index].host.status.isWatched {
      let role = hosts[index].host.role
      let place = places[role] ?? summaries.count
      if place == summaries.count {
        places[role] = place
        summaries.append(PostureSummary(role: role))
      }
      summaries[place].take(hosts[index].currentPosture(at: now))
    }
    return summaries.filter { $0.hosts > 0 }
  }
}

extension HostState {
  /// Its posture, as long as that says something of now.
  public func currentPosture(at now: Timestamp) -> PostureDays? {
    posture.flatMap { now < $0.reading.takenAt + PostureSummary.staleAfter ? $0 : nil }
  }
}
