/// How something fills and is emptied again: the legs of a curve between its turns.
struct FillCycles {
  /// Where a recovery begins and ends, as places in the curve.
  struct Recovery {
    var low: Int
    var high: Int
  }

  /// The recoveries, oldest first; the last one may be going on.
  private(set) var recoveries: [Recovery] = []
  /// What the recoveries usually give back.
  private(set) var height = 0.0
  /// The lowest points before recoveries, and the last point where it is lower than the last of them.
  private(set) var lows = FillCurve()
  /// The fastest loss a day between two points within a cycle, in the middle of the cycles.
  private(set) var fastest = 0.0

  /// How much of what scatters about the line a recovery must give back to be one.
  private static let share = 0.35
  /// How many points are looked at for how far they scatter.
  private static let sampled = 240
  /// The least that a recovery gives back, of the most that was ever left.
  private static let least = 0.003
  /// Where turns are so many that there are fewer points than this a cycle, they are noise.
  private static let pointsOfCycle = 6

  /// Finds the recoveries of a curve.
  init(_ curve: FillCurve) {
    guard curve.count >= 4, let threshold = Self.threshold(curve) else { return }
    var (high, low) = (0, 0)
    var isFalling = true
    for index in curve.left.indices {
      let value = curve.left[index]
      if isFalling {
        if value < curve.left[low] { low = index }
        guard value - curve.left[low] >= threshold else { continue }
        recoveries.append(Recovery(low: low, high: index))
        (isFalling, high) = (false, index)
      } else {
        if value > curve.left[high] {
          high = index
          recoveries[recoveries.count - 1].high = index
        }
        guard curve.left[high] - value >= threshold else { continue }
        (isFalling, low) = (true, index)
      }
    }
    if recoveries.count > curve.count / Self.pointsOfCycle { recoveries = [] }
    describe(curve)
  }

  private mutating func describe(_ curve: FillCurve) {
    guard let last = recoveries.last else { return }
    height = median(recoveries.map { curve.left[$0.high] - curve.left[$0.low] })
    for recovery in recoveries { lows.append(curve.days[recovery.low], curve.left[recovery.low]) }
    if let end = curve.days.last, curve.current < curve.left[last.low] { lows.append(end, curve.current) }
    var (start, paces): (Int, [Double]) = (0, [])
    for recovery in recoveries {
      paces.append(Self.fastest(curve, from: start, to: recovery.low))
      start = recovery.high
    }
    fastest = median(paces)
  }

  private static func fastest(_ curve: FillCurve, from start: Int, to end: Int) -> Double {
    var fastest = 0.0
    for index in start..<max(start, end) {
      let lost = curve.left[index] - curve.left[index + 1]
      fastest = max(fastest, lost / (curve.days[index + 1] - curve.days[index]))
    }
    return fastest
  }

  /// How much must be given back; nil for a curve without a slope.
  private static func threshold(_ curve: FillCurve) -> Double? {
    let coarse = curve.lows(24)
    guard let pace = FillPace(coarse), let most = curve.left.max() else { return nil }
    // A part of the points is enough to know how far they scatter.
    let some = stride(from: 0, to: curve.count, by: max(curve.count / sampled, 1))
    let rest = some.map { curve.left[$0] + pace.middle * curve.days[$0] }.sorted()
    let range = quantile(0.95, ofSorted: rest) - quantile(0.05, ofSorted: rest)
    return max(range * share, most * least, .leastNormalMagnitude)
  }
}

extension FillCycles {
  /// The fewest recoveries after which another one is expected.
  private static let expectedAfter = 2
  /// How much below the lowest of all lows is still as before, of what recoveries give back.
  private static let margin = 0.25
  /// How much faster than before is still as before.
  private static let hurry = 1.5

  /// Whether it was as low before, and fell as fast before, and recovered each time.
  func knows(_ left: Double, pace: Double) -> Bool {
    guard recoveries.count >= Self.expectedAfter, pace <= fastest * Self.hurry else { return false }
    let lowest = lows.left.prefix(recoveries.count).min() ?? .infinity
    return left >= lowest - height * Self.margin
  }
}
