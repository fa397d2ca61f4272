import OpsConsole
import OpsDomain
import OpsIRC

extension ChatDesk {
  /// Does what a network's link wants done.
  func take(_ output: LinkOutput, of network: String) async {
    switch output {
    case .lines(let buffer, let lines): await take(lines, in: buffer)
    case .delivery(let number, let delivery): await take(delivery, ofLine: number)
    case .unsent(let number): await change(number) { $0.delivery = .unsent }
    case .gap(let buffer, let from, let until): await gap(in: buffer, from: from, until: until)
    case .filled(let buffer, let from, let until): await filled(buffer, from: from, until: until)
    case .fetched(let buffer, let problem): await fetched(buffer, problem)
    case .folds(let mapping):
      foldings[network] = mapping
      await keep(mapping.name, as: "casemapping:\(network)")
    case .named(let name): networkNames[network] = name
    case .opened(let buffer, let title): makeKnown(buffer, title: title)
    case .status(let status): take(status, of: network)
    case .facts(let buffer, let facts): take(facts, of: buffer)
    case .members(let buffer, let members): tell(.members(buffer, members))
    case .say(let buffer, let text, _): await say([text], .notice, in: buffer)
    case .connect, .strictTransport, .send, .registered, .close: break
    }
  }

  private func take(_ fresh: [FreshLine], in buffer: BufferID) async {
    let ignored = ignored[buffer.network] ?? IgnoreList()
    var shown: [FreshLine] = []
    for line in fresh where !ignored.hides(line.source) {
      if await !hasArrived(line.line, in: buffer) { shown.append(line) }
    }
    guard !shown.isEmpty else { return }
    let buffer = hasRoom(for: buffer) ? buffer : BufferID(network: buffer.network)
    makeKnown(buffer)
    let kept = await means.keeper.append(shown.map(\.line), to: buffer)
    if !kept.isEmpty { tell(.lines(buffer, kept)) }
    for line in shown where line.isCandidate { await capture(line.line, in: buffer, kept) }
  }

  /// The most conversations of which others may open one by speaking; the console lists some more.
  private static let openMax = 180

  /// Whether a conversation is there, or may be: hundreds of strangers must not push out those one knows.
  private func hasRoom(for buffer: BufferID) -> Bool {
    if buffer.target.isEmpty || stored[buffer]?.isOpen == true || facts[buffer]?.isJoined == true { return true }
    return stored.values.count(where: \.isOpen) < Self.openMax
  }

  /// Whether an own line that comes back is one that was told as failed: it has arrived after all.
  private func hasArrived(_ line: ChatLine, in buffer: BufferID) async -> Bool {
    guard line.isOwn, line.delivery == .delivered, let number = failed(like: line, in: buffer) else { return false }
    await change(number) {
      ($0.delivery, $0.messageID, $0.at) = (.delivered, line.messageID ?? $0.messageID, line.at)
    }
    await announced(number)
    await captureOwn(number)
    own[number] = nil
    return true
  }

  private func failed(like line: ChatLine, in buffer: BufferID) -> Int64? {
    own.filter { _, known in
      guard case .failed? = known.line.delivery, known.buffer == buffer else { return false }
      let apart = known.line.at.since(line.at)
      return known.line.kind == line.kind && known.line.text == line.text && abs(apart.inSeconds) <= Self.nearSeconds
    }.keys.min()
  }

  /// How far the server's time of an own line may be from ours.
  private static let nearSeconds = 60.0

  /// A conversation stands in the list before its first line is told.
  func makeKnown(_ buffer: BufferID, title: String? = nil) {
    guard stored[buffer]?.isOpen != true else { return }
    let isChannel = buffer.target.first.map { "#&+!".contains($0) } ?? false
    let kind: BufferFacts.Kind = buffer.target.isEmpty ? .network : isChannel ? .channel : .query
    var new =
      stored[buffer] ?? StoredBuffer(id: buffer, kind: kind, title: title ?? facts[buffer]?.title ?? buffer.target)
    new.isOpen = true
    remember(new)
    tell(.buffer(buffer, facts[buffer] ?? BufferFacts(new.kind, title: new.title)))
  }

  private func take(_ status: NetworkStatus, of network: String) {
    let wasOnline = statuses[network]?.isOnline ?? false
    statuses[network] = status
    tell(.network(network, status))
    if status.isOnline, !wasOnline { lookLater(1_000) }
  }

  private func take(_ new: BufferFacts, of buffer: BufferID) {
    facts[buffer] = new
    if new.announces { announceIn = buffer }
    // What was left by hand is told no more, until it is joined or somebody speaks there.
    if stored[buffer]?.isOpen == false, !new.isJoined { return }
    var known = stored[buffer] ?? StoredBuffer(id: buffer, kind: new.kind, title: new.title)
    (known.kind, known.title, known.isOpen) = (new.kind, new.title, true)
    remember(known)
    tell(.buffer(buffer, new))
    if new.announces, new.isJoined { lookLater(1_000) }
  }

  private func take(_ delivery: Delivery, ofLine number: Int64) async {
    switch delivery {
    // On its way: the network may still refuse it.
    case .sent: break
    case .delivered(let messageID, let serverTime):
      await announced(number)
      await change(number) { line in
        line.delivery = .delivered
        line.messageID = messageID ?? line.messageID
        if let serverTime { line.at = Timestamp(milliseconds: serverTime) }
      }
      await captureOwn(number)
      if own[number]?.line.delivery == .delivered { own[number] = nil }
    case .failed(let words):
      await change(number) { $0.delivery = .failed(words) }
      await announcementFailed(number)
    }
  }

  /// Changes an own line, keeps and tells it.
  func change(_ number: Int64, _ act: (inout ChatLine) -> Void) async {
    guard var known = own[number] else { return }
    act(&known.line)
    own[number] = known
    await means.keeper.update([known.line], in: known.buffer)
    tell(.updated(known.buffer, [known.line]))
  }
}
