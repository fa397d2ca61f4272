/// When an event takes place: once, in UTC, or by a rule in its zone.
struct ICalendarTime {
  /// The zone in which the rule is to be read; nil for UTC.
  let zone: ZoneRules?
  /// The lines from DTSTART on.
  let text: String

  init(
    from start: Timestamp, to end: Timestamp, recurrence: String?, exceptions: [Timestamp], zoneName: String,
    until: Timestamp?, zones: ZoneCatalogue
  ) {
    let found = zones.rules(of: zoneName)
    guard let written = recurrence, let rule = try? Recurrence(rrule: written),
      let first = rule.first(from: start, zone: found)
    else {
      zone = nil
      text = Self.once(start, until.map { min(max(start, $0), end) } ?? end)
      return
    }
    let isUTC = found.name == "UTC" || !ICalendarText.isParameter(found.name)
    zone = isUTC ? nil : found
    let writer = RuleWriter(rule: rule, first: first, zone: found, isUTC: isUTC)
    text = writer.text(length: end.since(start), exceptions: exceptions, until: until)
  }

  private static func once(_ start: Timestamp, _ end: Timestamp) -> String {
    let begin = ICalendarText.line("DTSTART", ICalendarText.moment(start))
    return end > start ? begin + ICalendarText.line("DTEND", ICalendarText.moment(end)) : begin
  }
}

/// Writes the lines of an event that recurs.
private struct RuleWriter {
  let rule: Recurrence
  /// The first beginning: programs count DTSTART as one, whatever the rule says.
  let first: Timestamp
  let zone: ZoneRules
  let isUTC: Bool

  func text(length: Duration, exceptions: [Timestamp], until: Timestamp?) -> String {
    var text = line("DTSTART", [first])
    if length > .zero { text += line("DTEND", [first + length]) }
    text += ICalendarText.line("RRULE", bounded(until).rrule)
    let left = Set(exceptions).filter { $0 >= first }.sorted()
    return left.isEmpty ? text : text + line("EXDATE", left)
  }

  /// The rule with its end in UTC, as RFC 5545 §3.3.10 wants it, and no later than what ends it otherwise.
  private func bounded(_ end: Timestamp?) -> Recurrence {
    var rule = rule
    switch rule.until {
    case .day(let day):
      rule.until = .moment(zone.moment(of: day.adding(days: 1).startOfDay).usual - .seconds(1))
    case .local(let time): rule.until = .moment(zone.moment(of: time).usual)
    case .moment, nil: break
    }
    guard let end else { return rule }
    let last = end - .seconds(1)
    if case .moment(let until) = rule.until, until <= last { return rule }
    let beyond = end..<(end + .seconds(86_400 * 366 * 9))
    if rule.count != nil, rule.occurrences(start: first, zone: zone, in: beyond, limit: 1).isEmpty { return rule }
    (rule.count, rule.until) = (nil, .moment(last))
    return rule
  }

  private func line(_ name: String, _ moments: [Timestamp]) -> String {
    let values = moments.map { isUTC ? ICalendarText.moment($0) : nominal($0).basic }
    return ICalendarText.line(isUTC ? name : "\(name);TZID=\(zone.name)", values.joined(separator: ","))
  }

  /// What the clock was meant to show: a beginning that fell into a gap is known by the time before it was moved.
  private func nominal(_ moment: Timestamp) -> LocalTime {
    let local = LocalTime(moment, in: zone)
    let begin = LocalTime(first, in: zone)
    let meant = begin.at(day: local.dayNumber)
    return zone.moment(of: meant).usual == moment ? meant : local
  }
}
