import OpsConsole
import OpsDomain
import OpsIRC

extension ChatDesk {
  /// Does what the console asks.
  func act(on effect: ChatEffect) async {
    switch effect {
    case .say(let buffer, let texts, let saying): await say(texts, saying, in: folded(buffer))
    case .resend(let buffer, let number): await resend(number, in: buffer)
    case .discard(let buffer, let number): await discard(number, in: buffer)
    case .command(let buffer, let command): await perform(command, typedIn: buffer)
    case .open(let network, let target): links[network]?.perform(.open(target))
    case .close(let buffer): close(buffer)
    case .show(let buffer): await show(buffer)
    case .members(let buffer):
      for network in means.networks {
        links[network]?.perform(.members(buffer?.network == network ? buffer?.target : nil))
      }
    case .older(let buffer, let place, let limit, let ticket):
      older(buffer, OlderQuestion(before: place, limit: limit, ticket: ticket))
    case .newer(let buffer, let place, let limit, let ticket): newer(buffer, place, limit, ticket)
    case .search(let text, let buffer, let place, let limit, let ticket):
      search(text, buffer, before: place, limit, ticket)
    case .seen(let buffer, let place):
      guard var known = stored[buffer] else { return }
      known.seen = place
      remember(known)
    case .connect(let network, let isWanted): links[network]?.perform(.want(isWanted))
    case .linked(let buffer, let number, let entry): await linked(number, entry, in: buffer)
    case .ring: break
    }
  }

  /// The conversation as the network folds its name: for whom one never spoke with, the console knows no more than was
  /// typed.
  private func folded(_ buffer: BufferID) -> BufferID {
    guard stored[buffer] == nil, facts[buffer] == nil else { return buffer }
    let name = (foldings[buffer.network] ?? .rfc1459).fold(buffer.target)
    let folded = BufferID(network: buffer.network, target: name)
    makeKnown(folded, title: buffer.target)
    return folded
  }

  /// Says texts: each stands in the conversation at once, with what becomes of it.
  func say(
    _ texts: [String], _ saying: ChatSaying, in buffer: BufferID, announcing announcement: Announcement? = nil
  ) async {
    guard !buffer.target.isEmpty else { return }
    let status = statuses[buffer.network]
    let isOnline = status?.isOnline ?? false
    let kind: ChatLine.Kind = saying == .message ? .message : saying == .action ? .action : .notice
    let texts = texts.map(oneMessage)
    let shown = texts.map { LinkCore.withoutSecret($0, to: buffer.target) }
    if !isOnline, shown != texts {
      return await note("not connected: a password is not kept; say it again then", .error, in: buffer)
    }
    let lines = shown.map { text in
      var line = ChatLine(
        kind, at: means.now().wall, sender: status?.nick ?? "", account: status?.account, text: text)
      line.isOwn = true
      line.delivery = isOnline ? .pending : .unsent
      return line
    }
    makeKnown(buffer)
    let kept = await means.keeper.append(lines, to: buffer)
    tell(.lines(buffer, kept))
    for (line, text) in zip(kept, kept.count == texts.count ? texts : kept.map(\.text)) {
      keepOwn(line, in: buffer)
      if let announcement { announcing[line.id] = announcement }
      if isOnline { send(line, text, in: buffer) }
    }
    flush()
  }

  /// Remembers an own line that may still change.
  func keepOwn(_ line: ChatLine, in buffer: BufferID) {
    if own.count >= Self.ownMax, own[line.id] == nil, let oldest = own.keys.min() {
      (own[oldest], announcing[oldest]) = (nil, nil)
    }
    own[line.id] = OwnLine(buffer: buffer, line: line)
  }

  /// Hands a line to the network.
  private func send(_ line: ChatLine, _ text: String, in buffer: BufferID) {
    let kind: SaidKind = line.kind == .action ? .action : line.kind == .notice ? .notice : .message
    let target = facts[buffer]?.title ?? stored[buffer]?.title ?? buffer.target
    links[buffer.network]?.perform(.request(.say(to: target, text: text, kind: kind, token: Int(line.id))))
  }

  /// A text that cannot be more than one message, nor a command.
  private func oneMessage(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { "\r\n\0".unicodeScalars.contains($0) ? " " : $0 }))
  }

  private func resend(_ number: Int64, in buffer: BufferID) async {
    guard let line = await ownLine(number, in: buffer) else { return await isGone(in: buffer) }
    guard mayBeSentAgain(line), statuses[buffer.network]?.isOnline == true else { return }
    guard !LinkCore.holdsSecret(line.text, to: buffer.target) else {
      return await note("its password was not kept; say it again", .error, in: buffer)
    }
    await change(number) {
      $0.delivery = .pending
      $0.at = means.now().wall
    }
    if let line = own[number]?.line { send(line, line.text, in: buffer) }
  }

  private func mayBeSentAgain(_ line: ChatLine) -> Bool {
    switch line.delivery {
    case .unsent?, .failed?: return true
    default: return false
    }
  }

  private func discard(_ number: Int64, in buffer: BufferID) async {
    guard let line = await ownLine(number, in: buffer) else { return await isGone(in: buffer) }
    guard mayBeSentAgain(line) else { return }
    own[number] = nil
    announcing[number] = nil
    _ = await means.keeper.attempt { store throws(StoreFailure) in try await store.remove([number], from: buffer) }
  }

  /// An own line, of this run or of an earlier one.
  private func ownLine(_ number: Int64, in buffer: BufferID) async -> ChatLine? {
    if let known = own[number] { return known.line }
    guard let line = await line(number, in: buffer), line.isOwn else { return nil }
    keepOwn(line, in: buffer)
    return line
  }

  /// A line by its number; nil where it is stored no more, or cannot be read.
  private func line(_ number: Int64, in buffer: BufferID) async -> ChatLine? {
    if let known = own[number] { return known.line }
    return await means.keeper.line(number, of: buffer)
  }

  private func isGone(in buffer: BufferID) async { await note("the line cannot be found", .error, in: buffer) }

  func linked(_ number: Int64, _ entry: OperationID, in buffer: BufferID) async {
    guard var line = await line(number, in: buffer) else { return }
    line.entry = entry
    own[number]?.line.entry = entry
    await means.keeper.update([line], in: buffer)
    tell(.updated(buffer, [line]))
  }

  private func close(_ buffer: BufferID) {
    let title = facts[buffer]?.title ?? stored[buffer]?.title ?? buffer.target
    links[buffer.network]?.perform(.close(title))
    if var known = stored[buffer] {
      known.isOpen = false
      remember(known)
    }
    facts[buffer] = nil
    tell(.closed(buffer))
  }
}
