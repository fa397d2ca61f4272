/// A line that was taken into the work log and is to be confirmed in its channel.
struct LogConfirmation: Hashable, Sendable {
  /// The channel, folded.
  var channel: String
  /// By what people name the entry, as `K7Q2`.
  var key: String
  /// The hosts and roles that it is about.
  var targets: [String]
  /// What is not understood, in words: `no host bm-db77, did you mean bm-db07?`.
  var doubts: [String] = []
  /// Who said it.
  var sender: String
  /// What was said.
  var text: String
  /// By what the line is known to all consoles alike.
  var line: String
  /// Why it was not taken, as when nothing follows the command; nil when it was.
  var problem: String?
}

/// Confirmations that wait for their turn: only one console says each, and never many at once.
struct ConfirmationDesk: Sendable {
  /// The most that wait; more lines than that are logged without a word.
  static let limit = 32
  /// The shortest time between two, in milliseconds.
  static let pace: Int64 = 2_000
  /// The most confirmations of others that are remembered, for lines that come later here.
  static let heardMax = 64
  /// How long they are remembered.
  static let heardFor: Int64 = 60_000

  private struct Waiting: Sendable {
    var confirmation: LogConfirmation
    var due: Int64
  }
  private var waiting: [Waiting] = []
  private var heardWords: [(words: String, at: Int64)] = []
  private var saidAt: Int64?

  /// Nothing waits.
  init() {}

  /// When the next one is due; nil when none waits.
  var nextDue: Int64? {
    guard let due = waiting.map(\.due).min() else { return nil }
    return max(due, saidAt.map { $0 &+ Self.pace } ?? due)
  }

  /// Puts one that is due after the delay of its rank; nothing when another console was faster.
  mutating func add(_ confirmation: LogConfirmation, rank: Int, at now: Int64) {
    let isSaid = heardWords.contains { Self.isFresh($0.at, now) && Self.isSame($0.words, confirmation) }
    guard waiting.count < Self.limit, !isSaid else { return }
    waiting.append(Waiting(confirmation: confirmation, due: now &+ ConsoleElection.delay(ofRank: rank)))
  }

  /// Somebody else said something in a notice: what it confirms needs no other word.
  mutating func heard(_ words: String, at now: Int64) {
    guard ConfirmationText.mayBe(words) else { return }
    waiting.removeAll { Self.isSame(words, $0.confirmation) }
    heardWords.removeAll { !Self.isFresh($0.at, now) }
    if heardWords.count >= Self.heardMax { heardWords.removeFirst() }
    heardWords.append((words, now))
  }

  /// The one that is due now; nil when none is.
  mutating func takeDue(at now: Int64) -> LogConfirmation? {
    guard let next = nextDue, now >= next,
      let place = waiting.indices.min(by: { waiting[$0].due < waiting[$1].due })
    else { return nil }
    saidAt = now
    return waiting.remove(at: place).confirmation
  }

  /// The connection is over: what waited is too old when it comes back.
  mutating func removeAll() { waiting = [] }

  private static func isFresh(_ at: Int64, _ now: Int64) -> Bool { now &- at < heardFor }

  private static func isSame(_ words: String, _ confirmation: LogConfirmation) -> Bool {
    ConfirmationText.isSame(words, as: confirmation)
  }
}
