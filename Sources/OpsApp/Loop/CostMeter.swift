import OpsCollectors
import OpsDomain

/// Turns what watching has cost so far into what it costs a second, over the last ten seconds: hosts are asked in
/// bursts, and a figure that jumps between nothing and all tells nobody anything.
struct CostMeter {
  /// How many measurements, a second or more apart, the mean is taken over.
  static let window = 10

  private var past: [(cost: WatchCost, at: ContinuousClock.Instant)] = []

  /// What it costs now; nil until two measurements a second apart are there.
  mutating func measure(_ cost: WatchCost, at now: ContinuousClock.Instant) -> (
    polls: Double, bytes: Double, open: Int
  )? {
    guard let (_, last) = past.last, let (old, since) = past.first else {
      past.append((cost, now))
      return nil
    }
    guard (now - last).inSeconds >= 0.9 else { return nil }
    past.append((cost, now))
    if past.count > Self.window { past.removeFirst() }
    let seconds = (now - since).inSeconds
    let asks = Double(cost.asks &- min(old.asks, cost.asks))
    let bytes = Double(cost.bytes &- min(old.bytes, cost.bytes))
    return (asks / seconds, bytes / seconds, cost.open)
  }
}
