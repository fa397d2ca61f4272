/// Puts moments and lengths into the words of sentences.
struct VerdictClock {
  let now: Timestamp
  let zone: ZoneRules

  /// `14:00` today, else `2027-01-04 09:00 JST`: a reader elsewhere must not guess the day.
  func text(_ moment: Timestamp) -> String {
    let (local, today) = (LocalTime(moment, in: zone), LocalTime(now, in: zone))
    if local.dayNumber == today.dayNumber { return local.hourMinute }
    return "\(local.dateText) \(local.hourMinute) \(zone.offset(at: moment).abbreviation)"
  }

  /// How long ago: `3 h 5 min`.
  func ago(_ moment: Timestamp) -> String { formatSpan(max(now.since(moment), .zero)) }
}

/// Names in a sentence: `bm-db[01-03]`, at most so many, then how many more.
func namesText(_ names: [HostID], most: Int = 40) -> String {
  let folded = NodeSet.fold(names.prefix(most).map(\.name))
  return names.count > most ? "\(folded) and \(names.count - most) more" : folded
}

extension VerdictValue {
  /// Names as evidence, not more than it may hold.
  static func names(_ names: [HostID]) -> VerdictValue { .texts(names.prefix(textsMax).map(\.name)) }
}
