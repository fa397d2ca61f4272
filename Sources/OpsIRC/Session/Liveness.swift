/// Whether the server still answers.
struct LivenessState: Sendable {
  /// When something came last.
  var heard: Int64 = 0
  /// When the PING was sent that is not answered.
  var sentAt: Int64?
  /// PINGs so far.
  var count = 0
  /// When the next one is due; nil: not before registration is done.
  var nextPing: Int64?
  /// How long the PONG may take.
  var patience = SessionLimits.pongPatience
  /// Whether it was told that one waits.
  var isWaitTold = false
  /// When `tick` was called last.
  var lastTick: Int64?

  /// What the tokens of these PINGs begin with.
  static let prefix = "opsconsole-l"

  /// Registration is done; the first PING comes soon, so that the lag is known.
  mutating func begin(at now: Int64) { nextPing = now &+ 5_000 }
}

extension IRCSession {
  /// PONG: the answer to one of our PINGs.
  mutating func onPong(_ message: IRCMessage) {
    let token = message.parameters.last ?? ""
    if token.hasPrefix(DeliveryState.fencePrefix) {
      if let fence = DeliveryState.fence(of: token) { fenceAnswered(fence) }
      return
    }
    if token.hasPrefix(FetchState.fencePrefix) { return playedAll(token) }
    guard let sentAt = liveness.sentAt else { return }
    // Some servers give their own name back instead of the token; then it answers what was asked.
    if token.hasPrefix(LivenessState.prefix), token != "\(LivenessState.prefix)\(liveness.count)" { return }
    liveness.sentAt = nil
    liveness.isWaitTold = false
    liveness.patience = SessionLimits.pongPatience
    tell(.lag(max(now &- sentAt, 0)))
  }

  /// Sends PINGs and ends a connection that does not answer.
  mutating func checkLiveness() {
    let hasSlept = liveness.lastTick.map { now &- $0 >= SessionLimits.sleep } ?? false
    liveness.lastTick = now
    guard let next = liveness.nextPing else { return }
    if hasSlept { return wake() }
    guard let sentAt = liveness.sentAt else {
      if now >= next { ping() }
      return
    }
    let isSilent = now &- max(sentAt, liveness.heard) >= liveness.patience
    if isSilent || now &- sentAt >= SessionLimits.pongPatienceWhileBusy {
      return close("the server has not answered for \((now &- sentAt) / 1000) s", mayRetry: true)
    }
    if now &- sentAt >= 10_000, !liveness.isWaitTold {
      liveness.isWaitTold = true
      tell(.lag(nil))
    }
  }

  private mutating func ping() {
    liveness.count += 1
    liveness.sentAt = now
    liveness.nextPing = now &+ SessionLimits.pingInterval
    send("PING", ["\(LivenessState.prefix)\(liveness.count)"], isUrgent: true)
  }

  /// The machine has slept: what was waited for meanwhile says nothing; the server is asked, and must answer soon.
  private mutating func wake() {
    liveness.heard = now
    liveness.patience = SessionLimits.pongPatienceAfterSleep
    deliveries.lastProgress = now
    ping()
  }
}
