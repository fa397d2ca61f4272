/// One limit watched over time, with hysteresis and a minimum duration.
///
/// Raised once the value has been at `raise` or beyond for the minimum duration; then it stands until the
/// value is at `clear` or below, and is below `raise`.
struct Latch {
  /// Whether it stands now.
  private(set) var isRaised = false
  /// Since when the value has been beyond the limit, raised yet or not; nil when it is not.
  private(set) var since: Timestamp?

  mutating func update(_ value: Double, limit: Limit, at moment: Timestamp, holding minimum: Duration) {
    let isBeyond = value >= limit.raise || (isRaised && value > limit.clear)
    guard isBeyond else {
      (isRaised, since) = (false, nil)
      return
    }
    // A clock set back must not make the beginning lie in the future.
    let began = min(since ?? moment, moment)
    since = began
    if moment.since(began) >= minimum { isRaised = true }
  }
}

/// The two levels of one rule on one host.
struct Level {
  private var warn = Latch()
  private var crit = Latch()

  /// What stands: how bad, the limit that was passed, and since when the rule speaks.
  struct Standing {
    let severity: Severity
    let limit: Limit
    let since: Timestamp
  }

  /// Takes in a value; nil when nothing stands.
  mutating func update(_ value: Double, warn: Limit, crit: Limit? = nil, _ judging: Judging) -> Standing? {
    self.warn.update(value, limit: warn, at: judging.moment, holding: judging.holding)
    if let crit { self.crit.update(value, limit: crit, at: judging.moment, holding: judging.holding) }
    let began = [self.warn, self.crit].filter(\.isRaised).compactMap(\.since).min()
    guard let began else { return nil }
    if self.crit.isRaised, let crit { return Standing(severity: .crit, limit: crit, since: began) }
    return Standing(severity: .warn, limit: warn, since: began)
  }
}

/// What every rule is given beside its readings.
struct Judging {
  let thresholds: Thresholds
  /// The moment of the reading that is judged.
  let moment: Timestamp
  /// How long a level must hold before it is raised.
  let holding: Duration
}

extension Finding {
  /// A finding of a level that stands.
  init(_ rule: RuleID, subject: String = "", standing: Level.Standing, value: Double, sentence: String) {
    self.init(
      rule: rule, subject: subject, severity: standing.severity, sentence: sentence, value: value,
      threshold: standing.limit.raise, since: standing.since)
  }
}

extension Limit {
  /// The limit moved up so that it is not below `floor`, with the distance of its two ends in proportion.
  func notBelow(_ floor: Double) -> Limit {
    guard floor > raise, floor.isFinite else { return self }
    return Limit(raise: floor, clear: raise > 0 ? floor * clear / raise : floor)
  }
}
