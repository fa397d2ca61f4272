import OpsDomain
import TestSupport

/// Chance that is the same in every run.
struct EvenDice {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
  /// A number from -1 to 1.
  mutating func next() -> Double {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Double(state >> 11) / Double(1 << 52) - 1
  }
}

/// What was left of something of size 1, by the minute; the forecast is made after the last one.
struct Past {
  /// The moment of the first minute: midnight in UTC, ninety days before the fixtures.
  static let start = Timestamp(seconds: 1_787_184_000 - 90 * 86_400)
  private(set) var left: [Double] = []

  /// So many days, each minute of which changes what is left; days may be parts of a day.
  init(days: Double, from first: Double, _ change: (_ minute: Int, _ left: Double) -> Double) {
    var level = first
    left.reserveCapacity(Int(days * 1440))
    for minute in 0..<Int(days * 1440) {
      level = min(max(level + change(minute, level), 0), 1)
      left.append(level)
    }
  }

  /// The moment after the last minute.
  var now: Timestamp { Self.start + .seconds(left.count * 60) }

  /// What a store keeps of it: a day of minutes, the least of every hour.
  var history: FillHistory {
    let size = 1e11
    let points = left.enumerated().map { HistoryPoint(Self.start + .seconds($0 * 60 + 60), ($1 * size).rounded()) }
    var hours: [HistoryPoint] = []
    for first in stride(from: 0, to: points.count, by: 60) {
      let hour = points[first..<min(first + 60, points.count)]
      guard let last = hour.last, let least = hour.map(\.value).min() else { continue }
      hours.append(HistoryPoint(last.moment, least))
    }
    return FillHistory(minutes: Array(points.suffix(1440)), hours: hours)
  }

  /// The forecast of it.
  var outlook: FillOutlook { Forecaster().outlook(history, at: now) }

  /// The forecast of a filesystem that has this past.
  func forecast(_ change: (inout Filesystem) -> Void = { _ in }) -> FilesystemForecast {
    let available = UInt64((left.last ?? 0) * 1e11)
    var filesystem = Filesystem(
      mount: "/data", sizeBytes: 100_000_000_000, usedBytes: 100_000_000_000 - available, availableBytes: available)
    change(&filesystem)
    let reading = FilesystemReading(takenAt: now, source: .ssh, filesystems: [filesystem])
    let made = Forecaster().forecast(of: reading, [MountHistory(mount: "/data", space: history)], at: now)
    return made.mounts.first ?? FilesystemForecast(mount: "", space: .none(.unread))
  }
}

extension Past {
  /// Fills evenly, with a little unevenness.
  static func linear(days: Double, from first: Double, perDay: Double, seed: UInt64 = 1) -> Past {
    var dice = EvenDice(seed)
    return Past(days: days, from: first) { _, _ in -perDay / 1440 * (1 + 0.3 * dice.next()) }
  }

  /// Fills during the day, and is emptied at two in the night but for what it grows.
  static func sawtooth(days: Double, from first: Double, height: Double, growth: Double = 0, seed: UInt64 = 1) -> Past {
    var dice = EvenDice(seed)
    return Past(days: days, from: first) { minute, _ in
      minute % 1440 == 120
        ? (height - growth) * (1 + 0.03 * dice.next()) : -height / 1440 * (1 + 0.2 * dice.next())
    }
  }
}
