/// A clock that is off by more than can be explained by the way it was read.
struct ClockRule {
  private var level = Level()

  mutating func judge(_ vitals: Vitals, _ sample: Sample, _ judging: Judging) -> Finding? {
    // Not measured is unknown; measured and too small to tell is well.
    guard sample.hostClock != nil, sample.roundTrip != nil else { return nil }
    let offset = vitals.clockOffset ?? 0
    let thresholds = judging.thresholds
    guard
      let standing = level.update(
        offset.magnitude, warn: thresholds.clockWarn, crit: thresholds.clockCrit, judging)
    else { return nil }
    let way = offset < 0 ? "behind" : "ahead"
    let sentence =
      "clock \(formatDecimal(offset.magnitude, places: 1)) s \(way) ≥ \(formatLimit(standing.limit.raise)) s"
    return Finding(.clock, standing: standing, value: offset.magnitude, sentence: sentence)
  }
}
