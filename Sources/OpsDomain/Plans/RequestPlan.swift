/// Whom a request is for.
public enum Addressee: Hashable, Sendable {
  /// A person's account.
  case person(String)
  /// A group of persons, as the configuration names it.
  case group(String)
  /// Whoever is on duty for a role or group.
  case onDuty(String)

  /// As people write it: `naoya`, `@dba`, `duty:db`.
  public var text: String {
    switch self {
    case .person(let name): return name
    case .group(let name): return "@" + name
    case .onDuty(let name): return "duty:" + name
    }
  }

  /// Reads what people write.
  public init(_ text: String) {
    if text.hasPrefix("@") {
      self = .group(String(text.dropFirst()))
    } else if text.hasPrefix("duty:") {
      self = .onDuty(String(text.dropFirst(5)))
    } else {
      self = .person(text)
    }
  }
}

/// Work asked of somebody.
public struct RequestPlan: Hashable, Sendable {
  /// What is asked for.
  public enum Need: String, CaseIterable, Hashable, Sendable { case ack, work, approval }
  /// The short number: `R-12`; 0 until the store gives one.
  public var number = 0
  /// Whom it is for.
  public var to: Addressee
  /// One line that says what is asked.
  public var subject: String
  /// The rest; may be empty.
  public var text: String
  /// What it is about.
  public var targets: [EntryTarget]
  /// An entry, window or request that it follows from.
  public var about: OperationID?
  /// By when.
  public var due: Timestamp?
  /// What is asked for.
  public var needs: Need
  /// A request.
  public init(
    to: Addressee, subject: String, text: String = "", targets: [EntryTarget] = [], about: OperationID? = nil,
    due: Timestamp? = nil, needs: Need = .work
  ) {
    self.to = to
    self.subject = subject
    self.text = text
    self.targets = targets
    self.about = about
    self.due = due
    self.needs = needs
  }
}

/// The states of a request.
public enum RequestState: String, CaseIterable, Hashable, Sendable {
  case sent, acknowledged, accepted, done, declined, withdrawn
  /// Past its due time and not finished: told by the clock, never recorded.
  case overdue
}

/// A step of a request from one state to the next, or a word about it.
public struct RequestTransition: Hashable, Sendable {
  /// The request.
  public var request: OperationID
  /// The state it has from now on; nil for a comment only.
  public var state: RequestState?
  /// When.
  public var at: Timestamp
  /// The reason, required to decline; or the comment.
  public var reason: String
  /// A step.
  public init(request: OperationID, state: RequestState?, at: Timestamp, reason: String = "") {
    self.request = request
    self.state = state
    self.at = at
    self.reason = reason
  }
}
