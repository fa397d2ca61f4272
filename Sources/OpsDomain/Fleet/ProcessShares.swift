extension ProcessReading {
  /// The reading with the share of a core that each process used since `previous`, where both readings know it.
  ///
  /// A process is the same when its number and name are, and its CPU time did not shrink; others keep the share they
  /// came with. After a reboot, and without time between the readings, nothing changes.
  public func withShares(since previous: ProcessReading?) -> ProcessReading {
    guard let previous, previous.source == source, let before = previous.uptimeSeconds, let now = uptimeSeconds
    else { return self }
    let seconds = now - before
    guard seconds >= SampleSpan.shortestSeconds, seconds <= SampleSpan.longestSeconds else { return self }
    let old = Dictionary(
      previous.processes.enumerated().map { ($1.pid, $0) }, uniquingKeysWith: { first, _ in first })
    var result = self
    for index in result.processes.indices {
      guard let place = old[processes[index].pid] else { continue }
      let (entry, earlier) = (processes[index], previous.processes[place])
      let growth = entry.cpuSeconds - earlier.cpuSeconds
      guard growth >= 0, growth.isFinite, entry.name == earlier.name else { continue }
      result.processes[index].cpuShare = growth / seconds
    }
    return result
  }
}
