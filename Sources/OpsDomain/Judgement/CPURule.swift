/// CPU busy and CPU stolen, as means over ten minutes, so that a short burst says nothing.
struct CPURule {
  private var busy = Level()
  private var stolen = Level()

  /// The buckets of history that make ten minutes.
  private static let buckets = 40
  /// With fewer values than this there is no mean to speak of: one a minute, with room for misses.
  private static let leastValues = 5

  mutating func judgeBusy(_ history: borrowing History, _ judging: Judging) -> Finding? {
    guard let value = Self.mean([.cpuUser, .cpuSystem], history, judging.moment) else { return nil }
    let thresholds = judging.thresholds
    guard let standing = busy.update(value, warn: thresholds.cpuWarn, crit: thresholds.cpuCrit, judging) else {
      return nil
    }
    return Finding(.cpu, standing: standing, value: value, sentence: Self.sentence("CPU", value, standing))
  }

  mutating func judgeSteal(_ history: borrowing History, _ judging: Judging) -> Finding? {
    guard let value = Self.mean([.cpuSteal], history, judging.moment) else { return nil }
    guard let standing = stolen.update(value, warn: judging.thresholds.stealWarn, judging) else { return nil }
    return Finding(.steal, standing: standing, value: value, sentence: Self.sentence("steal", value, standing))
  }

  private static func mean(_ measures: [Measure], _ history: borrowing History, _ moment: Timestamp) -> Double? {
    history.mean(measures, last: buckets, least: leastValues, endingAt: moment)
  }

  private static func sentence(_ what: String, _ value: Double, _ standing: Level.Standing) -> String {
    "\(what) \(formatShare(value)) over 10 min ≥ \(formatLimit(standing.limit.raise * 100)) %"
  }
}
