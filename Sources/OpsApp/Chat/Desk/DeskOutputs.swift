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
    let shown = fresh.filter { !ignored.hides($0.source) }
    guard !shown.isEmpty else { return }
    let buffer = hasRoom(for: buffer) ? buffer : BufferID(network: buffer.network)
    // That one leaves a channel which was closed does not open it again.
    let isLeft = stored[buffer]?.isOpen == false && shown.allSatisfy { $0.line.isOwn && $0.line.kind == .part }
    if !isLeft { makeKnown(buffer) }
    let all = await means.keeper.append(shown.map(\.line), to: buffer)
    let kept = all.filter { own[$0.id] == nil }
    if !kept.isEmpty, !isLeft { tell(.lines(buffer, kept)) }
    for line in all where own[line.id] != nil { await hasArrived(line, in: buffer) }
    for line in shown where line.isCandidate { await capture(line.line, in: buffer, kept) }
  }

  /// The most conversations of which others may open one by speaking; the console lists some more.
  private static let openMax = 180

  /// Whether a conversation is there, or may be: hundreds of strangers must not push out those one knows.
  private func hasRoom(for buffer: BufferID) -> Bool {
    if buffer.target.isEmpty || stored[buffer]?.isOpen == true { return true }
    if let known = facts[buffer], known.kind == .channel, known.isJoined { return true }
    return stored.values.count(where: \.isOpen) < Self.openMax
  }

  /// An own line that was told as failed came back: it has arrived after all.
  private func hasArrived(_ line: ChatLine, in buffer: BufferID) async {
    own[line.id]?.line = line
    tell(.updated(buffer, [line]))
    await announced(line.id)
    await captureOwn(line.id)
    own[line.id] = nil
  }

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
    guard hasRoom(for: buffer) else { return }
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
