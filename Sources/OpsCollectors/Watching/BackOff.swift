/// How long a source waits before it tries a failed host again: 3, 15, 60, then 300 seconds, each with jitter.
///
/// The jitter spreads many hosts that failed at one moment, so that they are not dialled at one moment again.
public struct BackOff: Hashable, Sendable {
  /// The waits before jitter, one a failure in a row; the last holds for all further ones.
  public static let waits: [Duration] = [.seconds(3), .seconds(15), .seconds(60), .seconds(300)]
  /// A wait lies between its own length less and more this share.
  public static let jitter = 0.2

  /// Failures in a row since the last success.
  public private(set) var failures = 0

  /// No failure yet.
  public init() {}

  /// Counts a failure and tells how long to wait after it; the generator decides the jitter.
  public mutating func failed(using generator: inout some RandomNumberGenerator) -> Duration {
    let wait = Self.waits[min(failures, Self.waits.count - 1)]
    failures = min(failures + 1, Self.waits.count)
    return wait * Double.random(in: (1 - Self.jitter)...(1 + Self.jitter), using: &generator)
  }

  /// Forgets all failures, after a success or because a person wants a try now.
  public mutating func reset() { failures = 0 }
}
