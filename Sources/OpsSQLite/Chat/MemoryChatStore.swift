public import OpsDomain

/// Conversations that are forgotten at the end: for the demonstration, and where no file can be used.
public actor MemoryChatStore: ChatStore {
  /// The most lines that it holds; the oldest go first.
  public static let capacity = 20_000
  /// How many lines more are removed at once when it is full.
  private static let slack = 2_000

  fileprivate struct Conversation {
    var buffer: StoredBuffer
    /// Sorted by place.
    var lines: [ChatLine] = []
    /// The identities of messages among them.
    var messages: Set<String> = []
  }

  private let capacity: Int
  private var conversations: [BufferID: Conversation] = [:]
  private var facts: [String: String] = [:]
  private var last: Int64 = 0
  private var count = 0

  /// A store without lines.
  public init() { capacity = Self.capacity }

  init(capacity: Int) { self.capacity = capacity }

  /// Stores lines; returns those that were not there, with their numbers.
  public func append(_ lines: [ChatLine], to buffer: BufferID) throws(StoreFailure) -> [ChatLine] {
    if lines.isEmpty { return [] }
    var conversation = conversations[buffer] ?? Conversation(buffer: .unknown(buffer))
    var met: Set<Int64> = []
    var stored: [ChatLine] = []
    for line in lines.map(ChatText.kept) {
      if let held = conversation.held(line, &met) {
        if let arrived = conversation.arrives(held, line) { stored.append(arrived) }
        continue
      }
      last += 1
      var new = line
      new.id = last
      met.insert(last)
      conversation.insert(new)
      stored.append(new)
    }
    conversations[buffer] = conversation
    count += stored.count
    if count > capacity { removeOldest(count - capacity + min(Self.slack, capacity / 10)) }
    return stored
  }

  /// Changes lines that were stored, by their numbers: delivery, identity of the message, time, entry.
  public func update(_ lines: [ChatLine], in buffer: BufferID) throws(StoreFailure) {
    guard var conversation = conversations[buffer] else { return }
    for line in lines.map(ChatText.kept) { conversation.update(line) }
    count += conversation.lines.count - (conversations[buffer]?.lines.count ?? 0)
    conversations[buffer] = conversation
  }

  /// Forgets lines by their numbers.
  public func remove(_ numbers: [Int64], from buffer: BufferID) throws(StoreFailure) {
    guard let held = conversations[buffer]?.lines.count else { return }
    conversations[buffer]?.lines.removeAll { numbers.contains($0.id) }
    count += (conversations[buffer]?.lines.count ?? 0) - held
  }

  /// The newest lines before a place, oldest first.
  public func lines(of buffer: BufferID, before place: ChatPlace?, limit: Int) throws(StoreFailure) -> [ChatLine] {
    guard let lines = conversations[buffer]?.lines else { return [] }
    let end = place.map { lines.firstPlace(notBefore: $0) } ?? lines.count
    return Array(lines[max(0, end - max(0, limit))..<end])
  }

  /// The oldest lines after a place, oldest first.
  public func lines(of buffer: BufferID, after place: ChatPlace, limit: Int) throws(StoreFailure) -> [ChatLine] {
    guard let lines = conversations[buffer]?.lines else { return [] }
    let start = lines.firstPlace(notBefore: place)
    return Array(lines[start...].drop { $0.place == place }.prefix(max(0, limit)))
  }

  /// A line by its number.
  public func line(_ number: Int64, of buffer: BufferID) throws(StoreFailure) -> ChatLine? {
    conversations[buffer]?.lines.last { $0.id == number }
  }

  /// Lines that hold a text, newest first.
  public func search(
    _ text: String, in buffer: BufferID?, before place: ChatPlace?, limit: Int
  ) throws(StoreFailure) -> [ChatHit] {
    let folded = ChatText.folded(text)
    guard folded.contains(where: { !$0.isWhitespace }) else { return [] }
    var hits: [ChatHit] = []
    for (id, conversation) in conversations where buffer == nil || buffer == id {
      let found = conversation.lines.lazy.reversed().filter { line in
        place.map { line.place < $0 } ?? true && ChatText.isSearched(line)
          && ChatText.folded(line.text).unicodeScalars.holds(folded.unicodeScalars)
      }
      hits += found.prefix(max(0, limit)).map { ChatHit(buffer: id, title: conversation.buffer.title, line: $0) }
    }
    return Array(hits.sorted { $0.line.place > $1.line.place }.prefix(max(0, limit)))
  }

  /// The buffers there are, those that are open first.
  public func buffers() throws(StoreFailure) -> [StoredBuffer] {
    let nothing = ChatPlace(at: Timestamp(milliseconds: .min), id: 0)
    let sorted = conversations.values.sorted { left, right in
      if left.buffer.isOpen != right.buffer.isOpen { return left.buffer.isOpen }
      return left.lines.last?.place ?? nothing > right.lines.last?.place ?? nothing
    }
    return sorted.map(\.buffer)
  }

  /// Remembers a buffer; what was read stays read.
  public func remember(_ buffer: StoredBuffer) throws(StoreFailure) {
    var conversation = conversations[buffer.id] ?? Conversation(buffer: buffer)
    let seen = [conversation.buffer.seen, buffer.seen].compactMap { $0 }.max()
    conversation.buffer = buffer
    conversation.buffer.seen = seen
    conversations[buffer.id] = conversation
  }

  /// The newest line of a buffer that people said and that came over the network.
  public func newest(of buffer: BufferID) throws(StoreFailure) -> ChatLine? {
    conversations[buffer]?.lines.last { $0.isSaid && ($0.delivery == nil || $0.delivery == .delivered) }
  }

  /// Removes what is older than a moment; how many bytes it takes is bounded by its capacity.
  public func trim(olderThan moment: Timestamp, bytes: Int64) throws(StoreFailure) -> Int {
    let before = count
    for (id, conversation) in conversations {
      let old = conversation.lines.firstPlace(notBefore: ChatPlace(at: moment, id: .min))
      let gone = min(old, max(0, conversation.lines.count - ChatTrimming.keptOfBuffer))
      conversations[id]?.removeFirst(gone)
      count -= gone
    }
    return before - count
  }

  /// Keeps a fact by name; nil forgets it.
  public func set(_ value: String?, for key: String) throws(StoreFailure) { facts[key] = value }

  /// A fact by name; nil where it is not known.
  public func value(for key: String) throws(StoreFailure) -> String? { facts[key] }

  /// Removes the oldest lines of all conversations.
  private func removeOldest(_ number: Int) {
    let places = conversations.values.flatMap { $0.lines.map(\.place) }.sorted()
    guard let first = places.dropFirst(number).first else { return }
    for id in conversations.keys {
      guard let lines = conversations[id]?.lines else { continue }
      conversations[id]?.removeFirst(lines.firstPlace(notBefore: first))
    }
    count = conversations.values.reduce(0) { $0 + $1.lines.count }
  }
}

