/// A moment of wall-clock time, in whole milliseconds since 1970-01-01T00:00:00Z.
///
/// It says when; how long is measured on a monotonic clock by whoever waits.
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Milliseconds since the epoch, leap seconds not counted (POSIX).
  public var milliseconds: Int64

  /// A moment given in milliseconds since the epoch.
  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// A moment given in seconds since the epoch.
  public init(seconds: Int64) { self.milliseconds = seconds &* 1000 }

  /// Orders moments, earlier first.
  public static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }

  /// The moment `duration` after this one; never traps.
  public static func + (moment: Timestamp, duration: Duration) -> Timestamp {
    Timestamp(milliseconds: moment.milliseconds &+ duration.wholeMilliseconds)
  }

  /// The moment `duration` before this one; never traps.
  public static func - (moment: Timestamp, duration: Duration) -> Timestamp {
    Timestamp(milliseconds: moment.milliseconds &- duration.wholeMilliseconds)
  }

  /// The time from `earlier` to this moment; negative when `earlier` is later.
  public func since(_ earlier: Timestamp) -> Duration {
    .milliseconds(milliseconds &- earlier.milliseconds)
  }
}

extension Duration {
  /// The length in whole milliseconds, cut towards zero and clamped to what 64 bits hold.
  public var wholeMilliseconds: Int64 {
    let (seconds, attoseconds) = components
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    return overflow ? (seconds < 0 ? .min : .max) : product &+ attoseconds / 1_000_000_000_000_000
  }

  /// The length in seconds.
  public var inSeconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }
}
