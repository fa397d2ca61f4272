/// When the screen may be drawn: at once after a key, however fast a person types, yet a flood of keys is drawn in batches.
struct FramePace {
  /// Frames that may follow each other at once.
  static let burst = 4.0
  /// Frames a second in the long run: twice what a held key repeats, so that a person never waits.
  static let perSecond = 125.0
  /// The shortest time between frames that only news of hosts ask for.
  static let newsSpacing = Duration.milliseconds(250)

  private var tokens = FramePace.burst
  private var counted: ContinuousClock.Instant
  private(set) var last: ContinuousClock.Instant?

  init(at now: ContinuousClock.Instant) { counted = now }

  /// Whether a frame may be drawn now; nil, or how long to wait.
  mutating func wait(at now: ContinuousClock.Instant) -> Duration? {
    tokens = min(Self.burst, tokens + (now - counted).fraction * Self.perSecond)
    counted = now
    return tokens >= 1 ? nil : .milliseconds(Int64(((1 - tokens) / Self.perSecond * 1000).rounded(.up)))
  }

  /// Takes note of a frame.
  mutating func drew(at now: ContinuousClock.Instant) {
    tokens = max(0, tokens - 1)
    last = now
  }

  /// When news that came now should be drawn.
  func newsDue(at now: ContinuousClock.Instant) -> ContinuousClock.Instant {
    last.map { max(now, $0 + Self.newsSpacing) } ?? now
  }
}

extension Duration {
  fileprivate var fraction: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }
}
