/// The time zone of recurring events (RFC 5545 §3.6.5).
struct ICalendarZone {
  private let zone: ZoneRules
  /// The seconds since the epoch between which the changes of clocks are told.
  private let begin: Int64
  private let end: Int64

  private static let year: Int64 = 365 * 86_400
  /// Years told before the first event, and after it where no rule tells of them.
  private static let (yearsBefore, yearsAfter): (Int64, Int64) = (6, 25)
  /// The most changes told one by one.
  private static let changesMax = 120

  /// The zone as events from a moment on need it.
  init(_ zone: ZoneRules, from moment: Timestamp) {
    self.zone = zone
    let second = min(max(moment.milliseconds / 1000, -50_000_000_000), 200_000_000_000)
    (begin, end) = (second - Self.yearsBefore * Self.year, second + Self.yearsAfter * Self.year)
  }

  /// The component.
  var text: String {
    var text = ICalendarText.line("BEGIN", "VTIMEZONE") + ICalendarText.line("TZID", zone.name)
    let first = zone.zone(at: Int(begin))
    text += observance(ZoneChange(at: begin + Int64(first.offsetSeconds), before: first, after: first), isLocal: true)
    if let (changes, rule) = regular {
      for change in changes { text += observance(change, rule: rule(change)) }
    } else {
      for change in zone.changes(from: begin, to: end, limit: Self.changesMax) { text += observance(change) }
    }
    return text + ICalendarText.line("END", "VTIMEZONE")
  }

  /// The two changes of the first year and their rules, where all that are told follow the rule for the future.
  private var regular: (changes: [ZoneChange], rule: (ZoneChange) -> String?)? {
    guard let footer = zone.footer, let daylight = footer.daylight else { return nil }
    let told = zone.changes(from: begin, to: end, limit: Self.changesMax)
    guard let start = Self.rule(daylight.start), let stop = Self.rule(daylight.end),
      told == footer.changes(from: begin, to: end, limit: Self.changesMax), told.count >= 2
    else { return nil }
    return (Array(told.prefix(2)), { $0.after == daylight.zone ? start : stop })
  }

  /// A rule for the future as a recurrence; nil where it is none of whole weeks within a day.
  private static func rule(_ rule: ZoneFooter.Rule) -> String? {
    guard case .week(let month, let week, let weekday) = rule.day, (0..<86_400).contains(rule.seconds) else {
      return nil
    }
    let day = CalendarNames.weekdayCodes[weekday == 0 ? 6 : weekday - 1]
    return "FREQ=YEARLY;BYMONTH=\(month);BYDAY=\(week == 5 ? -1 : week)\(day)"
  }

  private func observance(_ change: ZoneChange, isLocal: Bool = false, rule: String? = nil) -> String {
    // Which of the two is called summer does not matter to readers, who go by the offsets.
    let name = change.after.offsetSeconds > change.before.offsetSeconds ? "DAYLIGHT" : "STANDARD"
    let shown = isLocal ? change.at : change.at + Int64(change.before.offsetSeconds)
    var text = ICalendarText.line("BEGIN", name)
    text += ICalendarText.line("DTSTART", LocalTime(Timestamp(seconds: shown), offsetSeconds: 0).basic)
    text += ICalendarText.line("TZOFFSETFROM", Self.offset(change.before.offsetSeconds))
    text += ICalendarText.line("TZOFFSETTO", Self.offset(change.after.offsetSeconds))
    text += ICalendarText.line("TZNAME", change.after.abbreviation)
    if let rule { text += ICalendarText.line("RRULE", rule) }
    return text + ICalendarText.line("END", name)
  }

  /// `+0900`, `-0330`; seconds where there are some.
  private static func offset(_ seconds: Int) -> String {
    func two(_ value: UInt) -> String { padded(UInt64(value), to: 2) }
    let size = seconds.magnitude
    let text = (seconds < 0 ? "-" : "+") + two(size / 3600) + two(size / 60 % 60)
    return size % 60 == 0 ? text : text + two(size % 60)
  }
}
