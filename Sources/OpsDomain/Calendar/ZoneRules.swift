/// The rules of one time zone (tzfile(5), RFC 8536).
public struct ZoneRules: Hashable, Sendable {
  /// The IANA name, as `Asia/Tokyo`.
  public let name: String

  /// Coordinated universal time.
  public static let utc = ZoneRules(name: "UTC")

  init(name: String) { self.name = name }

  /// Reads a compiled zone file; nil when it is none.
  public init?(name: String, tzif: [UInt8]) { return nil }

  /// What the clocks of the zone show at a moment: seconds east of UTC, and the abbreviation.
  public func offset(at moment: Timestamp) -> LocalZone { LocalZone() }

  /// The moment at which the clocks show this; in a gap, the moment as far after the gap; of two, the first.
  public func moment(of local: LocalTime) -> LocalMoment { .one(Timestamp(seconds: local.secondsSinceEpoch)) }
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
