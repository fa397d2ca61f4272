/// What was played of a conversation.
struct PlaybackTally: Sendable {
  /// The first and the last moment, in milliseconds since 1970.
  var first: Int64?
  var last: Int64?
  /// The identity of the message at the first moment.
  var firstID: String?
  /// How many messages.
  var count = 0
  /// The identity that is looked for, and whether it was there.
  var anchorID: String?
  var hasAnchor = false
  /// Conversations that a server names as having history.
  var targets: [HistoryTarget] = []

  /// Counts a message of any kind: servers count them all when they fill an answer.
  mutating func count(at time: Int64?, _ messageID: String?) {
    count += 1
    if let anchorID, messageID == anchorID { hasAnchor = true }
    guard let time else { return }
    if first.map({ time < $0 }) ?? true {
      first = time
      firstID = messageID
    }
    last = max(last ?? time, time)
  }

  /// Adds what was played within.
  mutating func add(_ inner: PlaybackTally) {
    count += inner.count
    if inner.hasAnchor { hasAnchor = true }
    if let time = inner.first, first.map({ time < $0 }) ?? true {
      first = time
      firstID = inner.firstID
    }
    if let time = inner.last { last = max(last ?? time, time) }
  }
}

extension IRCSession {
  /// Plays what a batch holds, with what it says of it.
  mutating func play(_ batch: inout Batch) {
    let outerContext = context
    let outerTally = tally
    if batch.isHistory {
      context.origin = .history
      context.target = batch.historyTarget
    }
    if let label = batch.label { context.label = label }
    tally = batch.tally
    if batch.isHistory { tally.anchorID = fetches.current?.anchorID }
    let isSplit = batch.kind == .split || batch.kind == .join
    if isSplit, !batch.isHistory { splits.gathering = SplitGathering(isJoin: batch.kind == .join) }
    for item in batch.items { play(item, isTargets: batch.kind == .targets) }
    if isSplit, !batch.isHistory { tellGathered(batch.parameters.prefix(2).joined(separator: " ")) }
    batch.tally = tally
    context = outerContext
    tally = outerTally
  }

  private mutating func play(_ item: Batch.Item, isTargets: Bool) {
    switch item {
    case .message(let message):
      if isTargets {
        countTarget(message)
      } else if context.origin == .history {
        tally.count(at: serverTime(of: message), message.tags["msgid"])
        handleHistorical(message)
      } else {
        handleTagged(message)
      }
    case .batch(var inner):
      play(&inner)
      finish(inner)
      // What is played within counts for the conversation around it.
      if case .other = inner.kind { tally.add(inner.tally) }
    }
  }

  /// Tells what a batch was that has been played to its end.
  mutating func finish(_ batch: Batch) {
    switch batch.kind {
    case .history(let target):
      if fetchAnswered(target: target, label: batch.label ?? context.label, batch.tally) { return }
      let name = channels[support.fold(target)]?.name ?? target
      tell(.playbackEnded(target: name, first: batch.tally.first, last: batch.tally.last))
    case .targets:
      targetsAnswered(batch.tally.targets)
    case .labelled(let label):
      settle(label: label)
      fetchAnsweredEmpty(label: label)
    case .split, .join, .other:
      break
    }
  }
}
