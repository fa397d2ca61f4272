extension Request: Ledgered {
  init?(founding operation: Operation) {
    guard case .requestSend(let plan) = operation.body.understood else { return nil }
    self.init(id: operation.id, plan: plan, author: operation.author, sentAt: operation.recordedAt)
  }

  mutating func take(_ operation: Operation) {
    guard case .requestState(let transition) = operation.body.understood else { return }
    let account = operation.author.account
    let problem = problem(of: transition, by: account)
    steps.append(
      Step(id: operation.id, author: operation.author, transition: transition, refused: problem?.message))
    guard problem == nil, let state = transition.state else { return }
    switch state {
    case .declined where plan.to.isShared && assignee == nil: return  // He will not; others of the group still may.
    case .accepted: assignee = account
    case .done where assignee == nil: assignee = account
    default: break
    }
    recorded = state
  }
}

extension Addressee {
  /// Whether it is more than one person.
  var isShared: Bool { if case .person = self { false } else { true } }

  /// Whether a person is meant, who has these groups and duties.
  func includes(_ account: String, memberships: Set<String>) -> Bool {
    switch self {
    case .person(let name): return name == account
    case .group(let name), .onDuty(let name): return memberships.contains(name) || memberships.contains(text)
    }
  }
}

extension Request {
  /// The state at a moment; `overdue` when it is past its due time and not finished.
  public func state(at moment: Timestamp) -> RequestState {
    guard isOpen, let due = plan.due, moment >= due else { return recorded }
    return .overdue
  }

  /// Whether somebody has still to do something.
  public var isOpen: Bool {
    switch recorded {
    case .done, .declined, .withdrawn: return false
    case .acknowledged: return plan.needs != .ack
    case .sent, .accepted, .overdue: return true
    }
  }

  /// The step to a state by a person, if it is allowed; nil as the state is a comment.
  public func transition(
    to state: RequestState?, by account: String, at moment: Timestamp, reason: String = ""
  ) throws(PlanProblem) -> RequestTransition {
    let transition = RequestTransition(request: id, state: state, at: moment, reason: reason)
    if let problem = problem(of: transition, by: account) { throw problem }
    return transition
  }

  /// Whether it waits for a person: it is for him or one of his groups and duties, and nobody else has accepted it.
  public func waits(for account: String, memberships: Set<String>) -> Bool {
    guard isOpen else { return false }
    if let assignee { return assignee == account }
    return plan.to.includes(account, memberships: memberships) && !hasDeclined(account)
  }

  /// Those who take part: who asks, who accepted and who said something; what happens to it concerns them.
  public var watchers: [String] {
    var accounts = [author.account]
    for account in steps.map(\.author.account) where !accounts.contains(account) { accounts.append(account) }
    return accounts
  }

  /// Why a step by a person is not allowed now; nil when it is.
  public func problem(of transition: RequestTransition, by account: String) -> PlanProblem? {
    guard let state = transition.state else { return nil }
    let isAsker = account == author.account
    if state == .declined, transition.reason.allSatisfy(\.isWhitespace) {
      return PlanProblem(.reason, "to decline \(reference) say why")
    }
    if !isOpen || state == recorded && state != .accepted || state == .sent || state == .overdue {
      return PlanProblem(.step, "\(reference) is \(recorded.rawValue) already")
    }
    if state == .withdrawn {
      return isAsker ? nil : PlanProblem(.notYours, "only \(author.account), who sent \(reference), can withdraw it")
    }
    if let assignee, assignee != account {
      return PlanProblem(.taken, "\(assignee) has accepted \(reference)")
    }
    if assignee == account, state == .accepted || state == .acknowledged {
      return PlanProblem(.step, "you have accepted \(reference) already")
    }
    if case .person(let name) = plan.to, name != account {
      return PlanProblem(.notYours, "\(reference) is for \(name)")
    }
    return nil
  }

  private func hasDeclined(_ account: String) -> Bool {
    let last = steps.last { $0.refused == nil && $0.transition.state != nil && $0.author.account == account }
    return last?.transition.state == .declined
  }
}
