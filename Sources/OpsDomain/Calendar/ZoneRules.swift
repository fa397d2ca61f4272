/// A date and time of day as a clock on the wall shows it, in whatever zone.
public struct LocalTime: Hashable, Comparable, Sendable {
  public var year: Int
  public var month: Int
  public var day: Int
  public var hour: Int
  public var minute: Int
  public var second: Int
  /// A wall clock's time.
  public init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
    self.year = year
    self.month = month
    self.day = day
    self.hour = hour
    self.minute = minute
    self.second = second
  }
  /// Orders as the calendar does.
  public static func < (left: LocalTime, right: LocalTime) -> Bool {
    (left.year, left.month, left.day, left.hour, left.minute, left.second)
      < (right.year, right.month, right.day, right.hour, right.minute, right.second)
  }
}

/// The rules of one time zone (tzfile(5), RFC 8536).
public struct ZoneRules: Hashable, Sendable {
  /// The IANA name, as `Asia/Tokyo`.
  public let name: String

  /// Coordinated universal time.
  public static let utc = ZoneRules(name: "UTC")

  init(name: String) { self.name = name }

  /// What the clocks of the zone show at a moment: seconds east of UTC, and the abbreviation.
  public func offset(at moment: Timestamp) -> LocalZone { LocalZone() }

  /// The moment at which the clocks show this; in a gap, the moment as far after the gap; of two, the first.
  public func moment(of local: LocalTime) -> LocalMoment { .gap(Timestamp(milliseconds: 0)) }
}

/// The moment or moments at which a wall clock shows a time.
public enum LocalMoment: Hashable, Sendable {
  /// The usual case.
  case one(Timestamp)
  /// The clock skipped it: the moment reached by the offset before the gap.
  case gap(Timestamp)
  /// The clock showed it twice.
  case twice(Timestamp, Timestamp)

  /// The moment meant when nothing else is said (RFC 5545 §3.3.5): the first of two; in a gap by the offset before it.
  public var usual: Timestamp {
    switch self {
    case .one(let moment), .gap(let moment), .twice(let moment, _): return moment
    }
  }
}

/// Where rules of time zones are looked up by their IANA names.
public struct ZoneCatalogue: Sendable {
  /// Finds the rules; nil when there is no such zone.
  public var find: @Sendable (String) -> ZoneRules?
  /// A catalogue.
  public init(find: @escaping @Sendable (String) -> ZoneRules?) { self.find = find }
  /// Knows UTC only.
  public static let utcOnly = ZoneCatalogue { $0 == "UTC" ? .utc : nil }
}
