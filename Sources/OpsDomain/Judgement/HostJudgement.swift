/// What judging a host remembers between two readings.
struct HostJudgement: Sendable {
  /// The rules that judge ticks.
  var rules = TickRules()
  /// What they said of the last tick.
  var tickFindings: [Finding] = []
  /// What was said of the last filesystems.
  var diskFindings: [Finding] = []
  /// What was said of the last forecast.
  var forecastFindings: [Finding] = []
  /// What was said of the last facts.
  var driftFindings: [Finding] = []
  /// That the inventory gives it another parent than was detected.
  var parentFinding: Finding?
  /// What the facts of several hosts say of this one.
  var crossFindings: [Finding] = []
  /// Why each source that has not answered since does not answer.
  ///
  /// A link that is dialled again has not recovered yet, so that a host in back-off does not flicker.
  var failures: [SourceKind: StandingFailure] = [:]
  /// What holds the host back.
  var bottleneck = BottleneckRule()
  /// Whether the next sample may be of another machine, so that no rate joins it to the last one.
  var breaksRates = false

  /// A failure of a source that stands.
  struct StandingFailure: Sendable {
    let failure: LinkFailure
    let since: Timestamp
  }

  /// After a gap of this length a tick is judged as the first one.
  static let longestGap = Duration.seconds(600)
}

extension HostState {
  /// The failure of the first source, in the order of preference, that does not answer.
  var standingFailure: HostJudgement.StandingFailure? {
    for source in host.sources {
      if let failure = judgement.failures[source] { return failure }
    }
    return nil
  }

  /// Judges the tick that was just taken in; `previous` is the one before it.
  mutating func judgeTick(previous: Sample?) {
    guard let sample, let vitals else { return }
    var holding = host.thresholds.minimumDuration
    if previous.map({ sample.beginsAnew(after: $0) }) ?? true {
      // Whoever sees a host for the first time wants to know at once what is wrong with it.
      judgement.rules = TickRules()
      judgement.bottleneck = BottleneckRule()
      holding = .zero
    }
    judgement.bottleneck.judge(sample, previous: previous, vitals, host.thresholds.bottleneck)
    let judging = Judging(thresholds: host.thresholds, moment: sample.takenAt, holding: holding)
    judgement.tickFindings = judgement.rules.judge(sample, vitals, history, judging)
  }

  /// Judges the filesystems that were just taken in.
  mutating func judgeFilesystems() {
    guard let filesystems else { return }
    let forecast = forecast(at: filesystems.takenAt)
    judgement.diskFindings = DiskRule.judge(
      filesystems, forecast, before: judgement.diskFindings, host.thresholds)
    judgement.forecastFindings = ForecastRule.judge(
      forecast, filesystems, before: judgement.forecastFindings, host.thresholds)
  }

  /// Judges the forecast that was just taken in.
  mutating func judgeForecast() { judgeFilesystems() }

  /// Draws the conclusion at `now`: findings and health; returns when time alone may change it.
  mutating func conclude(at now: Timestamp) -> Timestamp? {
    let parentUntil = settleParent(at: now)
    return [parentUntil, concludeHealth(at: now)].compactMap { $0 }.min()
  }

  private mutating func concludeHealth(at now: Timestamp) -> Timestamp? {
    guard host.status.isWatched else {
      (findings, health) = ([], .unknown)
      return nil
    }
    let (reach, until) = reach(at: now)
    switch reach {
    case .unknown: (findings, health) = ([], .unknown)
    case .stale(let finding): (findings, health) = ([keepingSince(finding)], .stale)
    case .down(let finding): (findings, health) = ([keepingSince(finding)], .down)
    case .fresh: return [until, concludeFresh(at: now)].compactMap { $0 }.min()
    }
    return until
  }

  /// The conclusion for a host whose tick is of now.
  private mutating func concludeFresh(at now: Timestamp) -> Timestamp? {
    let disks = disksConclusion(at: now)
    let drift = driftConclusion(at: now)
    findings = judgement.tickFindings
    if !disks.findings.isEmpty { findings += disks.findings }
    if !drift.findings.isEmpty { findings += drift.findings }
    if findings.count > 1 { findings.sort(by: Finding.isWorse) }
    switch findings.first?.severity {
    case .crit: health = .crit
    case .warn: health = .warn
    case nil: health = sample?.saysAnything == true ? .ok : .unknown
    }
    return [disks.until, drift.until].compactMap { $0 }.min()
  }

  /// What stands of the filesystems at `now`, and until when.
  private func disksConclusion(at now: Timestamp) -> (findings: [Finding], until: Timestamp?) {
    var until: Timestamp?
    if let reading = filesystems {
      let old = reading.takenAt + host.thresholds.disksStaleAfter + .milliseconds(1)
      if now >= old { return ([unreadFinding(since: old, at: now)], nil) }
      until = old
    }
    var findings = judgement.diskFindings
    if !judgement.forecastFindings.isEmpty, let forecast = forecast(at: now) {
      findings += judgement.forecastFindings
      let old = forecast.takenAt + HostForecast.validity + .milliseconds(1)
      until = min(until ?? old, old)
    }
    guard let failure = sectionFailures[.disk] else { return (findings, until) }
    let raised = failure.since + host.thresholds.minimumDuration
    guard now >= raised else { return (findings, min(until ?? raised, raised)) }
    return (findings + [unreadFinding(failure, at: now)], until)
  }

  /// The finding that filesystems were not read for long, whatever is known of them.
  private func unreadFinding(since: Timestamp, at now: Timestamp) -> Finding {
    let limit = host.thresholds.disksStaleAfter
    let reason = sectionFailures[.disk].map { ": \($0.reason)" } ?? ""
    return Finding(
      rule: .disk, severity: .warn, sentence: "filesystems not read for more than \(formatSpan(limit))\(reason)",
      value: filesystems.map { max(now.since($0.takenAt).inSeconds, 0) } ?? 0, threshold: limit.inSeconds, since: since)
  }

  /// The finding that filesystems cannot be read just now.
  private func unreadFinding(_ failure: SectionFailure, at now: Timestamp) -> Finding {
    Finding(
      rule: .disk, severity: .warn, sentence: "filesystems cannot be read: \(failure.reason)",
      value: max(now.since(failure.since).inSeconds, 0), threshold: host.thresholds.minimumDuration.inSeconds,
      since: failure.since)
  }

  /// The finding with the beginning it had when it was said before.
  private func keepingSince(_ finding: Finding) -> Finding {
    guard let before = findings.first, before.rule == finding.rule, before.since < finding.since else { return finding }
    var finding = finding
    finding.since = before.since
    return finding
  }
}

extension Finding {
  /// Orders findings of one host: the worst first, then the longest standing, then by rule and subject.
  static func isWorse(_ left: Finding, _ right: Finding) -> Bool {
    if left.severity != right.severity { return left.severity > right.severity }
    if left.since != right.since { return left.since < right.since }
    return (left.rule.rawValue, left.subject) < (right.rule.rawValue, right.subject)
  }
}

extension Sample {
  /// Whether the sample holds any of what health rests on.
  var saysAnything: Bool { load != nil || cpu != nil || memory != nil }

  /// Whether nothing can be concluded from `previous` any more: the host rebooted, or was unseen for long.
  func beginsAnew(after previous: Sample) -> Bool {
    if takenAt.since(previous.takenAt) > HostJudgement.longestGap { return true }
    guard let before = previous.uptimeSeconds, let now = uptimeSeconds else { return false }
    return now < before
  }
}
