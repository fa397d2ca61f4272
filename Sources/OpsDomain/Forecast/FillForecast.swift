/// The stretches of the past from which a pace is taken.
public enum ForecastWindow: Int, CaseIterable, Hashable, Sendable {
  /// Six hours, by the minute: what happens now.
  case sixHours
  /// Seven days, by the hour.
  case sevenDays
  /// Ninety days, by the hour.
  case ninetyDays

  /// The length in days.
  public var days: Double {
    switch self {
    case .sixHours: return 0.25
    case .sevenDays: return 7
    case .ninetyDays: return 90
    }
  }

  /// As people write it: `6 h`.
  public var words: String {
    switch self {
    case .sixHours: return "6 h"
    case .sevenDays: return "7 d"
    case .ninetyDays: return "90 d"
    }
  }
}

/// When something will be full, as a range; in days from the moment at which the forecast was made.
public struct FillForecast: Hashable, Sendable {
  /// At the fastest pace that was seen to last.
  public var earliest: Double
  /// At the usual pace.
  public var middle: Double
  /// At the slowest pace that was seen to last.
  public var latest: Double
  /// The stretch of the past that says so.
  public var window: ForecastWindow
  /// How often it recovered within the window; 0 where it only fills.
  public var recoveries: Int
  /// What is lost a day at the usual pace: bytes, or inodes.
  public var lostPerDay: Double
  /// A forecast.
  public init(
    earliest: Double, middle: Double, latest: Double, window: ForecastWindow, recoveries: Int = 0, lostPerDay: Double
  ) {
    self.earliest = earliest
    self.middle = middle
    self.latest = latest
    self.window = window
    self.recoveries = recoveries
    self.lostPerDay = lostPerDay
  }
}

extension FillForecast {
  /// The range in at most eight columns: `12–15 d`, `3–5 h`, `40 min`.
  public var words: String {
    let (unit, low, high) = range
    let range = low == high ? "\(low)" : "\(low)–\(high)"
    let text = "\(range) \(unit.short)"
    return text.count <= 8 ? text : range + unit.short
  }

  /// The range in words: `12–15 days`, `3–5 hours`, `1 day`.
  public var longWords: String {
    let (unit, low, high) = range
    let range = low == high ? "\(low)" : "\(low)–\(high)"
    return "\(range) \(high == 1 ? unit.one : unit.many)"
  }

  /// Where it comes from, in words: `by 7 d, 4.1 GB a day`, with `amount` as people read it.
  public func basis(_ amount: (Double) -> String) -> String {
    let saw = recoveries > 0 ? ", with \(recoveries) recoveries" : ""
    return "by \(window.words)\(saw), \(amount(lostPerDay)) a day"
  }

  private typealias Unit = (days: Double, short: String, one: String, many: String)

  private static let units: [Unit] = [
    (1, "d", "day", "days"), (1.0 / 24, "h", "hour", "hours"), (1.0 / 1440, "min", "minute", "minutes"),
  ]

  /// The range in the unit in which its middle has one digit and a half; its ends are cut down and rounded up, so that
  /// the words never promise more than the numbers.
  private var range: (unit: Unit, low: Int, high: Int) {
    let unit = Self.units.first { middle >= $0.days * 1.95 } ?? Self.units[2]
    let low = Self.whole((earliest / unit.days).rounded(.down))
    return (unit, low, max(low, Self.whole((latest / unit.days).rounded(.up))))
  }

  private static func whole(_ value: Double) -> Int { value.isFinite ? Int(min(max(value, 0), 999)) : 999 }
}
