import OpsDomain
import OpsIRC

/// The catching up of one channel, from joining it until it is known what is missing.
struct CatchUp: Hashable, Sendable {
  /// How long a playback is waited for after the members are known, in milliseconds.
  static let patience: Int64 = 4_000
  /// By how much the times of one message may differ: many servers play back in whole seconds.
  static let fuzz: Int64 = 1_000

  /// The newest line from before.
  let anchor: HistoryAnchor
  /// Up to when all was heard, when that is later: nothing was said since the newest line.
  var heardUntil: Timestamp?
  /// When it was joined, by the wall clock.
  let joinedAt: Timestamp
  /// Whether the server was asked, so that it answers.
  var isAsked = false
  /// From when on the playbacks that came reach.
  var oldest: Int64?
  /// When the waiting ends; nil while it has no end.
  var deadline: Int64?

  /// What came of it.
  enum Result: Hashable, Sendable {
    /// All since the anchor is there.
    case filled(from: Timestamp, until: Timestamp)
    /// This is missing.
    case gap(from: Timestamp, until: Timestamp)
  }

  /// What is known once nothing more comes; `oldest` is from when on all is there, nil: nothing came.
  func result(oldest: Int64?) -> Result {
    let newest = Timestamp(milliseconds: anchor.milliseconds)
    let from = max(newest, heardUntil ?? newest)
    guard let oldest else { return .gap(from: from, until: max(joinedAt, from)) }
    if oldest <= from.milliseconds &+ Self.fuzz { return .filled(from: newest, until: max(joinedAt, from)) }
    return .gap(from: from, until: Timestamp(milliseconds: oldest))
  }
}
