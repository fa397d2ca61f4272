/// What one window says of one thing that can run out.
struct WindowOutlook {
  /// The forecast or its absence; nil when the window does not hold enough.
  var outlook: FillOutlook?
  /// The fills and recoveries in the window.
  var cycles = FillCycles(FillCurve())
  /// From the first point to the last, in days.
  var span = 0.0

  /// The fewest points, the shortest span in days and the oldest last point, with which a window says something.
  private static func least(_ window: ForecastWindow) -> (points: Int, span: Double, age: Double) {
    switch window {
    case .sixHours: return (20, 2.9 / 24, 0.5 / 24)
    case .sevenDays: return (24, 2, 3.0 / 24)
    case .ninetyDays: return (96, 14, 3.0 / 24)
    }
  }

  /// What the points of a window say at a moment.
  init(_ points: [HistoryPoint], _ window: ForecastWindow, at moment: Timestamp) {
    let curve = FillCurve(points, last: window.days, to: moment)
    let least = Self.least(window)
    span = curve.span
    guard curve.count >= least.points, curve.span >= least.span, curve.age <= least.age else { return }
    guard Self.moves(curve) else {
      outlook = .none(.flat)
      return
    }
    cycles = FillCycles(curve)
    outlook = cycles.recoveries.count >= Self.habit ? sawtooth(curve, window) : line(curve, window)
  }

  /// From so many recoveries on it is a habit, and only the lows between them count.
  private static let habit = 3
  /// What moves less than this part of what is left would take years to be full.
  private static let stir = 0.004

  private static func moves(_ curve: FillCurve) -> Bool {
    let (low, high) = (curve.left.min() ?? 0, curve.left.max() ?? 0)
    return high - low > curve.current * stir
  }

  /// The lows of a sawtooth must lie on a line that falls.
  private func sawtooth(_ curve: FillCurve, _ window: ForecastWindow) -> FillOutlook {
    let count = cycles.recoveries.count
    guard let pace = FillPace(cycles.lows), pace.slow > 0,
      pace.middle * cycles.lows.span > cycles.height * Self.share
    else { return .none(.recovers(count)) }
    return pace.outlook(window, span: cycles.lows.span, recoveries: count)
  }

  /// Lows that sink by less than this part of a recovery from the first to the last do not sink.
  private static let share = 0.35

  private func line(_ curve: FillCurve, _ window: ForecastWindow) -> FillOutlook {
    let steady = curve.withoutRecoveries(cycles.recoveries).withoutLargeFiles()
    guard var pace = FillPace(steady) else { return .none(.flat) }
    for share in Self.recent(window) { pace.follow(FillPace(steady.latest(share))) }
    return pace.outlook(window, span: span, recoveries: cycles.recoveries.count)
  }

  /// The parts at the end of a window that are asked whether it still goes on at that pace.
  private static func recent(_ window: ForecastWindow) -> [Double] {
    // Within days there are nights: what the last hours do says little of the week.
    window == .sixHours ? [0.3, 0.125] : [0.3]
  }
}

extension FillPace {
  /// A pace that has clearly changed lately is the new one; the old one stays an end of the range.
  fileprivate mutating func follow(_ latest: FillPace?) {
    guard let latest else { return }
    if latest.fast < middle * 0.6 {
      (fast, middle, slow) = (middle, latest.middle, min(latest.slow, latest.middle))
    } else if latest.slow > middle, latest.slow > 0, latest.middle > middle * 1.25 {
      (slow, middle, fast) = (max(latest.slow, latest.middle / 2), latest.middle, latest.fast)
    } else {
      // What the end of the window never falls below bounds the range from below.
      slow = max(slow, min(latest.slow * 0.75, middle))
      return
    }
    (level, scatter, wander) = (latest.level, latest.scatter, latest.wander)
  }

  /// The forecast that this pace makes.
  fileprivate func outlook(_ window: ForecastWindow, span: Double, recoveries: Int) -> FillOutlook {
    guard middle * span > scatter, level / middle < Self.never else {
      return .none(-middle * span > scatter && fast < 0 ? .shrinking : .flat)
    }
    let days = level / middle
    let drift = drift(after: days, span: span)
    let earliest = max(min((level - scatter) / fast, (level - drift) / middle, days * (1 - Self.least)), 0)
    guard slow > 0 else { return .none(.tooNoisy) }
    let latest = max((level + scatter) / slow, (level + drift) / middle, days * (1 + Self.least))
    // What ends soon ends soon at any pace.
    guard latest <= earliest * Self.wide || latest < window.days * Self.soon else { return .none(.tooNoisy) }
    return .fills(
      FillForecast(
        earliest: earliest, middle: days, latest: latest, window: window, recoveries: recoveries, lostPerDay: middle))
  }

  /// Days that nobody plans for.
  private static let never = 3650.0
  /// A range is never narrower than this to each side, however straight the past.
  private static let least = 0.03
  /// A range whose end is so many times its beginning says nothing.
  private static let wide = 6.0
  /// A range that ends within this part of the window says enough, however wide.
  private static let soon = 0.5
}
