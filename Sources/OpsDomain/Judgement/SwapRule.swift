/// Swapping out that goes on: a rate passed in three of the last ten samples.
///
/// Swap that is merely in use says nothing: it may hold what nobody wants back.
struct SwapRule {
  private var level = Level()
  /// A bit a sample, the newest lowest: whether the warning rate was reached.
  private var warnBits: UInt16 = 0
  private var critBits: UInt16 = 0
  private var highest = 0.0
  private var critLevel = Level()

  private static let window: UInt16 = 0b11_1111_1111
  /// Raised at three samples of ten, cleared at one.
  private static let samples = Limit(raise: 3, clear: 1)

  mutating func judge(_ vitals: Vitals, _ judging: Judging) -> Finding? {
    guard let rate = vitals.swapOutPerSecond else { return nil }
    let thresholds = judging.thresholds
    warnBits = (warnBits << 1 | (rate >= thresholds.swapWarn ? 1 : 0)) & Self.window
    critBits = (critBits << 1 | (rate >= thresholds.swapCrit ? 1 : 0)) & Self.window
    let (warn, crit) = (warnBits.nonzeroBitCount, critBits.nonzeroBitCount)
    highest = warn == 0 ? 0 : max(highest, rate)
    // Three of ten is a minimum duration by itself.
    let at = Judging(thresholds: thresholds, moment: judging.moment, holding: .zero)
    guard let critical = standing(crit: Double(crit), warn: Double(warn), at) else { return nil }
    let (count, limit) = critical.severity == .crit ? (crit, thresholds.swapCrit) : (warn, thresholds.swapWarn)
    return Finding(
      rule: .swap, severity: critical.severity,
      sentence: "swap-out ≥ \(formatLimit(limit)) pages/s in \(count) of 10 samples, up to \(formatLimit(highest))",
      value: highest, threshold: limit, since: critical.since)
  }

  private mutating func standing(crit: Double, warn: Double, _ judging: Judging) -> Level.Standing? {
    let warning = level.update(warn, warn: Self.samples, judging)
    guard let critical = critLevel.update(crit, warn: Self.samples, judging) else { return warning }
    return Level.Standing(
      severity: .crit, limit: critical.limit, since: min(critical.since, warning?.since ?? critical.since))
  }
}
