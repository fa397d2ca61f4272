/// What was left over a stretch of time, oldest first; times are days before the moment that is judged.
struct FillCurve {
  /// The times, ascending, none above zero.
  private(set) var days: [Double] = []
  /// What was left.
  var left: [Double] = []

  /// The points of the last `length` days before `moment`; those without sense or order are left out.
  init(_ points: [HistoryPoint], last length: Double, to moment: Timestamp) {
    days.reserveCapacity(points.count)
    left.reserveCapacity(points.count)
    for point in points {
      let day = Double(point.moment.milliseconds &- moment.milliseconds) / 86_400_000
      guard day <= 0, day > -length, point.value.isFinite, point.value >= 0 else { continue }
      append(day, point.value)
    }
  }

  /// A curve of no points.
  init() {}

  /// Adds a point; one that is not later than the last is left out.
  mutating func append(_ day: Double, _ value: Double) {
    if let last = days.last, day <= last { return }
    days.append(day)
    left.append(value)
  }

  /// How many points there are.
  var count: Int { days.count }
  /// From the first point to the last, in days.
  var span: Double { (days.last ?? 0) - (days.first ?? 0) }
  /// What was left at the end.
  var current: Double { left.last ?? 0 }
  /// How old the last point is, in days.
  var age: Double { -(days.last ?? -.infinity) }

  /// The points of the last part of the span.
  func latest(_ share: Double) -> FillCurve {
    guard let first = days.first else { return self }
    let start = first + span * (1 - share)
    var curve = FillCurve()
    for index in days.indices where days[index] >= start { curve.append(days[index], left[index]) }
    return curve
  }

  /// The lowest point of each of so many equal stretches: a thing is full when the least of what is left is gone.
  func lows(_ count: Int) -> FillCurve {
    guard self.count > count, count > 0, span > 0, let first = days.first else { return self }
    var curve = FillCurve()
    var (bucket, lowest) = (0, 0)
    for index in days.indices {
      let place = min(Int((days[index] - first) / span * Double(count)), count - 1)
      if place != bucket {
        curve.append(days[lowest], left[lowest])
        (bucket, lowest) = (place, index)
      } else if left[index] <= left[lowest] {
        lowest = index
      }
    }
    curve.append(days[lowest], left[lowest])
    return curve
  }
}

/// A value below which the given share of sorted numbers lies; 0 of none.
func quantile(_ share: Double, ofSorted numbers: [Double]) -> Double {
  guard let last = numbers.indices.last else { return 0 }
  return numbers[min(max(Int((share * Double(last)).rounded()), 0), last)]
}

/// The number in the middle; 0 of none.
func median(_ numbers: [Double]) -> Double { quantile(0.5, ofSorted: numbers.sorted()) }
