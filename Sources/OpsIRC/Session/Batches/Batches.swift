extension IRCSession {
  /// BATCH: one begins or ends.
  mutating func onBatch(_ message: IRCMessage) {
    let reference = String(message[0].dropFirst())
    guard !reference.isEmpty else { return }
    switch message[0].utf8.first {
    case UInt8(ascii: "+"): open(reference, message)
    case UInt8(ascii: "-"):
      batches.dropped.remove(reference)
      end(reference)
    default: break
    }
  }

  private mutating func open(_ reference: String, _ message: IRCMessage) {
    guard batches.open[reference] == nil else { return }
    let around = message.tags["batch"]
    let parent = around.flatMap { batches.open[$0] }
    let isOrphan = around.map { batches.dropped.contains($0) } ?? false
    let depth = parent.map { $0.depth + 1 } ?? 0
    guard !isOrphan, batches.open.count < SessionLimits.batches, depth < SessionLimits.batchDepth else {
      return drop(reference, isTold: !isOrphan)
    }
    let parameters = Array(message.parameters.dropFirst(2))
    let label = message.tags["label"]
    var batch = Batch(kind: Self.kind(message[1], parameters, label), parameters: parameters, touched: now)
    batch.parent = parent == nil ? nil : around
    batch.depth = depth
    batch.label = label
    batch.isHistory = parent?.isHistory ?? false
    batch.historyTarget = parent?.historyTarget
    if case .history(let target) = batch.kind {
      batch.isHistory = true
      batch.historyTarget = target
      fetches.markAnswering(label: label, key: support.fold(target), at: now)
    }
    batches.open[reference] = batch
  }

  private static func kind(_ type: String, _ parameters: [String], _ label: String?) -> Batch.Kind {
    let first = parameters.first ?? ""
    switch type {
    case "chathistory", "draft/chathistory", "znc.in/playback", "playback": return .history(first)
    case "draft/chathistory-targets", "chathistory-targets": return .targets
    case "netsplit": return .split
    case "netjoin": return .join
    case "labeled-response": return .labelled(label ?? "")
    default: return .other
    }
  }

  private mutating func drop(_ reference: String, isTold: Bool) {
    // More references than this are no protocol any more.
    guard batches.dropped.count < 100 else { return }
    batches.dropped.insert(reference)
    if isTold { info(.warning, code: "BATCH", "too many batches are open: one was not shown") }
  }

  /// Holds a message back when it belongs to an open batch; false: it is handled now.
  mutating func hold(_ message: IRCMessage) -> Bool {
    guard let reference = message.tags["batch"] else { return false }
    if !batches.dropped.isEmpty, batches.dropped.contains(reference) { return true }
    guard let place = batches.open.index(forKey: reference) else { return false }
    // A question for life, or the end of the connection, waits for nothing.
    if message.command == "PING" || message.command == "ERROR" { return false }
    if batches.open.values[place].isPlaying {
      batches.open.values[place].touched = now
      playMore(message, of: reference)
      return true
    }
    let bytes = message.parameters.reduce(200 + message.tags.count * 100) { $0 + $1.utf8.count }
    batches.open.values[place].items.append(.message(message))
    batches.open.values[place].count += 1
    batches.open.values[place].bytes += bytes
    batches.open.values[place].touched = now
    batches.bytes += bytes
    let isFull = batches.open.values[place].count >= SessionLimits.batchMessages
    if isFull || batches.bytes >= SessionLimits.batchBytes { playWhatIsThere(of: reference) }
    return true
  }

  /// A batch has ended: it is played, or becomes a part of the one around it.
  private mutating func end(_ reference: String) {
    guard var batch = batches.open.removeValue(forKey: reference) else { return }
    batches.bytes -= batch.bytes
    if let parent = batch.parent, let place = batches.open.index(forKey: parent),
      !batches.open.values[place].isPlaying, !batch.isPlaying
    {
      batches.open.values[place].items.append(.batch(batch))
      batches.open.values[place].count += batch.count
      batches.open.values[place].bytes += batch.bytes
      batches.bytes += batch.bytes
      return
    }
    play(&batch)
    finish(batch)
  }

  private mutating func playWhatIsThere(of reference: String) {
    guard var batch = batches.open.removeValue(forKey: reference) else { return }
    batches.bytes -= batch.bytes
    batch.isPlaying = true
    play(&batch)
    batch.items = []
    batch.bytes = 0
    batches.open[reference] = batch
  }

  private mutating func playMore(_ message: IRCMessage, of reference: String) {
    guard var batch = batches.open[reference] else { return }
    batch.items = [.message(message)]
    play(&batch)
    batches.open[reference]?.tally = batch.tally
  }

  /// Ends batches whose end never came.
  mutating func endLateBatches() {
    guard !batches.open.isEmpty else { return }
    let late = batches.open.filter { now &- $0.value.touched >= SessionLimits.batchPatience }.keys.sorted()
    for reference in late { end(reference) }
  }
}
