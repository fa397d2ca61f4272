extension IRCSession {
  /// When `tick` is wanted next; nil: at any time.
  public var nextDeadline: Int64? {
    var next: Int64?
    let add = { (deadline: Int64?) in
      if let deadline { next = min(next ?? deadline, deadline) }
    }
    add(registration.welcomeDeadline)
    add(registration.quitDeadline)
    add(negotiation.deadline)
    add(login.deadline)
    add(who.deadline)
    add(splits.deadline)
    add(fetches.current?.deadline)
    if regain.isWanted { add(regain.nextTry) }
    add(deliveries.pending.first.map { deadline(of: $0) })
    add(
      liveness.sentAt == nil ? liveness.nextPing : liveness.sentAt.map { max($0, liveness.heard) &+ liveness.patience })
    for attempt in joining.attempts.values { add(attempt.retryAt) }
    for batch in batches.open.values { add(batch.touched &+ SessionLimits.batchPatience) }
    return next
  }

  /// Ends all that has waited too long.
  mutating func endWaits() {
    checkLiveness()
    if let deadline = negotiation.deadline, now >= deadline {
      negotiation.requests = []
      settleCapabilities()
    }
    endLateLogin()
    if let deadline = registration.welcomeDeadline, now >= deadline { endWelcome() }
    if let deadline = registration.quitDeadline, now >= deadline { close("left", mayRetry: false) }
    guard !isClosed else { return }
    retryJoins()
    endLateWho()
    endLateBatches()
    if let deadline = splits.deadline, now >= deadline { tellSplits() }
    failLateDeliveries()
    endLateFetch()
    regainByTrying()
  }
}
