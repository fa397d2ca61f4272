/// What the load average has counted of late: the tasks that, at the least, ran or waited in the last ten seconds or so.
///
/// The kernel adds every five seconds what runs and waits to an average that forgets over a minute. Two values of it
/// tell what was added in between, so that a load which has ended is told from one that lasts, long before the
/// average itself has come down.
struct LoadTrail: Sendable {
  /// A value of the load average with the host's uptime.
  private struct Point: Sendable {
    var uptime = -Double.infinity
    var load = 0.0
  }

  /// The newest is at `newest`.
  private var points = InlineArray<6, Point>(repeating: Point())
  private var newest = 0

  /// Two points closer than this tell little, since the kernel counts every five seconds.
  private static let leastSpan = 9.0
  /// What passes at most until the kernel counts again.
  private static let kernelPace = 5.1
  /// The time over which the average forgets.
  private static let memory = 60.0
  /// Points kept are at least so far apart, so that the trail reaches back far enough at any pace.
  private static let leastGap = 2.4

  /// Takes in a reading; the tasks counted of late, nil while the trail is too short.
  mutating func take(_ load: Double, uptime: Double) -> Double? {
    guard load.isFinite, load >= 0, uptime.isFinite else { return nil }
    if uptime < points[newest].uptime { self = LoadTrail() }
    let recent = recent(load, uptime)
    if uptime - points[newest].uptime >= Self.leastGap {
      newest = (newest + 1) % points.count
      points[newest] = Point(uptime: uptime, load: load)
    }
    return recent
  }

  private func recent(_ load: Double, _ uptime: Double) -> Double? {
    for back in 0..<points.count {
      let point = points[(newest + points.count - back) % points.count]
      let span = uptime - point.uptime
      guard span >= Self.leastSpan else { continue }
      guard span <= SampleSpan.longestSeconds else { return nil }
      // How often the kernel counted is not known to one time: the least that explains both values is taken. What is
      // steady stays as it is, and what has ended is nothing at once.
      let kept = Self.kept(after: load > point.load ? span + Self.kernelPace : span - Self.kernelPace)
      return max((load - point.load * kept) / (1 - kept), 0)
    }
    return nil
  }

  /// The part of the average that is left after so many seconds: e to the power of minus seconds by memory.
  private static func kept(after seconds: Double) -> Double {
    var factor = 1 / (1 + seconds / memory / 1024)
    for _ in 0..<10 { factor *= factor }
    return factor
  }
}
