/// Messages that belong together (https://ircv3.net/specs/extensions/batch).
struct Batch: Sendable {
  /// What is done with them.
  enum Kind: Sendable, Equatable {
    /// Played as history of a conversation.
    case history(String)
    /// Conversations that have history.
    case targets
    /// People who go or come together.
    case split, join
    /// What answers to a label.
    case labelled(String)
    /// Played as they are.
    case other
  }
  /// A message, or a batch within.
  enum Item: Sendable {
    case message(IRCMessage)
    case batch(Batch)
  }
  /// What is done with it.
  var kind: Kind
  /// The parameters after its type.
  var parameters: [String]
  /// The reference of the batch around it; nil for none.
  var parent: String?
  /// How many batches are around it.
  var depth = 0
  /// Whether it, or one around it, is history.
  var isHistory = false
  /// Whose history the one around it is; nil for none.
  var historyTarget: String?
  /// The label at its beginning; nil for none.
  var label: String?
  /// What came, in order.
  var items: [Item] = []
  /// The messages in it and in those within.
  var count = 0
  /// The bytes of its own messages.
  var bytes = 0
  /// Whether it grew too large to be held back: what comes is played at once.
  var isPlaying = false
  /// What was played of it.
  var tally = PlaybackTally()
  /// When something came last.
  var touched: Int64
}

/// The batches that are open.
struct BatchState: Sendable {
  /// By their references.
  var open: [String: Batch] = [:]
  /// References of batches that were not taken; what belongs to them is dropped.
  var dropped: Set<String> = []
  /// The bytes that are held back in all.
  var bytes = 0
}
