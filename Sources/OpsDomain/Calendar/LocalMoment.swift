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
