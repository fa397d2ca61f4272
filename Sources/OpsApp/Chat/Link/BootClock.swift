import Glibc

/// The clock by which the chat waits: it never goes back and counts the time that a machine sleeps (CLOCK_BOOTTIME).
enum BootClock {
  /// Milliseconds since the machine began.
  static var milliseconds: Int64 { read(CLOCK_BOOTTIME) }

  /// Milliseconds since the machine began, without the time that it slept: by both it is known that it did.
  static var monotonicMilliseconds: Int64 { read(CLOCK_MONOTONIC) }

  private static func read(_ clock: clockid_t) -> Int64 {
    var time = timespec()
    guard unsafe clock_gettime(clock, &time) == 0 else { return 0 }
    return Int64(time.tv_sec) &* 1000 &+ Int64(time.tv_nsec) / 1_000_000
  }
}
