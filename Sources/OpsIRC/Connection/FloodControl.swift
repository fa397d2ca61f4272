/// How fast we may send: five messages at once, then one every two seconds, as servers expect of people.
struct FloodControl: Hashable, Sendable {
  /// Messages that may go at once after a silence.
  static let burst: Int64 = 5
  /// Milliseconds for one more.
  static let interval: Int64 = 2_000
  /// When all that was sent will have been paid for.
  private var paidAt = Int64.min

  /// Whether a message may go now; if so, it is reckoned.
  mutating func allows(at now: Int64) -> Bool {
    guard wait(at: now) == 0 else { return false }
    paidAt = max(paidAt, now) + Self.interval
    return true
  }

  /// Milliseconds until the next message may go.
  func wait(at now: Int64) -> Int64 {
    guard paidAt > now else { return 0 }
    return max(0, paidAt - now - (Self.burst - 1) * Self.interval)
  }
}
