// How news of one host is taken in: what is accepted, and what it replaces.

extension HostState {
  /// Takes in news; false when it changed nothing, being older than what is known or of the lesser source.
  mutating func take(_ observation: Observation, at now: Timestamp) -> Bool {
    switch observation {
    case .sampled(_, let sample): return take(sample, at: now)
    case .filesystems(_, let reading): return take(reading, at: now)
    case .facts(_, let reading):
      guard isNews(reading.takenAt, from: reading.source, over: facts?.mark, fillsAfter: .seconds(7200), at: now)
      else { return false }
      facts = reading
      sectionFailures[.facts] = nil
      judgeFacts()
    case .posture(_, let reading):
      guard
        isNews(reading.takenAt, from: reading.source, over: posture?.reading.mark, fillsAfter: .seconds(7200), at: now)
      else { return false }
      if posture == nil { posture = PostureDays(reading) } else { posture?.take(reading) }
      sectionFailures[.posture] = nil
    case .processes(_, let reading):
      guard isNews(reading.takenAt, from: reading.source, over: processes?.mark, fillsAfter: fillsAfter, at: now)
      else { return false }
      processes = reading.withShares(since: processes)
      sectionFailures[.processes] = nil
    case .sectionFailed(_, let section, let reason, let moment): return take(section, reason, moment, at: now)
    case .forecast(_, let forecast): return take(forecast, at: now)
    case .usualLoad(_, let usual):
      guard !isOlder(usual.takenAt, than: usualLoad?.takenAt, at: now) else { return false }
      usualLoad = usual
    case .link(_, let source, let link): take(link, of: source)
    }
    return true
  }

  private mutating func take(_ new: Sample, at now: Timestamp) -> Bool {
    guard isNews(new.takenAt, from: new.source, over: sample?.mark, fillsAfter: fillsAfter, at: now) else {
      return false
    }
    let previous = judgement.breaksRates ? nil : sample
    judgement.breaksRates = false
    let vitals = Vitals(from: new, previous: previous)
    history.append(vitals, pressure: new.pressure)
    (sample, self.vitals) = (new, vitals)
    sectionFailures[.tick] = nil
    judgeTick(previous: previous)
    return true
  }

  private mutating func take(_ reading: FilesystemReading, at now: Timestamp) -> Bool {
    let fills = host.thresholds.disksStaleAfter
    guard isNews(reading.takenAt, from: reading.source, over: filesystems?.mark, fillsAfter: fills, at: now) else {
      return false
    }
    filesystems = reading
    sectionFailures[.disk] = nil
    judgeFilesystems()
    return true
  }

  private mutating func take(_ new: HostForecast, at now: Timestamp) -> Bool {
    guard !isOlder(new.takenAt, than: forecast?.takenAt, at: now) else { return false }
    forecast = new
    judgeForecast()
    return true
  }

  /// Whether something computed is older than what is known, which may be of a time before the clock was set back.
  private func isOlder(_ moment: Timestamp, than known: Timestamp?, at now: Timestamp) -> Bool {
    guard let known, known <= now + clockSlack else { return false }
    return moment < known
  }

  private mutating func take(_ section: Section, _ reason: String, _ moment: Timestamp, at now: Timestamp) -> Bool {
    // A failure that was overtaken by a success is no news.
    if let known = lastSuccess(of: section), known >= moment, known <= now + clockSlack { return false }
    let since = sectionFailures[section].map { min($0.since, moment) } ?? moment
    sectionFailures[section] = SectionFailure(reason: reason, since: since)
    return true
  }

  private mutating func take(_ link: LinkState, of source: SourceKind) {
    links[source] = link
    switch link {
    case .failed(let failure, let since, _):
      judgement.failures[source] = HostJudgement.StandingFailure(failure: failure, since: since)
    case .connected, .idle: judgement.failures[source] = nil
    case .queued, .connecting: break
    }
  }

  private func lastSuccess(of section: Section) -> Timestamp? {
    switch section {
    case .tick: return sample?.takenAt
    case .disk: return filesystems?.takenAt
    case .facts: return facts?.takenAt
    case .posture: return posture?.reading.takenAt
    case .processes: return processes?.takenAt
    }
  }

  /// After so long without the preferred source the next one fills in.
  private var fillsAfter: Duration { host.interval.times(host.thresholds.staleAfterIntervals) }

  /// Whether a reading replaces the one that is known.
  ///
  /// It must be later, and come from a source at least as preferred, unless the preferred one has failed or been silent
  /// for `fillsAfter`. What is known from the future was taken before the clock was set back, and gives way.
  private func isNews(
    _ moment: Timestamp, from source: SourceKind, over known: Mark?, fillsAfter: Duration, at now: Timestamp
  ) -> Bool {
    guard let known, known.takenAt <= now + clockSlack else { return true }
    guard moment > known.takenAt else { return false }
    if source == known.source || rank(source) <= rank(known.source) { return true }
    return judgement.failures[known.source] != nil || now.since(known.takenAt) > fillsAfter
  }

  private func rank(_ source: SourceKind) -> Int { host.sources.firstIndex(of: source) ?? host.sources.count }
}

/// When a reading was taken and where it came from.
private struct Mark {
  let takenAt: Timestamp
  let source: SourceKind
}

extension Sample {
  fileprivate var mark: Mark { Mark(takenAt: takenAt, source: source) }
}
extension FilesystemReading {
  fileprivate var mark: Mark { Mark(takenAt: takenAt, source: source) }
}
extension FactsReading {
  fileprivate var mark: Mark { Mark(takenAt: takenAt, source: source) }
}
extension PostureReading {
  fileprivate var mark: Mark { Mark(takenAt: takenAt, source: source) }
}
extension ProcessReading {
  fileprivate var mark: Mark { Mark(takenAt: takenAt, source: source) }
}
