/// The rule for the time after a zone's table: POSIX's TZ with the extensions of RFC 8536 §3.3.1.
struct ZoneFooter: Hashable, Sendable {
  /// A day of the year and the time of that day at which clocks are changed.
  struct Rule: Hashable, Sendable {
    /// How the day is told.
    enum Day: Hashable, Sendable {
      /// `J60`: 1...365, the 29th of February never counted.
      case julian(Int)
      /// `59`: 0...365, the 29th of February counted.
      case zeroBased(Int)
      /// `M3.2.0`: month, week 1...5 with 5 the last, weekday from Sunday, 0.
      case week(month: Int, week: Int, weekday: Int)
    }
    var day: Day
    /// Seconds after the day's midnight; negative and beyond a day too.
    var seconds: Int

    /// Seconds from the epoch to this of a year, as the clock shows it.
    func shown(in year: Int) -> Int64 { Int64(dayNumber(in: year)) * 86_400 + Int64(seconds) }

    private func dayNumber(in year: Int) -> Int {
      let first = LocalTime.dayNumber(year: year, month: 1, day: 1)
      switch day {
      case .julian(let number): return first + number - 1 + (number >= 60 && LocalTime.isLeap(year) ? 1 : 0)
      case .zeroBased(let number): return first + number
      case .week(let month, let week, let weekday):
        let begin = LocalTime.dayNumber(year: year, month: month, day: 1)
        let ahead = LocalTime.floor(weekday - LocalTime.weekday(ofDay: begin), by: 7).rest
        let day = ahead + (week - 1) * 7
        return begin + (day >= LocalTime.days(inMonth: month, of: year) ? day - 7 : day)
      }
    }
  }

  /// The time that is told by the rules of the summer.
  struct Daylight: Hashable, Sendable {
    var zone: LocalZone
    /// When it begins, by the clock of the standard time.
    var start: Rule
    /// When it ends, by its own clock.
    var end: Rule
  }

  var standard: LocalZone
  var daylight: Daylight?

  /// What holds at a second counted from the epoch.
  func zone(at second: Int) -> LocalZone {
    guard let daylight else { return standard }
    let moment = Timestamp(milliseconds: Int64(second).multipliedReportingOverflow(by: 1000).partialValue)
    let year = CivilTime(moment).year
    // The changes of three years, for rules that reach over the turn of the year.
    var latest: (at: Int64, zone: LocalZone)?
    for year in (year - 1)...(year + 1) {
      for change in changes(of: year, daylight) where change.at <= Int64(second) && change.at >= latest?.at ?? .min {
        latest = (change.at, change.after)
      }
    }
    return latest?.zone ?? standard
  }

  /// The changes in an interval, the end not included, oldest first; at most `limit`.
  func changes(from start: Int64, to end: Int64, limit: Int) -> [ZoneChange] {
    guard let daylight, start < end, limit > 0 else { return [] }
    var result: [ZoneChange] = []
    var year = CivilTime(Timestamp(seconds: start)).year - 1
    let last = CivilTime(Timestamp(seconds: end)).year + 1
    while year <= last, result.count < limit {
      for change in changes(of: year, daylight) where change.at >= start && change.at < end && result.count < limit {
        result.append(change)
      }
      year += 1
    }
    return result
  }

  /// The two changes of a year, oldest first; at the same moment the end of the old summer is before the new one.
  private func changes(of year: Int, _ daylight: Daylight) -> [ZoneChange] {
    let start = daylight.start.shown(in: year) - Int64(standard.offsetSeconds)
    let end = daylight.end.shown(in: year) - Int64(daylight.zone.offsetSeconds)
    let begins = ZoneChange(at: start, before: standard, after: daylight.zone)
    let ends = ZoneChange(at: end, before: daylight.zone, after: standard)
    return end <= start ? [ends, begins] : [begins, ends]
  }
}
