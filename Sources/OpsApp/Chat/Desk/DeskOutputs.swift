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
    makeKnown(buffer)
    let kept = await means.keeper.append(shown.map(\.line), to: buffer)
    if !kept.isEmpty { tell(.lines(buffer, kept)) }
    for line in shown where line.isCandidate { await capture(line.line, in: buffer, kept) }
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
    var known = stored[buffer] ?? StoredBuffer(id: buffer, kind: new.kind, title: new.title)
    (known.kind, known.title, known.isOpen) = (new.kind, new.title, true)
    remember(known)
    tell(.buffer(buffer, new))
    if new.announces, new.isJoined { lookLater(1_000) }
  }

  private func take(_ delivery: Delivery, ofLine number: Int64) async {
    switch delivery {
    case .sent: await announced(number)
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
