/// How many messages of people are taken from a server: so many a second, and some more at once.
struct IntakeBudget: Hashable, Sendable {
  private let perSecond: Int64
  /// In thousandths of a message.
  private let full: Int64
  private var left: Int64
  private var reckonedAt: Int64?

  /// A full budget.
  init(perSecond: Int64 = ConnectionLimits.peoplePerSecond, atOnce: Int64 = ConnectionLimits.peopleAtOnce) {
    self.perSecond = perSecond
    full = atOnce * 1_000
    left = full
  }

  /// Whether one more is taken; times are milliseconds.
  mutating func takes(at now: Int64) -> Bool {
    let (difference, isLeap) = now.subtractingReportingOverflow(reckonedAt ?? now)
    // More than an hour fills it in any case.
    let passed = isLeap ? 0 : min(max(difference, 0), 3_600_000)
    // In a millisecond comes back as many thousandths as messages in a second.
    left = min(full, left + passed * perSecond)
    reckonedAt = now
    guard left >= 1_000 else { return false }
    left -= 1_000
    return true
  }
}
