extension Recurrence {
  /// The beginnings within a range, in order: the same time on the clock of the zone, whatever is done to the clock.
  ///
  /// In a gap the offset before it counts, of two times the first (RFC 5545 §3.3.5).
  public func occurrences(
    start: Timestamp, zone: ZoneRules, in range: Range<Timestamp>, exceptions: [Timestamp] = [],
    limit: Int = Recurrence.occurrencesMax
  ) -> [Timestamp] {
    guard !range.isEmpty, limit > 0 else { return [] }
    let left = Set(exceptions)
    let first = LocalTime(start, in: zone)
    // A day more at both ends: what clocks show is up to a day away from UTC.
    let lowest = LocalTime(range.lowerBound, offsetSeconds: 0).dayNumber - 2
    let highest = LocalTime(range.upperBound, offsetSeconds: 0).dayNumber + 2
    let rest = LocalTime.floor(Int(start.milliseconds), by: 1000).rest
    var result: [Timestamp] = []
    forEachDay(from: first, lowest: lowest, highest: highest) { day in
      guard day <= highest, result.count < limit else { return false }
      if case .day(let last) = until, day > last.dayNumber { return false }
      guard day >= lowest else { return true }
      let time = first.at(day: day)
      if case .local(let last) = until, time > last { return false }
      // The first of two equal times would be before the start when the start is the second.
      var moment = time == first ? start : zone.moment(of: time).usual
      if time != first { moment.milliseconds += Int64(rest) }
      if case .moment(let last) = until, moment > last { return false }
      if range.contains(moment), !left.contains(moment) { result.append(moment) }
      return moment < range.upperBound
    }
    return result
  }

  /// Whether the start is itself a beginning by the rule, as it should be.
  public func includes(start: Timestamp, zone: ZoneRules) -> Bool {
    let day = LocalTime(start, in: zone).dayNumber
    var isFirst = false
    forEachDay(from: LocalTime(start, in: zone), lowest: day, highest: day) {
      isFirst = $0 == day
      return false
    }
    return isFirst
  }

  /// The first beginning at the start or after it; nil when the rule has none within some years.
  public func first(from start: Timestamp, zone: ZoneRules) -> Timestamp? {
    let end = start + .seconds(86_400 * 366 * 9)
    return occurrences(start: start, zone: zone, in: start..<end, limit: 1).first
  }

  /// The most units gone through: a day a unit, more than a hundred years.
  private static let unitsMax = 40_000

  /// Gives the days of the rule from the first on, in order, until it is told to stop, or the rule ends.
  ///
  /// Days before `lowest` may be left out where none has to be counted, and those after `highest`.
  private func forEachDay(from first: LocalTime, lowest: Int, highest: Int, _ body: (Int) -> Bool) {
    let begin = first.dayNumber
    guard let rule = (try? checked())?.completed(by: first) else { return }
    var counted = 0
    let skipped = count == nil ? rule.unitsBefore(lowest, from: first) : 0
    let shortest = [Frequency.daily: 1, .weekly: 7, .monthly: 28, .yearly: 365][frequency] ?? 1
    for unit in skipped..<(skipped + Self.unitsMax) {
      // The first unit may have begun up to a year before the first time.
      guard unit * shortest * rule.interval <= highest - begin + 366 else { return }
      guard let days = rule.days(ofUnit: unit, from: first) else { return }
      for day in days where day >= begin {
        counted += 1
        guard body(day) else { return }
        if let count, counted >= count { return }
      }
    }
  }

  /// The rule with what it does not say taken from the first time (RFC 5545 §3.3.10).
  private func completed(by first: LocalTime) -> Recurrence {
    guard weekdays.isEmpty, monthDays.isEmpty else { return self }
    var rule = self
    switch frequency {
    case .daily: break
    case .weekly: rule.weekdays = [Weekday(first.weekday)]
    case .monthly: rule.monthDays = [first.day]
    case .yearly:
      if months.isEmpty { rule.months = [first.month] }
      rule.monthDays = [first.day]
    }
    return rule
  }

