/// Load of five minutes per core, with a floor below which no host is overloaded.
///
/// The floor keeps small guests quiet: a load of two on one core is a cron job, not trouble.
struct LoadRule {
  private var level = Level()

  mutating func judge(_ vitals: Vitals, cores: Int?, _ judging: Judging) -> Finding? {
    guard let value = vitals.load5PerCore, let cores, cores > 0 else { return nil }
    let limits = Self.limits(judging.thresholds, cores: cores)
    guard let standing = level.update(value, warn: limits.warn, crit: limits.crit, judging) else { return nil }
    let sentence = "load5 \(formatDecimal(value))/core ≥ \(formatLimit(standing.limit.raise))"
    return Finding(.load, standing: standing, value: value, sentence: sentence)
  }

  /// The limits per core on a host of so many cores.
  private static func limits(_ thresholds: Thresholds, cores: Int) -> (warn: Limit, crit: Limit) {
    let (warn, crit) = (thresholds.loadWarn, thresholds.loadCrit)
    let floor = thresholds.loadFloor / Double(cores)
    let proportion = warn.raise > 0 ? max(crit.raise / warn.raise, 1) : 1
    return (warn.notBelow(floor), crit.notBelow(floor * proportion))
  }
}
