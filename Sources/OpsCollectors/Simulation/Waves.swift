import Glibc

/// A level that swings around one, smooth, and the same for the same seed: a few waves that do not fit together.
///
/// What is wanted is seldom the level but how much of it has passed, for counters and means; a sum of waves has
/// an integral that can be written down, so that any moment can be computed without the ones before.
struct Waves: Sendable {
  private struct Wave {
    var frequency: Double
    var phase: Double
    /// The amplitude of the level divided by the frequency: the amplitude of the integral.
    var swing: Double
  }

  /// Periods in seconds and amplitudes of the restlessness of machines.
  private static let restlessness: [(period: Double, amplitude: Double)] = [
    (2_460, 0.16), (660, 0.12), (197, 0.08), (53, 0.05), (17, 0.04),
  ]
  private static let day = 86_400.0
  /// The share that the second daily wave has of the first; it makes mornings steep and evenings long.
  private static let dayShape = 0.3

  private let waves: [Wave]
  /// How far the level strays from one at most.
  let reach: Double

  /// Waves of a host.
  ///
  /// - Parameters:
  ///   - seed: Decides periods and phases.
  ///   - calm: Scales all amplitudes; 1 is usual, 0 is flat.
  ///   - dayAmplitude: How much the hour of the day counts.
  ///   - sincePeak: Seconds from the daily peak to the origin of time.
  init(seed: UInt64, calm: Double, dayAmplitude: Double, sincePeak: Double) {
    var waves: [Wave] = []
    waves.reserveCapacity(2 + Self.restlessness.count)
    var reach = 0.0
    func add(period: Double, amplitude: Double, phase: Double) {
      let frequency = 2 * Double.pi / period
      waves.append(Wave(frequency: frequency, phase: phase, swing: calm * amplitude / frequency))
      reach += calm * amplitude
    }
    let phase = 2 * Double.pi * sincePeak / Self.day
    add(period: Self.day, amplitude: dayAmplitude, phase: phase)
    add(period: Self.day / 2, amplitude: dayAmplitude * Self.dayShape, phase: 2 * phase)
    for (index, wave) in Self.restlessness.enumerated() {
      let chance = StableHash.mix(seed &+ UInt64(index))
      let period = wave.period * (0.85 + 0.3 * Chance.share(chance))
      add(period: period, amplitude: wave.amplitude, phase: 2 * .pi * Chance.share(StableHash.mix(chance)))
    }
    self.waves = waves
    self.reach = reach
  }

  /// The integral of the level from some fixed moment to `time` (seconds); it grows as long as `reach` is below one.
  func passed(_ time: Double) -> Double {
    var sum = time
    for wave in waves { sum += wave.swing * sin(wave.frequency * time + wave.phase) }
    return sum
  }
}

/// Numbers from hashes: chance that is the same every time.
enum Chance {
  /// A number in 0..<1.
  static func share(_ hash: UInt64) -> Double { Double(hash >> 11) * 0x1p-53 }

  /// A number in the range.
  static func within(_ range: ClosedRange<Double>, _ hash: UInt64) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * share(hash)
  }

  /// A whole number below `bound`, which is positive.
  static func below(_ bound: Int, _ hash: UInt64) -> Int { Int(hash % UInt64(max(bound, 1))) }
}