// MARK: - Lines of one conversation

extension MemoryChatStore.Conversation {
  /// Whether a line is stored already; see `ChatMatching`.
  fileprivate mutating func held(_ line: ChatLine, _ met: inout Set<Int64>) -> Int64? {
    if let message = line.messageID, messages.contains(message) { return 0 }
    guard line.isPlayback, ChatMatching.isShared(line.kind) else { return nil }
    let tolerance = Duration.milliseconds(ChatMatching.ownTolerance)
    let start = lines.firstPlace(notBefore: ChatPlace(at: line.at - tolerance, id: .min))
    let end = lines.firstPlace(notBefore: ChatPlace(at: line.at + tolerance, id: .max))
    guard start < end else { return nil }
    let candidates = lines[start..<end].lazy.filter {
      $0.kind == line.kind && $0.sender == line.sender && $0.text == line.text
    }.map {
      ChatMatching.Candidate(
        id: $0.id, at: $0.at.milliseconds, messageID: $0.messageID,
        hasOwnTime: $0.messageID == nil && $0.delivery != nil)
    }
    let known = met
    let found = ChatMatching.match(line, among: Array(candidates)) { !known.contains($0) }
    guard let found else { return nil }
    met.insert(found.id)
    if let place = lines.firstIndex(where: { $0.id == found.id }), lines[place].messageID == nil {
      lines[place].messageID = line.messageID
      line.messageID.map { _ = messages.insert($0) }
    }
    return found.id
  }

  /// An own line that was told as failed and came back, as it is stored now; nil: it is none.
  fileprivate mutating func arrives(_ id: Int64, _ line: ChatLine) -> ChatLine? {
    guard line.isOwn, line.delivery == .delivered, let place = lines.firstIndex(where: { $0.id == id }),
      case .failed? = lines[place].delivery
    else { return nil }
    lines[place].delivery = .delivered
    return lines[place]
  }

  /// Removes so many of the oldest lines.
  fileprivate mutating func removeFirst(_ count: Int) {
    for line in lines.prefix(count) { line.messageID.map { _ = messages.remove($0) } }
    lines.removeFirst(count)
  }

  fileprivate mutating func insert(_ line: ChatLine) {
    lines.insert(line, at: lines.firstPlace(notBefore: line.place))
    if let message = line.messageID { messages.insert(message) }
  }

  fileprivate mutating func update(_ line: ChatLine) {
    guard let place = lines.firstIndex(where: { $0.id == line.id }) else { return }
    var changed = lines.remove(at: place)
    (changed.at, changed.messageID) = (line.at, line.messageID)
    (changed.delivery, changed.until, changed.entry) = (line.delivery, line.until, line.entry)
    if let message = line.messageID, let twin = lines.firstIndex(where: { $0.messageID == message }) {
      changed.entry = changed.entry ?? lines[twin].entry
      lines.remove(at: twin)
    }
    insert(changed)
  }
}

extension [ChatLine] {
  /// The first place that is not before another; the count when there is none.
  fileprivate func firstPlace(notBefore wanted: ChatPlace) -> Int {
    if let last, last.place < wanted { return count }
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].place < wanted { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension String.UnicodeScalarView {
  /// Whether a text stands in it, scalar by scalar: half of a letter is found too.
  fileprivate func holds(_ wanted: String.UnicodeScalarView) -> Bool {
    let (all, wanted) = (Array(self), Array(wanted))
    guard let first = wanted.first, wanted.count <= all.count else { return wanted.isEmpty }
    for start in 0...all.count - wanted.count where all[start] == first {
      if all[start..<start + wanted.count].elementsEqual(wanted) { return true }
    }
    return false
  }
}
