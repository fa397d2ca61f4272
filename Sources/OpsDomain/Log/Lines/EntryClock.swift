/// Gives lines their moments: what a time of day means now, or after a line with a date.
struct EntryClock {
  /// How far ahead of now a time of day is still of today: clocks differ, and people round.
  static let grace: Duration = .seconds(300)

  private let now: Timestamp
  private let context: TimeContext
  /// How far a time of day lies before the line above when midnight is between them; less is a line out of order.
  private static let midnightJump: Duration = .seconds(12 * 3600)

  /// The line before, when it had a date: later times of day are of that day or the one after.
  private var last: (day: LocalTime, moment: Timestamp)?

  init(now: Timestamp, zone: ZoneRules) {
    self.now = now
    context = TimeContext(now: now, zone: zone, leaning: .back)
  }

  /// The moment that a time means, and what the writer should know of it; nil when there is no such day.
  mutating func moment(of time: LeadingTime) -> (moment: Timestamp, warnings: [String])? {
    if let offset = time.offset { return absolute(time, offset: offset) }
    guard let day = day(of: time) else { return nil }
    var (moment, warnings) = resolve(time, on: day)
    if time.day != nil {
      last = (day, moment)
      if moment > now + Self.grace { warnings.append("\(shown(moment)) is in the future") }
      return (moment, warnings)
    }
    if let last {
      if last.moment.since(moment) > Self.midnightJump {
        (moment, warnings) = resolve(time, on: last.day.adding(days: 1))
      }
      self.last = (LocalTime(moment, in: context.zone).startOfDay, moment)
    } else if moment > now + Self.grace {
      (moment, warnings) = resolve(time, on: day.adding(days: -1))
      let clock = LocalTime(moment, in: context.zone)
      warnings.insert("\(clock.hourMinute) has not come yet today: yesterday, \(clock.dateText), is meant", at: 0)
    }
    return (moment, warnings)
  }

  private func day(of time: LeadingTime) -> LocalTime? {
    let today = context.today.startOfDay
    switch time.day {
    case nil: return last?.day ?? today
    case .relative(let days): return today.adding(days: days)
    case .date(let year?, let month, let day):
      let date = LocalTime(year: year, month: month, day: day)
      return date.isValid ? date : nil
    case .date(nil, let month, let day):
      // The last such day; leap days come every eight years at the worst.
      return (0...8).lazy.map { LocalTime(year: today.year - $0, month: month, day: day) }
        .first { $0.isValid && $0 <= today }
    }
  }

  private func resolve(_ time: LeadingTime, on day: LocalTime) -> (Timestamp, [String]) {
    let local = day.at(hour: time.hour, minute: time.minute, second: time.second ?? 0)
    let (moment, notes) = context.moment(of: local)
    return (moment + .milliseconds(time.millisecond ?? 0), notes)
  }

  private mutating func absolute(_ time: LeadingTime, offset: Int) -> (Timestamp, [String])? {
    guard let day = day(of: time) else { return nil }
    let local = day.at(hour: time.hour, minute: time.minute, second: time.second ?? 0)
    let moment = Timestamp(seconds: local.secondsSinceEpoch - Int64(offset)) + .milliseconds(time.millisecond ?? 0)
    last = (LocalTime(moment, in: context.zone).startOfDay, moment)
    return (moment, moment > now + Self.grace ? ["\(shown(moment)) is in the future"] : [])
  }

  private func shown(_ moment: Timestamp) -> String {
    let local = LocalTime(moment, in: context.zone)
    return local.dateText + " " + local.hourMinute
  }
}
