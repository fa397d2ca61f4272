/// Memory that is nearly gone, and processes that were killed for want of it.
struct MemoryRule {
  private var level = Level()
  private var kills: (count: UInt64, first: Timestamp, last: Timestamp)?

  mutating func judge(_ vitals: Vitals, _ memory: MemoryReading?, _ judging: Judging) -> Finding? {
    guard let value = vitals.memoryUsed else { return nil }
    let thresholds = judging.thresholds
    guard let standing = level.update(value, warn: thresholds.memoryWarn, crit: thresholds.memoryCrit, judging)
    else { return nil }
    var sentence = "memory \(formatShare(value)) ≥ \(formatLimit(standing.limit.raise * 100)) %"
    if let left = memory?.availableBytes { sentence += ", \(formatBytes(left)) left" }
    return Finding(.memory, standing: standing, value: value, sentence: sentence)
  }

  /// Critical for a while after each kill: what was killed is seldom what asked for too much.
  mutating func judgeKills(_ vitals: Vitals, _ judging: Judging) -> Finding? {
    if let new = vitals.outOfMemoryKills, new > 0 {
      let before = kills ?? (0, judging.moment, judging.moment)
      let (sum, overflow) = before.count.addingReportingOverflow(new)
      kills = (overflow ? .max : sum, before.first, judging.moment)
    }
    guard let kills else { return nil }
    let elapsed = judging.moment.since(kills.last)
    guard elapsed < judging.thresholds.outOfMemoryStands, elapsed >= .zero else {
      self.kills = nil
      return nil
    }
    let what = kills.count == 1 ? "1 process" : "\(kills.count) processes"
    return Finding(
      rule: .memory, subject: "oom", severity: .crit, sentence: "\(what) killed for want of memory",
      value: Double(kills.count), threshold: 1, since: kills.first)
  }
}
