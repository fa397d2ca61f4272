extension Recurrence {
  /// In words, which read back as the same: `every 2 weeks on tuesday and thursday until 2027-01-04`.
  public var words: String {
    var text = beginning
    if !months.isEmpty { text += " in " + joined(months.map { CalendarNames.months[min(max($0, 1), 12) - 1] }) }
    if !monthDays.isEmpty || weekdays.contains(where: { $0.ordinal != nil }) {
      text += " on the " + joined(dayWords)
      let plain = weekdays.filter { $0.ordinal == nil }
      if !plain.isEmpty { text += " when " + joined(plain.map(\.name)) }
    } else if !weekdays.isEmpty, !isNamedByDays {
      text += " on " + joined(weekdays.map(\.name))
    }
    switch until {
    case .day(let day): text += " until \(day.dateText)"
    case .local(let time): text += " until \(time.dateText) \(time.clockText)"
    case .moment(let moment): text += " until \(CivilTime(moment).rfc3339)"
    case nil: break
    }
    if let count { text += ", \(count) times" }
    if weekStart != 1 { text += ", weeks from \(Weekday(weekStart).name)" }
    return text
  }

  /// Whether it is told by its days alone: `every monday`.
  private var isNamedByDays: Bool {
    frequency == .weekly && interval == 1 && !weekdays.isEmpty && months.isEmpty
  }

  private var beginning: String {
    if isNamedByDays {
      return weekdays == Self.workdays ? "every weekday" : "every " + joined(weekdays.map(\.name))
    }
    let unit = [Frequency.daily: "day", .weekly: "week", .monthly: "month", .yearly: "year"][frequency] ?? ""
    if interval != 1 { return "every \(interval) \(unit)s" }
    return frequency == .daily ? "daily" : unit + "ly"
  }

  /// The days of the month, then the counted days of the week.
  private var dayWords: [String] {
    let counted = weekdays.filter { $0.ordinal != nil }
    // "the 1st and 2nd tuesday" would be two tuesdays.
    let days = monthDays.map { Self.ordinal($0) + (counted.isEmpty && $0 > 0 ? "" : " day") }
    return days + counted.map { "\(Self.ordinal($0.ordinal ?? 1)) \($0.name)" }
  }

  /// `2nd`, `last`, `2nd last`.
  private static func ordinal(_ number: Int) -> String {
    if number > 0 { return CalendarNames.ordinal(number) }
    return number == -1 ? "last" : CalendarNames.ordinal(Int(clamping: number.magnitude)) + " last"
  }

  private func joined(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }
}

extension Recurrence.Weekday {
  /// `monday`.
  var name: String { CalendarNames.weekdays[min(max(weekday, 1), 7) - 1] }
}
