import OpsDomain

/// The fleet as `status --json` prints it: the schema `opsconsole.status/1`.
enum StatusDocument {
  static let schema = "opsconsole.status/1"

  static func make(_ fleet: Fleet, _ silence: SilentHosts, _ words: StatusWords?, at now: Timestamp) -> JSON {
    .object([
      ("schema", .text(schema)), ("takenAt", .text(Moments.rfc3339(now))),
      ("hosts", .list(fleet.hosts.map { host($0, silence.words($0), words, at: now) })),
    ])
  }

  private static func host(
    _ state: HostState, _ silence: String?, _ words: StatusWords?, at now: Timestamp
  ) -> JSON {
    let host = state.host
    let sample = state.sample
    return .members([
      ("name", .text(host.id.name)), ("service", host.role.map { .text($0.service) }),
      ("role", host.role.map { .text($0.role) }), ("status", .text(host.status.rawValue)),
      ("statusFrom", words?.document(of: host.id)), ("health", .text(state.health.rawValue)),
      ("source", .text((sample?.source ?? host.sources.first ?? .ssh).rawValue)),
      ("ageSeconds", state.age(at: now).map { .rounded(max(0, $0.inSeconds), 1) }),
      ("uptimeSeconds", sample?.uptimeSeconds.map { .rounded($0, 0) }),
      ("cores", sample?.cores.map { .whole(Int64($0)) }), ("load", sample?.load.map(load)),
      ("cpu", state.vitals?.cpu.map(cpu)), ("memory", sample?.memory.map(memory)),
      ("filesystems", filesystems(state, at: now)),
      ("network", network(state.vitals)),
      ("bottleneck", state.bottleneck.map { bottleneck($0, state.bottleneckWalk) }),
      ("error", (state.failure.map { sentence($0.failure) } ?? silence).map { .text($0) }),
      ("findings", .list(state.findings.map(finding))),
    ])
  }

  private static func sentence(_ failure: LinkFailure) -> String {
    failure.remedy.map { "\(failure.message); \($0)" } ?? failure.message
  }

  private static func load(_ load: LoadAverage) -> JSON {
    .object([("one", .rounded(load.one, 2)), ("five", .rounded(load.five, 2)), ("fifteen", .rounded(load.fifteen, 2))])
  }

  private static func cpu(_ cpu: CPUShares) -> JSON {
    .object([
      ("busy", .rounded(cpu.busy)), ("user", .rounded(cpu.user)), ("system", .rounded(cpu.system)),
      ("iowait", .rounded(cpu.iowait)), ("steal", .rounded(cpu.steal)),
    ])
  }

  private static func memory(_ memory: MemoryReading) -> JSON {
    .members([("totalBytes", .whole(memory.totalBytes)), ("availableBytes", memory.availableBytes.map { .whole($0) })])
  }

  private static func filesystems(_ state: HostState, at now: Timestamp) -> JSON? {
    let forecast = state.forecast(at: now)
    return state.filesystems.map { reading in
      .list(reading.filesystems.map { filesystem($0, forecast?[$0.mount]) })
    }
  }

  /// When it will be full: the space, or the inodes where those run out first.
  private static func fullIn(_ forecast: FilesystemForecast) -> JSON {
    guard let soonest = forecast.soonest else { return .object([("words", .text(forecast.space.sentence))]) }
    return .object([
      ("words", .text("full in \(soonest.forecast.longWords)")), ("what", .text(soonest.isInodes ? "inodes" : "space")),
      ("earliestDays", .rounded(soonest.forecast.earliest, 2)), ("days", .rounded(soonest.forecast.middle, 2)),
      ("latestDays", .rounded(soonest.forecast.latest, 2)), ("window", .text(soonest.forecast.window.words)),
    ])
  }

  private static func filesystem(_ filesystem: Filesystem, _ forecast: FilesystemForecast?) -> JSON {
    guard filesystem.failure == nil else {
      return .members([
        ("mount", .text(filesystem.mount)), ("type", filesystem.type.map { .text($0) }),
        ("error", filesystem.failure.map { .text($0) }),
      ])
    }
    return .members([
      ("mount", .text(filesystem.mount)), ("type", filesystem.type.map { .text($0) }),
      ("sizeBytes", .whole(filesystem.sizeBytes)), ("usedBytes", .whole(filesystem.usedBytes)),
      ("availableBytes", .whole(filesystem.availableBytes)),
      ("inodesUsed", filesystem.inodesUsedShare.map { .rounded($0) }), ("forecast", forecast.map(fullIn)),
    ])
  }

  private static func network(_ vitals: Vitals?) -> JSON? {
    guard let vitals, vitals.receivedBytesPerSecond != nil || vitals.sentBytesPerSecond != nil else { return nil }
    return .members([
      ("receiveBytesPerSecond", vitals.receivedBytesPerSecond.map { JSON.whole($0) }),
      ("transmitBytesPerSecond", vitals.sentBytesPerSecond.map { JSON.whole($0) }),
    ])
  }

  /// What holds the host back; the sentence is of the last reading, and absent where that says something else.
  private static func bottleneck(_ standing: Bottleneck.Standing, _ walk: Bottleneck?) -> JSON {
    let walk = walk?.letter == standing.letter ? walk : nil
    return .members([
      ("letter", .text(standing.letter.rawValue)), ("since", .text(Moments.rfc3339(standing.since))),
      ("earlier", standing.earlier.map { .text($0.rawValue) }), ("sentence", walk.map { .text($0.conclusion) }),
      ("device", (walk?.device).map { .text($0.name) }), ("cpu", (walk?.cpuKind).map { .text($0.rawValue) }),
      ("advice", (walk?.advice).map { .text($0) }),
    ])
  }

  private static func finding(_ finding: Finding) -> JSON {
    .members([
      ("rule", .text(finding.rule.rawValue)), ("severity", .text(finding.severity == .crit ? "crit" : "warn")),
      ("sentence", .text(finding.sentence)), ("value", .rounded(finding.value)),
      ("threshold", .rounded(finding.threshold)), ("since", .text(Moments.rfc3339(finding.since))),
      ("subject", finding.subject.isEmpty ? nil : .text(finding.subject)),
    ])
  }
}
