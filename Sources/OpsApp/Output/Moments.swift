import Glibc
import OpsConsole
import OpsDomain

/// The clocks and the zone of this machine, read here and nowhere else.
enum Moments {
  /// Now, by the wall clock.
  static func now() -> Timestamp {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) &* 1000 &+ Int64(time.tv_nsec) / 1_000_000)
  }

  /// The zone of the person at that moment.
  static func zone(at moment: Timestamp) -> LocalZone {
    var seconds = time_t(moment.milliseconds / 1000)
    var parts = unsafe tm()
    guard unsafe localtime_r(&seconds, &parts) != nil else { return LocalZone() }
    let name = unsafe parts.tm_zone.map { unsafe String(cString: $0) } ?? ""
    return unsafe LocalZone(offsetSeconds: parts.tm_gmtoff, abbreviation: name)
  }

  /// The moment as RFC 3339 has it, in UTC with milliseconds.
  static func rfc3339(_ moment: Timestamp) -> String { CivilTime(moment).rfc3339Milliseconds }
}
