/// Whether a host is read at all: what decides between fresh, stale, down and unknown.
enum Reach {
  /// What is known is of now.
  case fresh
  /// What is known is old; withholds all other findings.
  case stale(Finding)
  /// It cannot be reached or read; withholds all other findings.
  case down(Finding)
  /// Nothing was read yet, and it is too early to complain.
  case unknown
}

extension HostState {
  /// How old the last tick may be: a few intervals, and at least a while for slow answers where a source is connected.
  public var staleAfter: Duration {
    let intervals = host.interval.times(host.thresholds.staleAfterIntervals)
    return isOutOfContact ? intervals : max(intervals, host.thresholds.staleAtLeast)
  }

  /// Whether no source answers and one at least fails.
  var isOutOfContact: Bool { standingFailure != nil && !host.sources.contains(where: isConnected) }

  /// For how long a host must be missing before a failing link means that it is down.
  var downAfter: Duration { host.interval.times(host.thresholds.downAfterIntervals) }

  /// How the host stands at `now`, with the moment at which time alone may change that; nil when it will not.
  func reach(at now: Timestamp) -> (reach: Reach, until: Timestamp?) {
    let seen = sample?.takenAt
    // A reading from the future was taken before the clock was set back: its age is not known.
    if let seen, seen > now + clockSlack { return (.stale(staleFinding(since: now, at: now)), nil) }
    let down = downFrom
    if let down, now >= down.at { return (.down(downFinding(down.failure, since: down.since, at: now)), nil) }
    guard let stale = staleFrom else { return (.unknown, down?.at) }
    if now >= stale { return (.stale(staleFinding(since: stale, at: now)), down?.at) }
    return (seen == nil ? .unknown : .fresh, [stale, down?.at].compactMap { $0 }.min())
  }

  /// From when on the host is stale; nil when nothing was read and no source even answers.
  private var staleFrom: Timestamp? {
    if let sample { return sample.takenAt + staleAfter + .milliseconds(1) }
    let connected = links.values.compactMap { link -> Timestamp? in
      if case .connected(let since) = link { return since }
      return nil
    }
    return connected.min().map { $0 + staleAfter }
  }

  /// From when on the host is down, if its links go on failing; nil while a source answers or none has failed.
  private var downFrom: (at: Timestamp, failure: LinkFailure, since: Timestamp)? {
    guard let failing = standingFailure, isOutOfContact else { return nil }
    // After a sleep of this machine all links are old news; each gets one interval to come back.
    let missed = (sample?.takenAt ?? knownSince) + downAfter
    return (max(missed, failing.since + host.interval), failing.failure, failing.since)
  }

  private func isConnected(_ source: SourceKind) -> Bool {
    if case .connected? = links[source] { return true }
    return false
  }

  private func downFinding(_ failure: LinkFailure, since: Timestamp, at now: Timestamp) -> Finding {
    Finding(
      rule: .down, severity: .crit, sentence: failure.kind.sentence, value: missingSeconds(at: now),
      threshold: downAfter.inSeconds, since: since)
  }

  private func staleFinding(since: Timestamp, at now: Timestamp) -> Finding {
    var sentence = "no reading for more than \(formatAge(staleAfter))"
    if let failure = sectionFailures[.tick] { sentence += ": \(failure.reason)" }
    return Finding(
      rule: .stale, severity: .warn, sentence: sentence, value: missingSeconds(at: now),
      threshold: staleAfter.inSeconds, since: since)
  }

  /// How long nothing was read, as of this judgement.
  private func missingSeconds(at now: Timestamp) -> Double {
    max(now.since(sample?.takenAt ?? knownSince).inSeconds, 0)
  }
}

/// By how much a reading may lie ahead of the moment at which it is judged.
let clockSlack = Duration.seconds(5)

extension LinkFailure.Kind {
  /// The failure in a few words: `no answer: connection refused`.
  public var sentence: String {
    switch self {
    case .unresolved: return "no answer: name does not resolve"
    case .refused: return "no answer: connection refused"
    case .unreachable: return "no answer: no route to host"
    case .timedOut: return "no answer: timed out"
    case .unknownHostKey: return "cannot be read: host key unknown"
    case .changedHostKey: return "cannot be read: host key changed"
    case .authentication: return "cannot be read: not let in"
    case .silent: return "no answer: connected, then silent"
    case .garbage: return "cannot be read: answers garbage"
    case .closed: return "no answer: connection closed"
    case .tooLarge: return "cannot be read: answers too much"
    case .httpStatus: return "cannot be read: HTTP error"
    case .tls: return "cannot be read: TLS not verified"
    case .here: return "cannot be read from here"
    }
  }
}

extension Duration {
  /// This length `count` times; never negative, never more than a year, so that sums of times cannot run over.
  func times(_ count: Int) -> Duration {
    let (product, overflow) = max(wholeMilliseconds, 0).multipliedReportingOverflow(by: Int64(max(count, 0)))
    return .milliseconds(overflow ? 31_536_000_000 : min(product, 31_536_000_000))
  }
}

extension HostState {
  /// Whether what was read of it is of now: neither stale nor down, and watched.
  public var isReadNow: Bool {
    guard host.status.isWatched, sample != nil else { return false }
    return health != .stale && health != .down
  }
}
