import Glibc

/// When trouble is there: 0 without it, 1 in the midst of it.
///
/// Times are seconds from the start of the simulation.
enum Course: Hashable, Sendable {
  /// Always well.
  case never
  /// Grows evenly from one moment to another and stays.
  case rising(from: Double, to: Double)
  /// Comes for `length` seconds in each `period`; the first time at `offset`.
  case recurring(period: Double, length: Double, offset: Double)

  /// How much of it has passed by `time`, counted from some fixed moment.
  func passed(_ time: Double) -> Double {
    switch self {
    case .never: return 0
    case .rising(let from, let to):
      guard time > from else { return 0 }
      guard time < to else { return (to - from) / 2 + (time - to) }
      return (time - from) * (time - from) / (2 * (to - from))
    case .recurring(let period, let length, let offset):
      let cycle = ((time - offset) / period).rounded(.down)
      return cycle * length + min(time - offset - cycle * period, length)
    }
  }

  /// Whether it is there at `time`.
  func isOn(_ time: Double) -> Bool {
    switch self {
    case .never: return false
    case .rising(let from, _): return time > from
    case .recurring: return began(time).map { time >= $0 } ?? false
    }
  }

  /// When the present spell began; nil when there is none.
  func began(_ time: Double) -> Double? {
    switch self {
    case .never: return nil
    case .rising(let from, _): return time > from ? from : nil
    case .recurring(let period, let length, let offset):
      let begin = offset + ((time - offset) / period).rounded(.down) * period
      return time - begin < length ? begin : nil
    }
  }
}
