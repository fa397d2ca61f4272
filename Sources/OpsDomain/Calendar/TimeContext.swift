/// Where and when a phrase is read: what turns its parts into moments.
struct TimeContext {
  let now: Timestamp
  let zone: ZoneRules
  let leaning: TimePhrase.Leaning
  /// What the clocks show now.
  let today: LocalTime

  init(now: Timestamp, zone: ZoneRules, leaning: TimePhrase.Leaning) {
    (self.now, self.zone, self.leaning) = (now, zone, leaning)
    today = LocalTime(now, in: zone)
  }

  /// The beginning of the day that the parts name; today when they name none.
  func day(_ parts: TimeParts) throws(TimeProblem) -> LocalTime {
    let begin = today.startOfDay
    switch parts.day {
    case nil: return begin
    case .today(let days): return begin.adding(days: days)
    case .weekday(let weekday, let side): return self.weekday(weekday, side, time(parts))
    case .date(let year?, let month, let day): return LocalTime(year: year, month: month, day: day)
    case .date(nil, let month, let day): return try yearless(month, day)
    }
  }

  private func time(_ parts: TimeParts) -> LocalTime? {
    parts.clock.map { today.at(hour: $0.hour, minute: $0.minute, second: $0.second ?? 0) }
  }

  private func weekday(_ weekday: Int, _ side: TimeParts.Day.Side, _ time: LocalTime?) -> LocalTime {
    let begin = today.startOfDay
    let ahead = LocalTime.floor(weekday - today.weekday, by: 7).rest
    switch (side, leaning) {
    case (.next, _): return begin.adding(days: ahead == 0 ? 7 : ahead)
    case (.last, _): return begin.adding(days: ahead - 7)
    case (.near, .ahead): return begin.adding(days: ahead == 0 && time.map { $0 < today } == true ? 7 : ahead)
    case (.near, .back): return begin.adding(days: ahead == 0 && time.map { $0 <= today } != false ? 0 : ahead - 7)
    }
  }

  /// The nearest such date, today included; the 29th of February in its next or last year.
  private func yearless(_ month: Int, _ day: Int) throws(TimeProblem) -> LocalTime {
    for distance in 0...8 {
      let date = LocalTime(year: today.year + (leaning == .ahead ? distance : -distance), month: month, day: day)
      let isOnItsSide = leaning == .ahead ? date >= today.startOfDay : date <= today
      if date.isValid, isOnItsSide { return date }
    }
    throw TimeProblem("there is no such day", remedy: "as 2026-11-23")
  }

  /// The moment at which the clocks show a time, and what is odd about that.
  func moment(of local: LocalTime) -> (moment: Timestamp, notes: [String]) {
    let found = zone.moment(of: local)
    switch found {
    case .one(let moment): return (moment, [])
    case .gap(let moment):
      let shown = LocalTime(moment, in: zone).hourMinute
      return (moment, ["\(local.hourMinute) is skipped on \(local.dateText) in \(zone.name): \(shown) is taken"])
    case .twice(let moment, _):
      let name = zone.offset(at: moment).abbreviation
      return (moment, ["\(local.hourMinute) comes twice on \(local.dateText) in \(zone.name): the first, \(name)"])
    }
  }

  /// What the writer of an interval should see.
  func notes(on interval: TimePhrase.Interval) -> [String] {
    var notes: [String] = []
    if interval.end <= now { notes.append("it is over already") }
    let (start, end) = (LocalTime(interval.start, in: zone), LocalTime(interval.end, in: zone))
    let shown = end.secondsSinceEpoch - start.secondsSinceEpoch
    let real = (interval.end.milliseconds - interval.start.milliseconds) / 1000
    if shown - real >= 60 || real - shown >= 60 {
      let length = formatSpan(interval.end.since(interval.start))
      notes.append("clocks change within it: it lasts \(length), not \(formatSpan(.seconds(max(shown, 0))))")
    }
    return notes
  }
}

extension TimeParts {
  /// The moment that the parts name.
  func reading(_ context: TimeContext) throws(TimeProblem) -> TimePhrase.Reading {
    switch relative {
    case .now: return .init(moment: context.now, precision: .millisecond, notes: [])
    case .after(let length):
      return .init(moment: length.added(to: context.now, context.zone), precision: .second, notes: [])
    case .before(let length):
      let moment = length.added(to: context.now, context.zone, isBackward: true)
      return .init(moment: moment, precision: .second, notes: [])
    case nil: return try reading(on: try context.day(self), context)
    }
  }

  /// The moment of the time of day on a day.
  private func reading(on day: LocalTime, _ context: TimeContext) throws(TimeProblem) -> TimePhrase.Reading {
    guard let clock else {
      let (moment, notes) = context.moment(of: day)
      return .init(moment: moment, precision: .day, notes: notes)
    }
    let begin = clock.hour == 24 ? day.adding(days: 1) : day
    let local = begin.at(hour: clock.hour % 24, minute: clock.minute, second: clock.second ?? 0)
    let precision = clock.second == nil ? TimePrecision.minute : clock.millisecond == 0 ? .second : .millisecond
    if let offset {
      let moment = Timestamp(seconds: local.secondsSinceEpoch - Int64(offset)) + .milliseconds(clock.millisecond)
      return .init(moment: moment, precision: precision, notes: [])
    }
    let (moment, notes) = context.moment(of: local)
    return .init(moment: moment + .milliseconds(clock.millisecond), precision: precision, notes: notes)
  }

  /// The moment at which what began at `start` ends; a time of day is the first such after it.
  func end(after start: Timestamp, _ context: TimeContext) throws(TimeProblem) -> TimePhrase.Reading {
    let later = TimeContext(now: start, zone: context.zone, leaning: .ahead)
    switch (relative, day) {
    case (.after, _),
      (.now, _) where relative != .now:
      return try reading(later)
    case (nil, nil):
      var end = try reading(on: later.today.startOfDay, later)
      guard end.moment <= start else { return end }
      guard end.moment != start else {
        throw TimeProblem("the interval is empty", remedy: "as 14:00 for 24h, or with both dates")
      }
      end = try reading(on: later.today.startOfDay.adding(days: 1), later)
      end.notes.append("it ends on the day after, \(LocalTime(end.moment, in: context.zone).dateText)")
      return end
    case (nil, .weekday), (nil, .date(nil, _, _)): return try reading(later)
    default: return try reading(context)
    }
  }
}
