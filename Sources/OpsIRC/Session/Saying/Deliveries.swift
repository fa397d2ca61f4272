/// A message that the server has not answered.
struct PendingDelivery: Sendable {
  /// By what the caller knows it.
  var token: Int
  /// To whom, as it was sent.
  var target: String
  /// To whom, folded.
  var key: String
  /// The text without codes of formatting.
  var text: String
  /// How it was said.
  var kind: SaidKind
  /// The label that the answer bears; nil for none.
  var label: String?
  /// When it was sent.
  var sentAt: Int64
  /// The PING after it; nil: none was sent yet.
  var fence: Int?

  init(token: Int, target: String, key: String, text: String, kind: SaidKind, sentAt: Int64) {
    self.token = token
    self.target = target
    self.key = key
    self.text = text
    self.kind = kind
    self.sentAt = sentAt
  }
}

/// What was said and what the server has answered.
struct DeliveryState: Sendable {
  /// In the order in which they were sent.
  var pending: [PendingDelivery] = []
  /// Whether own messages come back.
  var hasEcho = false
  /// Whether answers bear the label of what they answer.
  var hasLabels = false
  /// Labels made so far.
  var labels = 0
  /// PINGs sent after messages so far.
  var fences = 0
  /// When something was answered last: the flood control of the connection may hold back the rest for long.
  var lastProgress: Int64 = 0

  /// What the tokens of these PINGs begin with.
  static let fencePrefix = "opsconsole-f"

  /// The number of such a PING by its token; nil: it is none.
  static func fence(of token: String) -> Int? {
    token.hasPrefix(fencePrefix) ? Int(token.dropFirst(fencePrefix.count)) : nil
  }
}

extension IRCSession {
  /// Finds what an own message that came back was: by its label, else by target and text, the oldest first.
  mutating func echoed(_ said: Said) -> Int? {
    guard !deliveries.pending.isEmpty else { return nil }
    let place: Int?
    if let label = context.label {
      place = deliveries.pending.firstIndex { $0.label == label }
    } else {
      let key = support.fold(said.statusPrefix + said.target)
      let text = FormattingCodes.removed(from: said.text)
      place = deliveries.pending.firstIndex { $0.key == key && $0.kind == said.kind && $0.text == text }
    }
    guard let place else { return nil }
    return settle(place, .delivered(messageID: said.messageID, serverTime: said.serverTime))
  }

  /// ACK: done, and there is nothing else to say.
  mutating func onAcknowledged(_ message: IRCMessage) {
    settle(label: context.label)
    if let label = context.label { fetchAnsweredEmpty(label: label) }
  }

  /// What a label stood for was answered without complaint.
  mutating func settle(label: String?) {
    guard let label, let place = deliveries.pending.firstIndex(where: { $0.label == label }) else { return }
    settle(place, .delivered(messageID: nil, serverTime: nil))
  }

  @discardableResult
  private mutating func settle(_ place: Int, _ delivery: Delivery) -> Int {
    let pending = deliveries.pending.remove(at: place)
    deliveries.lastProgress = now
    tell(.delivery(token: pending.token, delivery))
    return pending.token
  }

  /// Fails what a complaint is about: by label, else the oldest to the target, else, without a target, the oldest of all.
  ///
  /// Returns the target as it was sent; nil: the complaint is about nothing that was said.
  mutating func failDelivery(target: String?, _ words: String) -> String? {
    let place: Int?
    if let label = context.label, deliveries.hasLabels {
      place = deliveries.pending.firstIndex { $0.label == label }
    } else if let target {
      let key = support.fold(target)
      place = deliveries.pending.firstIndex { $0.key == key }
    } else {
      place = deliveries.pending.indices.first
    }
    guard let place else { return nil }
    let sent = deliveries.pending[place].target
    settle(place, .failed(words))
    return sent
  }

  /// Sends a PING after messages where nothing else tells that the server took them.
  ///
  /// The first message gets one of its own. While one is awaited, the next follows after a few messages more: flood
  /// control holds a long queue back for minutes, in which the answers show that it goes on.
  mutating func fenceIfNeeded() {
    guard !deliveries.hasEcho, !deliveries.hasLabels else { return }
    let bare = deliveries.pending.filter { $0.fence == nil }.count
    guard bare > 0, bare == deliveries.pending.count || bare >= SessionLimits.fencedMessages else { return }
    deliveries.fences += 1
    let fence = deliveries.fences
    for place in deliveries.pending.indices where deliveries.pending[place].fence == nil {
      deliveries.pending[place].fence = fence
    }
    send("PING", ["\(DeliveryState.fencePrefix)\(fence)"])
  }

  /// The PONG of such a PING: what was said before it was taken.
  mutating func fenceAnswered(_ fence: Int) {
    while let place = deliveries.pending.firstIndex(where: { $0.fence.map { $0 <= fence } ?? false }) {
      settle(place, .delivered(messageID: nil, serverTime: nil))
    }
    fenceIfNeeded()
  }

  /// Fails what was not answered for too long.
  mutating func failLateDeliveries() {
    while let first = deliveries.pending.first, now >= deadline(of: first) {
      let pending = deliveries.pending.removeFirst()
      tell(.delivery(token: pending.token, .failed("no answer")))
    }
    fenceIfNeeded()
  }

  /// Fails what a line says that the connection did not take; a PING that was not taken is sent again later.
  mutating func sendingRefused(_ message: IRCMessage, _ words: String) {
    if message.command == "PING", let fence = DeliveryState.fence(of: message[0]) { return unfence(fence) }
    guard let place = place(ofRefused: message) else { return }
    let pending = deliveries.pending.remove(at: place)
    tell(.delivery(token: pending.token, .failed(words)))
  }

  private mutating func unfence(_ fence: Int) {
    for place in deliveries.pending.indices where deliveries.pending[place].fence == fence {
      deliveries.pending[place].fence = nil
    }
  }

  /// What a line says: by its label, else by target and text, the newest first, as those before it were taken.
  private func place(ofRefused message: IRCMessage) -> Int? {
    guard message.command == "PRIVMSG" || message.command == "NOTICE" else { return nil }
    if let label = message.tags["label"] { return deliveries.pending.firstIndex { $0.label == label } }
    let action = CTCPMessage(parsing: message[1])?.action
    let kind: SaidKind = message.command == "NOTICE" ? .notice : action == nil ? .message : .action
    let text = FormattingCodes.removed(from: action ?? message[1])
    return deliveries.pending.lastIndex { $0.target == message[0] && $0.kind == kind && $0.text == text }
  }

  /// When waiting for an answer ends.
  func deadline(of pending: PendingDelivery) -> Int64 {
    max(pending.sentAt, deliveries.lastProgress) &+ SessionLimits.deliveryPatience
  }
}
