import OpsDomain
import OpsIRC

/// Whom the person does not want to hear on one network, by nick or mask.
struct IgnoreList: Hashable, Sendable {
  /// The most people.
  static let limit = 200

  /// The nicks and masks as they were written, in that order.
  private(set) var words: [String] = []

  /// Nobody, or those that `text` gave.
  init(parsing text: String = "") {
    words = text.split(separator: "\n").prefix(Self.limit).map(String.init)
  }

  /// One a line, to be kept.
  var text: String { words.joined(separator: "\n") }

  /// Ignores somebody, or no longer; whether that changes anything.
  mutating func set(_ word: String, _ isIgnored: Bool) -> Bool {
    let word = String(word.filter { !$0.isWhitespace && !$0.isNewline })
    let place = words.firstIndex { $0.lowercased() == word.lowercased() }
    switch (place, isIgnored) {
    case (nil, true):
      guard !word.isEmpty, words.count < Self.limit else { return false }
      words.append(word)
    case (let place?, false): words.remove(at: place)
    default: return false
    }
    return true
  }

  /// Whether what somebody says is hidden.
  func hides(_ source: IRCSource?) -> Bool {
    guard let source else { return false }
    return words.contains { IRCMask($0, casemapping: .rfc1459).matches(source) }
  }
}
