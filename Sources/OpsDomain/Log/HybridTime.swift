/// A hybrid logical clock's reading: wall time as far as it grows, then a counter (Kulkarni et al., 2014).
///
/// It orders operations of several writers so that nothing stands before what it answers.
public struct HybridTime: Hashable, Comparable, Sendable {
  /// The largest wall clock seen, in milliseconds since the epoch.
  public var wall: Int64
  /// Counts what happened within the same `wall`.
  public var counter: UInt32

  /// A reading.
  public init(wall: Int64 = 0, counter: UInt32 = 0) {
    self.wall = wall
    self.counter = counter
  }

  /// The reading of the next event of ours.
  public func next(at now: Timestamp) -> HybridTime {
    if now.milliseconds > wall { return HybridTime(wall: now.milliseconds) }
    return counter == .max ? HybridTime(wall: wall &+ 1) : HybridTime(wall: wall, counter: counter + 1)
  }

  /// Orders by wall time, then by the counter.
  public static func < (left: HybridTime, right: HybridTime) -> Bool {
    (left.wall, left.counter) < (right.wall, right.counter)
  }
}
