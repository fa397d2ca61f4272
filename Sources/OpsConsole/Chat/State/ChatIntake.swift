import OpsDomain
import OpsScreen

extension ChatBuffer {
  /// How much a line concerns the person; nil when it is their own.
  func level(of line: ChatLine) -> ChatLevel? {
    if line.isOwn { return nil }
    if line.isHighlight { return .highlight }
    switch line.kind {
    case .message, .action, .notice:
      switch facts.kind {
      case .query: return .personal
      case .channel: return .message
      case .network: return .low
      }
    case .invite: return .personal
    case .error: return .message
    default: return .low
    }
  }

  /// Counts lines that were not seen, and returns the highest level among those that were said just now.
  mutating func count(_ lines: [ChatLine]) -> ChatLevel? {
    var highest: ChatLevel?
    for line in lines {
      guard let level = level(of: line) else { continue }
      if let seen, line.place <= seen { continue }
      unread[level] &+= 1
      if !line.isPlayback, level > highest ?? .low { highest = level }
    }
    return highest
  }
}

extension ChatState {
  /// Takes the networks and what is remembered from earlier sessions.
  mutating func open(_ names: [String], _ stored: [StoredBuffer]) {
    let isNew = current == nil
    networks = names.map { name in networks.first { $0.name == name } ?? ChatNetwork(name: name) }
    buffers.removeAll { !names.contains($0.id.network) }
    toldSeen = toldSeen.filter { names.contains($0.key.network) }
    isAsked = isAsked.filter { names.contains($0.network) }
    for buffer in stored where buffer.isOpen {
      take(BufferFacts(buffer.kind, title: buffer.title), of: buffer.id, keepsKnown: true)
      guard let place = index(of: buffer.id), buffers[place].seen == nil else { continue }
      buffers[place].seen = buffer.seen
      buffers[place].marker = buffer.seen
      toldSeen[buffer.id] = buffer.seen
    }
    if isNew || shown == nil { current = buffers.first { $0.facts.kind == .channel }?.id ?? buffers.first?.id }
  }

  /// Takes what is known of a conversation; it comes into the list where it belongs.
  mutating func take(_ facts: BufferFacts, of id: BufferID, keepsKnown: Bool = false) {
    if let place = index(of: id) {
      if !keepsKnown { buffers[place].facts = facts }
      return
    }
    guard buffers.count < Self.bufferLimit else { return }
    let rank = rank(of: id, facts.kind)
    let place = buffers.firstIndex { self.rank(of: $0.id, $0.facts.kind) > rank } ?? buffers.count
    buffers.insert(ChatBuffer(id, facts), at: place)
    if current == nil { current = id }
  }

  /// The place of a kind of conversation in the list: network by network, its own first, then channels, then queries.
  private func rank(of id: BufferID, _ kind: BufferFacts.Kind) -> Int {
    let network = networks.firstIndex { $0.name == id.network } ?? networks.count
    let kindRank: Int
    switch kind {
    case .network: kindRank = 0
    case .channel: kindRank = 1
    case .query: kindRank = 2
    }
    return network * 3 + kindRank
  }

  /// A conversation leaves the list.
  mutating func close(_ id: BufferID) {
    guard let place = index(of: id) else { return }
    let closed = buffers.remove(at: place)
    guard current == id else { return }
    current = buffers.indices.contains(place) ? buffers[place].id : buffers.last?.id
    handOverCut(from: closed.input)
  }

  /// What was cut goes along into the conversation that is shown: one cuts where one was wrong, to put it where it
  /// belongs.
  mutating func handOverCut(from left: TextField) {
    guard let place = current.flatMap({ index(of: $0) }) else { return }
    buffers[place].input.takeCut(of: left)
  }

  /// Takes lines that were added; returns the most urgent of those said just now.
  mutating func take(_ lines: [ChatLine], in id: BufferID) -> ChatLevel? {
    if index(of: id) == nil { take(BufferFacts(Self.kind(of: id), title: id.target), of: id) }
    guard let place = index(of: id) else { return nil }
    let before = buffers[place].unread.level
    let level = buffers[place].count(lines)
    if buffers[place].unread.level != before {
      urgency &+= 1
      buffers[place].unread.since = urgency
    }
    buffers[place].window.add(lines, keepsOldest: buffers[place].scroll != .newest)
    noteMentions(lines, in: place)
    return level
  }

  /// What a conversation probably is of which nothing is known but its name.
  private static func kind(of id: BufferID) -> BufferFacts.Kind {
    guard let first = id.target.first else { return .network }
    return "#&+!".contains(first) ? .channel : .query
  }

  private mutating func noteMentions(_ lines: [ChatLine], in place: Int) {
    for line in lines.filter({ $0.isHighlight && !$0.isOwn }).suffix(Self.mentionLimit) {
      mentions.append(ChatHit(buffer: buffers[place].id, title: buffers[place].facts.title, line: line))
    }
    mentions.removeFirst(max(mentions.count - Self.mentionLimit, 0))
  }

  /// Takes the lines that the store has of a conversation.
  mutating func takeHistory(_ lines: [ChatLine], of id: BufferID) {
    if index(of: id) == nil { take(BufferFacts(Self.kind(of: id), title: id.target), of: id) }
    guard let place = index(of: id) else { return }
    let isFirst = !buffers[place].window.isLoaded
    let held = Set(buffers[place].lines.lazy.map(\.id))
    buffers[place].window.replace(with: lines, hasOlder: !lines.isEmpty)
    guard isFirst, buffers[place].seen != nil else { return }
    // What came in the last session and was not looked at is new still.
    let before = buffers[place].unread.level
    _ = buffers[place].count(lines.filter { !held.contains($0.id) })
    if buffers[place].unread.level != before {
      urgency &+= 1
      buffers[place].unread.since = urgency
    }
  }
}

// MARK: what is the most urgent

extension ChatState {
  /// The conversation to look at next: the highest level first, of one level the one that waits the longest.
  var mostUrgent: BufferID? {
    let waiting = buffers.filter { $0.unread.level != nil && $0.id != current }
    return waiting.min { left, right in
      let levels = (left.unread.level ?? .low, right.unread.level ?? .low)
      return levels.0 != levels.1 ? levels.0 > levels.1 : left.unread.since < right.unread.since
    }?.id
  }

  /// How many lines name the person, in all conversations, and were not seen.
  var unreadMentions: Int { buffers.reduce(0) { $0 &+ $1.unread[.highlight] &+ $1.unread[.personal] } }
}
