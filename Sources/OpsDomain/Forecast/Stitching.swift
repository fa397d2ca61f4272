// What happened once and says nothing of the pace is taken out of a curve: deletions, and single large files.

extension FillCurve {
  /// The curve without what was given back: as if nothing had been deleted, ending where it ends.
  func withoutRecoveries(_ recoveries: [FillCycles.Recovery]) -> FillCurve {
    var changes = steps
    // A long way up is no deletion: it empties by itself.
    for recovery in recoveries where recovery.high - recovery.low <= max(count / Self.longest, 2) {
      for index in recovery.low..<min(recovery.high, changes.count) { changes[index] = min(changes[index], 0) }
    }
    return rebuilt(changes)
  }

  /// A deletion takes less than this part of a window.
  private static let longest = 8

  /// The curve without one or two steps down that are far larger than all else; three are a habit.
  func withoutLargeFiles() -> FillCurve {
    let stretches = Self.stretches
    guard count >= stretches * 2, span > 0, let first = days.first else { return self }
    var losses = Array(repeating: 0.0, count: stretches)
    func stretch(_ index: Int) -> Int { min(Int((days[index] - first) / span * Double(stretches)), stretches - 1) }
    let changes = steps
    for index in changes.indices { losses[stretch(index + 1)] -= changes[index] }
    let usual = max(median(losses), 0)
    let total = losses.reduce(0) { $0 + max($1, 0) }
    let large = max(usual * Self.times, total * Self.part)
    let isLarge = losses.map { $0 > large && $0 > 0 }
    // What reaches to the end may be going on, and what has no clear edge is no single event.
    let isClear = losses.allSatisfy { $0 > large || $0 < large * Self.edge }
    guard Self.areFew(isLarge), isLarge.last == false, isClear else { return self }
    let kept = changes.indices.map { index in
      isLarge[stretch(index + 1)] ? -usual / Double(max(count / stretches, 1)) : changes[index]
    }
    return rebuilt(kept)
  }

  /// In how many stretches a curve is looked at for steps.
  private static let stretches = 24
  /// How much larger than usual a step must be.
  private static let times = 4.0
  /// How much of all that was lost a step must be.
  private static let part = 0.15
  /// All else must be smaller than this part of the least of the large steps.
  private static let edge = 0.6
  /// The most steps, and the most stretches of one step.
  private static let stepsMax = 2
  private static let stretchesOfStep = 3

  /// Whether the marks come in so few groups, each so short, that they are single events.
  private static func areFew(_ marks: [Bool]) -> Bool {
    var (groups, length) = (0, 0)
    for mark in marks {
      length = mark ? length + 1 : 0
      if length == 1 { groups += 1 }
      if length > stretchesOfStep { return false }
    }
    return groups > 0 && groups <= stepsMax
  }

  private var steps: [Double] { zip(left, left.dropFirst()).map { $1 - $0 } }

  /// The curve of these steps that ends where this one ends.
  private func rebuilt(_ steps: [Double]) -> FillCurve {
    var curve = self
    for index in steps.indices.reversed() { curve.left[index] = curve.left[index + 1] - steps[index] }
    return curve
  }
}
