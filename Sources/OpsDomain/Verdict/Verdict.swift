/// Whether it may be touched, in one word.
public enum VerdictWord: String, CaseIterable, Hashable, Sendable {
  /// Nothing speaks against it.
  case ok = "OK"
  /// It may be done with care.
  case caution = "CAUTION"
  /// It must not be done.
  case no = "NO"
  /// It cannot be told: data are missing or old.
  case unknown = "UNKNOWN"

  /// The exit status of commands that answer with it; a mistake in the question is 64.
  public var exitCode: Int32 {
    switch self {
    case .ok: return 0
    case .caution: return 1
    case .no: return 2
    case .unknown: return 3
    }
  }

  /// The word for the worst of several reasons.
  ///
  /// What is certainly forbidden stays forbidden however much else is unknown; what is unknown is never OK, nor merely
  /// a reason for care.
  public init(worst: VerdictSeverity?) {
    switch worst {
    case .block: self = .no
    case .unknown: self = .unknown
    case .warn: self = .caution
    case .info, nil: self = .ok
    }
  }
}

/// The answer, with every reason for it.
public struct Verdict: Hashable, Sendable {
  /// The question.
  public var question: VerdictQuestion
  /// The answer in one word.
  public var word: VerdictWord
  /// All reasons, the worst first.
  public var reasons: [VerdictReason]
  /// When it will be OK as far as time alone decides; nil when it is OK now, or when more than time is in the way.
  public var earliest: Timestamp?
  /// When plans next change something about the answer; nil when none does within `lookAhead`.
  public var nextChange: Timestamp?
  /// The hosts that it is about, in the inventory's order.
  public var hosts: [HostID]
  /// The moment of the snapshot.
  public var now: Timestamp
  /// When the oldest of the readings was taken that the answer rests on; nil when it rests on none.
  public var observedAt: Timestamp?
  /// The place in the team's store up to which plans are known.
  public var storeCursor: StoreCursor?

  /// How far ahead of the question plans are looked at for `earliest` and `nextChange`.
  public static let lookAhead: Duration = .seconds(14 * 86_400)
  /// The longest that an answer may be relied on.
  public static let longestValidity: Duration = .seconds(60)

  /// How long the answer may be relied on, from the moment of the snapshot.
  public var validFor: Duration {
    guard let nextChange else { return Self.longestValidity }
    return min(max(nextChange.since(now), .zero), Self.longestValidity)
  }
}
