/// Where conversations are kept on this machine.
///
/// Whoever calls never waits on a thread of others; a store has its own. What is kept is bounded by age and size.
public protocol ChatStore: Sendable {
  /// Stores lines and returns them with their numbers, in the same order; what is there already is not stored again and
  /// left out.
  ///
  /// A line is there already when one of the same `messageID` is in the buffer. What is played back is also there when,
  /// one of both having no `messageID`, the same was said by the same person within a second. What comes live is new
  /// otherwise, however alike: people say "ok" twice.
  ///
  /// An own line that was told as failed and is played back has arrived: it is delivered from now on, and returned once
  /// more as it is stored.
  ///
  /// Where consoles share a store: what another one stored meanwhile is not stored again, but returned as it is stored,
  /// so that it is shown by each.
  func append(_ lines: [ChatLine], to buffer: BufferID) async throws(StoreFailure) -> [ChatLine]

  /// Changes lines that were stored, by their numbers: delivery, message id, time, the end of a gap, entry.
  func update(_ lines: [ChatLine], in buffer: BufferID) async throws(StoreFailure)

  /// Forgets lines by their numbers, as those that were never sent.
  func remove(_ numbers: [Int64], from buffer: BufferID) async throws(StoreFailure)

  /// The newest lines before a place, at most `limit`, oldest first; nil: the newest of all.
  func lines(of buffer: BufferID, before place: ChatPlace?, limit: Int) async throws(StoreFailure) -> [ChatLine]

  /// The oldest lines after a place, at most `limit`, oldest first.
  func lines(of buffer: BufferID, after place: ChatPlace, limit: Int) async throws(StoreFailure) -> [ChatLine]

  /// A line by its number; nil where there is none in this buffer.
  func line(_ number: Int64, of buffer: BufferID) async throws(StoreFailure) -> ChatLine?

  /// Lines that hold a text (case, width and formatting codes do not count; one Japanese character is enough), newest
  /// first, at most `limit`, older than `place` where it is given; in one buffer or in all.
  func search(
    _ text: String, in buffer: BufferID?, before place: ChatPlace?, limit: Int
  ) async throws(StoreFailure) -> [ChatHit]

  /// The buffers there are, with what is remembered of them.
  func buffers() async throws(StoreFailure) -> [StoredBuffer]

  /// Remembers a buffer: its title and kind, up to where it was read, whether it is open.
  func remember(_ buffer: StoredBuffer) async throws(StoreFailure)

  /// The newest line of a buffer that people said and that came over the network; nil for none.
  func newest(of buffer: BufferID) async throws(StoreFailure) -> ChatLine?

  /// Removes what is older than a moment, and the oldest until all takes at most so many bytes; returns how many lines.
  func trim(olderThan moment: Timestamp, bytes: Int64) async throws(StoreFailure) -> Int

  /// Keeps a fact by name, as entries that were announced; nil forgets it.
  func set(_ value: String?, for key: String) async throws(StoreFailure)

  /// A fact by name; nil where it is not known.
  func value(for key: String) async throws(StoreFailure) -> String?
}

/// A line that was found, and where.
public struct ChatHit: Hashable, Sendable {
  /// The conversation.
  public var buffer: BufferID
  /// Its name as people write it.
  public var title: String
  /// The line.
  public var line: ChatLine
  /// A hit.
  public init(buffer: BufferID, title: String, line: ChatLine) {
    self.buffer = buffer
    self.title = title
    self.line = line
  }
}

/// What is remembered of a conversation from one run to the next.
public struct StoredBuffer: Hashable, Sendable {
  /// The conversation.
  public var id: BufferID
  /// What it is.
  public var kind: BufferFacts.Kind
  /// The name as people write it.
  public var title: String
  /// Up to where it was read; nil: nothing was.
  public var seen: ChatPlace?
  /// Whether it stands in the list of buffers.
  public var isOpen: Bool

  /// A conversation.
  public init(id: BufferID, kind: BufferFacts.Kind, title: String, seen: ChatPlace? = nil, isOpen: Bool = true) {
    self.id = id
    self.kind = kind
    self.title = title
    self.seen = seen
    self.isOpen = isOpen
  }
}
