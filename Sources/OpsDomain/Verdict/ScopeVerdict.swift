/// The verdict on what a screen shows, kept up to date: on every role of it, one host at a time.
///
/// What people have planned changes seldom and is asked for when it does; what is measured is asked for each time.
public struct ScopeVerdict: Sendable {
  /// The verdict on a part of the scope.
  public struct Part: Hashable, Sendable {
    /// The role; nil where the scope is a host or hosts.
    public var role: RoleID?
    /// The answer in one word.
    public var word: VerdictWord
    /// The worst reason; nil where there is none that weighs anything.
    public var reason: VerdictReason?
  }

  /// What the verdict is about.
  public private(set) var subject: VerdictSubject
  /// Every part, in the inventory's order.
  public private(set) var parts: [Part] = []
  private var planned: [[VerdictReason]] = []

  /// A verdict on nothing yet.
  public init() { subject = .everything }

  /// The worst word of all parts; `unknown` where there are none.
  public var word: VerdictWord {
    parts.map(\.word).max { $0.weight < $1.weight } ?? .unknown
  }

  /// Asks anew; what was planned is taken as it was unless `asksPlans`, or the scope is another.
  public mutating func update(
    _ subject: VerdictSubject, _ snapshot: VerdictSnapshot, action: VerdictAction = .update, actor: String,
    asksPlans: Bool
  ) {
    let subjects = snapshot.fleet.parts(of: subject)
    let cases = subjects.map { part in
      VerdictCase(VerdictQuestion(part, action: action, at: snapshot.now, actor: actor), snapshot)
    }
    if asksPlans || subject != self.subject || planned.count != cases.count {
      planned = cases.map { $0.planReasons() }
    }
    self.subject = subject
    parts = zip(subjects, zip(cases, planned)).map { part, answer in
      let reasons = answer.0.sourceReasons() + answer.1 + answer.0.measuredReasons()
      let worst = Verdict.sorted(reasons).first { $0.severity > .info }
      var role: RoleID?
      if case .role(let id) = part { role = id }
      return Part(role: role, word: VerdictWord(worst: worst?.severity), reason: worst)
    }
  }
}

extension VerdictWord {
  /// Orders from what is well to what must not be.
  public var weight: Int {
    switch self {
    case .ok: return 0
    case .caution: return 1
    case .unknown: return 2
    case .no: return 3
    }
  }
}

extension Fleet {
  /// What a scope is asked about piece by piece: its roles, or itself.
  fileprivate func parts(of subject: VerdictSubject) -> [VerdictSubject] {
    switch subject {
    case .everything: return roles.isEmpty ? [subject] : roles.filter { !$0.hosts.isEmpty }.map { .role($0.id) }
    case .service(let name): return roles.filter { $0.id.service == name && !$0.hosts.isEmpty }.map { .role($0.id) }
    case .host, .role, .hosts, .unknown: return [subject]
    }
  }
}