  /// How many units surely lie before a day.
  private func unitsBefore(_ day: Int, from first: LocalTime) -> Int {
    let longest = [Frequency.daily: 1, .weekly: 7, .monthly: 31, .yearly: 366][frequency] ?? 366
    let days = min(max(day - first.dayNumber, 0), 4_000_000)
    return max(days / (longest * interval) - 1, 0)
  }

  /// The days of a unit that the rule means, in order; nil when the calendar ends.
  private func days(ofUnit unit: Int, from first: LocalTime) -> [Int]? {
    let step = unit * interval
    switch frequency {
    case .daily:
      let day = first.dayNumber + step
      return Self.reaches(day) ? (isMeant(day) ? [day] : []) : nil
    case .weekly:
      let begin = first.dayNumber - LocalTime.floor(first.weekday - weekStart, by: 7).rest + step * 7
      return Self.reaches(begin) ? (begin..<begin + 7).filter { isMeant($0) } : nil
    case .monthly:
      let month = LocalTime.floor(first.year * 12 + first.month - 1 + step, by: 12)
      guard month.quotient < Self.lastYear else { return nil }
      return days(inMonth: month.rest + 1, of: month.quotient)
    case .yearly:
      guard first.year + step < Self.lastYear else { return nil }
      return days(inYear: first.year + step)
    }
  }

  private static let lastYear = LocalTime.years.upperBound
  private static func reaches(_ day: Int) -> Bool { day < 2_932_000 }

  private func days(inMonth month: Int, of year: Int) -> [Int] {
    guard months.isEmpty || months.contains(month) else { return [] }
    let begin = LocalTime.dayNumber(year: year, month: month, day: 1)
    let days = begin..<(begin + LocalTime.days(inMonth: month, of: year))
    return days.filter { day in
      (monthDays.isEmpty || monthDays.contains { ($0 > 0 ? begin - 1 : days.upperBound) + $0 == day })
        && isMeantWeekday(day, within: days)
    }
  }

  private func days(inYear year: Int) -> [Int] {
    guard months.isEmpty, weekdays.contains(where: { $0.ordinal != nil }) else {
      return (1...12).flatMap { days(inMonth: $0, of: year) }
    }
    let begin = LocalTime.dayNumber(year: year, month: 1, day: 1)
    let year = begin..<LocalTime.dayNumber(year: year + 1, month: 1, day: 1)
    return year.filter { isMeantWeekday($0, within: year) && isMeantMonthDay($0) }
  }

  /// Whether a day is among the weekdays, counted within a month or a year.
  private func isMeantWeekday(_ day: Int, within days: Range<Int>) -> Bool {
    guard !weekdays.isEmpty else { return true }
    let weekday = LocalTime.weekday(ofDay: day)
    return weekdays.contains { meant in
      guard meant.weekday == weekday else { return false }
      guard let ordinal = meant.ordinal else { return true }
      return ordinal > 0
        ? (day - days.lowerBound) / 7 + 1 == ordinal : (days.upperBound - 1 - day) / 7 + 1 == -ordinal
    }
  }

  private func isMeantMonthDay(_ day: Int) -> Bool {
    guard !monthDays.isEmpty else { return true }
    let date = LocalTime(day: day)
    let length = LocalTime.days(inMonth: date.month, of: date.year)
    return monthDays.contains { ($0 > 0 ? $0 : length + 1 + $0) == date.day }
  }

  /// Whether a single day is meant, where nothing is counted within a month.
  private func isMeant(_ day: Int) -> Bool {
    guard weekdays.isEmpty || weekdays.contains(where: { $0.weekday == LocalTime.weekday(ofDay: day) }) else {
      return false
    }
    guard months.isEmpty || months.contains(LocalTime(day: day).month) else { return false }
    return isMeantMonthDay(day)
  }
}
