extension Freeze: Ledgered {
  init?(founding operation: Operation) {
    guard case .freezeSet(let plan) = operation.body.understood else { return nil }
    self.init(id: operation.id, plan: plan, author: operation.author)
  }

  mutating func take(_ operation: Operation) {
    guard case .freezeClear(let clearing) = operation.body.understood, cleared == nil else { return }
    (cleared, clearedBy) = (clearing, operation.author)
  }
}

extension Hold: Ledgered {
  init?(founding operation: Operation) {
    guard case .holdSet(let plan) = operation.body.understood else { return nil }
    self.init(id: operation.id, plan: plan, author: operation.author)
  }

  mutating func take(_ operation: Operation) {
    guard case .holdClear(let clearing) = operation.body.understood, cleared == nil else { return }
    (cleared, clearedBy) = (clearing, operation.author)
  }

  /// Whether it is in force at a moment.
  public func isActive(at moment: Timestamp) -> Bool {
    plan.since <= moment && plan.expires.map { moment < $0 } ?? true && cleared.map { moment < $0.at } ?? true
  }

  /// Whether it keeps a person from working while it is in force: never its owner.
  public func stops(_ account: String) -> Bool { plan.variant == .block && plan.owner != account }
}

extension Acknowledgement: Ledgered {
  init?(founding operation: Operation) {
    guard case .findingAcknowledge(let finding) = operation.body.understood else { return nil }
    self.init(id: operation.id, author: operation.author, finding: finding)
  }

  mutating func take(_ operation: Operation) {
    guard case .findingRelease(let clearing) = operation.body.understood, released == nil else { return }
    released = clearing
  }

  /// Whether it is in force at a moment.
  public func isActive(at moment: Timestamp) -> Bool {
    finding.at <= moment && finding.expires.map { moment < $0 } ?? true && released.map { moment < $0.at } ?? true
  }
}
