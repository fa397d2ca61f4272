import OpsDomain

/// Puts the times of entries into words, in the zone of the person at the screen.
struct LogClock: Sendable {
  /// The moment shown.
  let now: Timestamp
  /// The rules of the person's zone; nil when only the present offset is known.
  private let rules: ZoneRules?
  private let zone: LocalZone

  init(_ world: World) { self.init(now: world.now, zone: world.context.zone, settings: world.settings) }

  init(now: Timestamp, zone: LocalZone, settings: ConsoleSettings) {
    self.now = now
    self.zone = zone
    let found = settings.zones.find(settings.zoneName)
    // The zone of the terminal's person is told with each tick; rules that say otherwise are of another place.
    rules = found.flatMap { $0.offset(at: now).offsetSeconds == zone.offsetSeconds ? $0 : nil }
  }

  /// The date and time of day that the person's clock showed.
  func local(_ moment: Timestamp) -> CivilTime {
    CivilTime(moment, offsetSeconds: rules?.offset(at: moment).offsetSeconds ?? zone.offsetSeconds)
  }

  /// The time of day, as `12:03`.
  func time(_ moment: Timestamp) -> String { local(moment).hourMinute }

  /// The time of day, with the date on other days than today: `12:03`, `08-19 12:03`, `2025-08-19 12:03`.
  func moment(_ moment: Timestamp) -> String {
    let (then, today) = (local(moment), local(now))
    if then.date == today.date { return then.hourMinute }
    if then.year == today.year { return "\(then.date.dropFirst(5)) \(then.hourMinute)" }
    return "\(then.date) \(then.hourMinute)"
  }

  /// The date with its weekday, as `Thu 2026-08-20`; today says so.
  func day(_ moment: Timestamp) -> String {
    let then = local(moment)
    let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    let day = "\(names[(then.weekday + 6) % 7]) \(then.date)"
    return then.date == local(now).date ? "today, \(day)" : day
  }

  /// Whether two moments are on different days of the person's calendar.
  func isOtherDay(_ one: Timestamp, _ other: Timestamp) -> Bool { local(one).date != local(other).date }

  /// How far after the beginning something was: `+0:05`, `+12:40`, `+2 d 3:10`; hours and minutes.
  static func offset(_ moment: Timestamp, from start: Timestamp) -> String {
    let minutes = moment.since(start).wholeMilliseconds / 60_000
    let size = minutes.magnitude
    let (days, hours, rest) = (size / 1440, size / 60 % 24, size % 60)
    let clock = "\(hours):\(rest < 10 ? "0" : "")\(rest)"
    return (minutes < 0 ? "-" : "+") + (days > 0 ? "\(days) d \(clock)" : clock)
  }
}
