/// The rules of one time zone (tzfile(5), RFC 8536): a table of changes, and a rule for the time after it.
public struct ZoneRules: Hashable, Sendable {
  /// The IANA name, as `Asia/Tokyo`.
  public let name: String
  /// What holds, by kinds of time; never empty, and the first holds before all changes.
  let kinds: [LocalZone]
  /// The changes of the table: seconds since the epoch, growing.
  let moments: [Int64]
  /// The kind that holds from each change on.
  let kindOfMoment: [UInt8]
  /// The rule for the time after the table; nil: its last kind stays.
  let footer: ZoneFooter?

  /// Coordinated universal time.
  public static let utc = ZoneRules(name: "UTC")

  init(
    name: String, kinds: [LocalZone] = [LocalZone()], moments: [Int64] = [], kindOfMoment: [UInt8] = [],
    footer: ZoneFooter? = nil
  ) {
    self.name = name
    self.kinds = kinds.isEmpty ? [LocalZone()] : kinds
    self.moments = moments
    self.kindOfMoment = kindOfMoment
    self.footer = footer
  }

  /// What the clocks of the zone show at a moment: seconds east of UTC, and the abbreviation.
  public func offset(at moment: Timestamp) -> LocalZone {
    zone(at: LocalTime.floor(Int(moment.milliseconds), by: 1000).quotient)
  }

  /// The moment at which the clocks show this; in a gap, the moment as far after the gap; of two, the first.
  public func moment(of local: LocalTime) -> LocalMoment {
    let shown = local.secondsSinceEpoch
    let reach = Int64(ZoneRules.offsets.upperBound)
    let changes = changes(from: shown - reach, to: shown + reach, limit: ZoneRules.changesNear)
    var offsets = [zone(at: Int(shown - reach)).offsetSeconds]
    for change in changes where !offsets.contains(change.after.offsetSeconds) {
      offsets.append(change.after.offsetSeconds)
    }
    let found = offsets.map { shown - Int64($0) }.filter { Int64(zone(at: Int($0)).offsetSeconds) == shown - $0 }
      .sorted()
    if let first = found.first, let last = found.last {
      return first == last
        ? .one(Timestamp(seconds: first)) : .twice(Timestamp(seconds: first), Timestamp(seconds: last))
    }
    let gap = changes.first { change in
      change.at + Int64(change.before.offsetSeconds) <= shown && shown < change.at + Int64(change.after.offsetSeconds)
    }
    return .gap(Timestamp(seconds: shown - Int64(gap?.before.offsetSeconds ?? offsets[0])))
  }

  /// The offsets from UTC that a zone may have (RFC 8536 §3.2 asks for these).
  static let offsets = -89_999...93_599
  /// The most changes looked at around one time of day.
  private static let changesNear = 32
}

/// One change of a zone's clocks.
struct ZoneChange: Hashable, Sendable {
  /// When, in seconds since the epoch.
  var at: Int64
  /// What held before.
  var before: LocalZone
  /// What holds from then on.
  var after: LocalZone
}

extension ZoneRules {
  /// What holds at a second counted from the epoch.
  func zone(at second: Int) -> LocalZone {
    if let last = moments.last, second < last { return kinds[kindIndex(before: firstMoment(after: Int64(second)))] }
    if let footer { return footer.zone(at: second) }
    return kinds[kindIndex(before: moments.count)]
  }

  /// The changes in an interval, the end not included, oldest first; at most `limit`.
  func changes(from start: Int64, to end: Int64, limit: Int) -> [ZoneChange] {
    var result: [ZoneChange] = []
    var index = firstMoment(after: start - 1)
    while index < moments.count, moments[index] < end, result.count < limit {
      // The last entry of the table says what the rule after it says.
      let after = index == moments.count - 1 ? zone(at: Int(moments[index])) : kinds[kindIndex(before: index + 1)]
      result.append(ZoneChange(at: moments[index], before: kinds[kindIndex(before: index)], after: after))
      index += 1
    }
    guard let footer else { return result }
    // What lies before the last entry of the table is the table's.
    let first = max(start, moments.last.map { $0 + 1 } ?? start)
    for change in footer.changes(from: first, to: end, limit: limit - result.count) where change.at >= first {
      result.append(change)
    }
    return result
  }

  /// The place of the first change after a second; the count when there is none.
  private func firstMoment(after second: Int64) -> Int {
    var (low, high) = (0, moments.count)
    while low < high {
      let middle = (low + high) / 2
      if moments[middle] <= second { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The kind that holds before the change at a place.
  private func kindIndex(before place: Int) -> Int { place == 0 ? 0 : Int(kindOfMoment[place - 1]) }
}
