import OpsDomain
import OpsScreen

/// Puts the times of plans into words, in the zone of the person at the screen.
struct PlanClock: Sendable {
  /// The moment shown.
  let now: Timestamp
  /// The rules of the person's zone.
  let zone: ZoneRules
  /// Where the rules of other zones are found.
  let zones: ZoneCatalogue
  /// What stands between two times.
  let dash: String

  init(now: Timestamp, zone: ZoneRules, zones: ZoneCatalogue = .utcOnly, symbols: Symbols = .block) {
    self.now = now
    self.zone = zone
    self.zones = zones
    dash = Glyphs(symbols).dash
  }

  init(_ world: World) {
    let zones = world.settings.zones
    self.init(
      now: world.now, zone: zones.rules(of: world.settings.zoneName), zones: zones, symbols: world.context.symbols)
  }

  /// The date and time of day that the person's clock shows.
  func local(_ moment: Timestamp) -> LocalTime { LocalTime(moment, in: zone) }

  /// The time of day, as `14:00`.
  func time(_ moment: Timestamp) -> String { local(moment).hourMinute }

  /// The day, as `Sat 21 Nov`; with the year where it is another one.
  func day(_ moment: Timestamp) -> String { Self.day(local(moment), now: local(now)) }

  private static func day(_ time: LocalTime, now: LocalTime) -> String {
    let day = "\(weekdays[(time.weekday - 1) % 7]) \(time.day) \(months[(time.month - 1) % 12])"
    return time.year == now.year ? day : "\(day) \(time.year)"
  }

  /// The day with what it is to today, as `today, Sat 21 Nov`.
  func dayTitle(_ moment: Timestamp) -> String {
    let today = startOfDay(now)
    let start = startOfDay(moment)
    if start == today { return "Today, \(day(moment))" }
    if start == nextDay(today) { return "Tomorrow, \(day(moment))" }
    if nextDay(start) == today { return "Yesterday, \(day(moment))" }
    return day(moment)
  }

  /// A moment, as `14:00` today and `Sat 21 Nov 14:00` on other days.
  func moment(_ moment: Timestamp) -> String {
    startOfDay(moment) == startOfDay(now) ? time(moment) : "\(day(moment)) \(time(moment))"
  }

  /// An interval on a line of its day: `12:00–14:00`, `23:00–01:00 +1d`.
  func range(_ interval: Range<Timestamp>) -> String { range(interval, in: zone) }

  private func range(_ interval: Range<Timestamp>, in zone: ZoneRules) -> String {
    let (start, end) = (LocalTime(interval.lowerBound, in: zone), LocalTime(interval.upperBound, in: zone))
    let days = end.dayNumber - start.dayNumber
    let text = "\(start.hourMinute)\(dash)\(end.hourMinute)"
    // Midnight belongs to the day that it ends.
    if days <= 0 || (days == 1 && end.hour == 0 && end.minute == 0) { return text }
    return "\(text) +\(days)d"
  }

  /// An interval with its day, zone and length: `Sat 21 Nov 12:00–14:00 JST (2 h)`.
  func full(_ interval: Range<Timestamp>) -> String {
    let length = formatSpan(interval.upperBound.since(interval.lowerBound))
    let (start, end) = (local(interval.lowerBound), local(interval.upperBound))
    let zoneThen = zone.offset(at: interval.lowerBound).abbreviation
    if end.dayNumber - start.dayNumber <= 1 {
      return "\(day(interval.lowerBound)) \(range(interval)) \(zoneThen) (\(length))"
    }
    return "\(day(interval.lowerBound)) \(start.hourMinute) \(dash) \(day(interval.upperBound)) \(end.hourMinute) "
      + "\(zoneThen) (\(length))"
  }

  /// The interval in the zone of the plan, `05:00–07:00 CET`, where its clocks show another time; else nil.
  func elsewhere(_ interval: Range<Timestamp>, zone name: String) -> String? {
    guard !name.isEmpty, name != zone.name, let other = zones.find(name) else { return nil }
    let there = other.offset(at: interval.lowerBound)
    guard there.offsetSeconds != zone.offset(at: interval.lowerBound).offsetSeconds else { return nil }
    return "\(range(interval, in: other)) \(there.abbreviation)"
  }

  /// How long until a moment, or how long ago: `in 48 min`, `25 min ago`, `now`.
  func distance(to moment: Timestamp) -> String {
    let span = moment.since(now)
    if span >= .seconds(60) { return "in \(formatSpan(span))" }
    if span <= .seconds(-60) { return "\(formatSpan(now.since(moment))) ago" }
    return "now"
  }

  /// A length in few columns: `48m`, `1h56m`, `3d`.
  static func compact(_ span: Duration) -> String {
    let minutes = max(span.wholeMilliseconds / 60_000, 0)
    if minutes < 100 { return "\(minutes)m" }
    if minutes >= 24 * 60 { return "\(minutes / 1440)d" }
    return minutes % 60 == 0 ? "\(minutes / 60)h" : "\(minutes / 60)h\(minutes % 60)m"
  }

  // MARK: days

  /// The beginning of the day that a moment is in.
  func startOfDay(_ moment: Timestamp) -> Timestamp { zone.moment(of: local(moment).startOfDay).usual }

  /// The beginning of the day after the one that a moment is in.
  func nextDay(_ moment: Timestamp) -> Timestamp { day(1, after: moment) }

  /// The beginning of the day so many days after the one that a moment is in; before it when negative.
  func day(_ count: Int, after moment: Timestamp) -> Timestamp {
    zone.moment(of: local(moment).startOfDay.adding(days: count)).usual
  }

  static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
