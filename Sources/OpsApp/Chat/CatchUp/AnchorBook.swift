import OpsDomain
import OpsIRC

/// The newest line of each conversation, and the one that was the newest before the present connection.
///
/// What is missing is looked for from the latter: a line that comes first after a reconnection must not hide the hole
/// before it.
struct AnchorBook: Hashable, Sendable {
  /// The most conversations that are remembered.
  static let limit = 2000

  private var newest: [String: HistoryAnchor] = [:]
  private var before: [String: HistoryAnchor] = [:]
  private var heard: [String: Timestamp] = [:]

  /// Takes note of a line that was stored in an earlier session.
  mutating func remember(_ line: ChatLine, in target: String) {
    note(line, in: target)
    freeze(target)
  }

  /// Takes note of a line that has come.
  mutating func note(_ line: ChatLine, in target: String) {
    let anchor = HistoryAnchor(milliseconds: line.at.milliseconds, messageID: line.messageID)
    if let known = newest[target], known.milliseconds > anchor.milliseconds { return }
    guard newest[target] != nil || newest.count < Self.limit else { return }
    newest[target] = anchor
  }

  /// A connection begins: what is the newest now was there before it; not where what was missed before is still missing.
  mutating func freeze(except unfinished: Set<String> = []) {
    for (target, anchor) in newest where !unfinished.contains(target) { before[target] = anchor }
  }

  /// A conversation was left: what is the newest now is where it is gone on with.
  mutating func freeze(_ target: String) { before[target] = newest[target] }

  /// A channel was heard until this moment, though nobody may have said anything for long.
  mutating func heard(_ target: String, until moment: Timestamp) {
    if newest[target] == nil {
      guard newest.count < Self.limit else { return }
      // Where nobody has said anything, what is missing begins here.
      newest[target] = HistoryAnchor(milliseconds: moment.milliseconds, isLine: false)
    }
    heard[target] = max(heard[target] ?? moment, moment)
  }

  /// Until when a channel was heard in this run; nil: it was not.
  func heardUntil(_ target: String) -> Timestamp? { heard[target] }

  /// The newest line of all before this connection: what came later than it was missed, whoever said it.
  var oldestNeeded: HistoryAnchor? {
    before.values.lazy.filter(\.isLine).map(\.milliseconds).max().map {
      HistoryAnchor(milliseconds: $0, isLine: false)
    }
  }

  /// The newest line before this connection; nil: none was ever seen.
  func anchor(of target: String) -> HistoryAnchor? { before[target] }
}
