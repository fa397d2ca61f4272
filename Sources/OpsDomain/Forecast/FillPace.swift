/// How fast something fills, as a line through a curve that single points cannot bend.
///
/// The middle is the median of the slopes between all pairs of points (Theil and Sen): a quarter of the points may be
/// anywhere. The range comes from the slopes of pairs that lie apart: how much the pace itself has changed.
struct FillPace {
  /// What is lost a day: usually, at its fastest, at its slowest.
  var middle: Double
  var fast: Double
  var slow: Double
  /// What is left now by the line.
  var level: Double
  /// How far nine tenths of the points lie from the line at most.
  var scatter: Double
  /// How far it wanders off the line: the variance of what is left that a day adds.
  var wander = 0.0

  /// The most points; pairs grow with their square.
  static let pointsMax = 48
  /// Slopes over less than this part of the span are left out of the range.
  private static let apart = 0.25
  /// The part of the slopes that lie beyond each end of the range.
  private static let tail = 0.1

  /// The pace of a curve; nil with fewer than two points.
  init?(_ curve: FillCurve) {
    let curve = curve.lows(Self.pointsMax)
    guard curve.count >= 2, curve.span > 0 else { return nil }
    var (all, far): ([Double], [Double]) = ([], [])
    all.reserveCapacity(curve.count * (curve.count - 1) / 2)
    for later in 1..<curve.count {
      for earlier in 0..<later {
        let days = curve.days[later] - curve.days[earlier]
        let loss = (curve.left[earlier] - curve.left[later]) / days
        all.append(loss)
        if days >= curve.span * Self.apart { far.append(loss) }
      }
    }
    far.sort()
    middle = median(all)
    fast = max(quantile(1 - Self.tail, ofSorted: far), middle)
    slow = min(quantile(Self.tail, ofSorted: far), middle)
    let pace = middle
    let level = median(curve.days.indices.map { curve.left[$0] + pace * curve.days[$0] })
    let distances = curve.days.indices.map { (curve.left[$0] - level + pace * curve.days[$0]).magnitude }
    self.level = max(level, 0)
    scatter = quantile(1 - Self.tail, ofSorted: distances.sorted())
    wander = Self.wander(curve, pace)
  }

  /// Changes over a quarter of the points are compared with the line, so that noise about it counts for little.
  private static func wander(_ curve: FillCurve, _ pace: Double) -> Double {
    let lag = max(curve.count / 4, 1)
    guard curve.count > lag else { return 0 }
    var (sum, time) = (0.0, 0.0)
    for index in lag..<curve.count {
      let days = curve.days[index] - curve.days[index - lag]
      let off = curve.left[index] - curve.left[index - lag] + pace * days
      sum += off * off
      time += days
    }
    return time > 0 ? sum / time : 0
  }

  /// How far it may be off the line after so many days, in four cases of five, the line being known from `span` days.
  func drift(after days: Double, span: Double) -> Double {
    guard span > 0 else { return 0 }
    return 1.3 * (wander * days * (1 + days / span)).squareRoot()
  }
}
