/// What is to be done with what the question is about.
public enum VerdictAction: String, CaseIterable, Hashable, Sendable {
  /// Something is changed on it; it may stop serving for a while.
  case update
  /// It is started anew.
  case reboot
  /// It goes for good.
  case remove

  /// How long it is taken to last where nothing is said.
  public var usualDuration: Duration {
    switch self {
    case .update: return .seconds(1800)
    case .reboot: return .seconds(900)
    case .remove: return .seconds(3600)
    }
  }
}

/// What a question is about.
public enum VerdictSubject: Hashable, Sendable {
  /// One host.
  case host(HostID)
  /// All hosts of a role, one after the other.
  case role(RoleID)
  /// All hosts of a service, one after the other in every role.
  case service(String)
  /// These hosts, all at once; the text is what was typed.
  case hosts(String, [HostID])
  /// Everything that is watched, one after the other in every role.
  case everything
  /// What was typed means nothing here, and why.
  case unknown(String, String)

  /// The kind of thing, as documents name it.
  public var kind: String {
    switch self {
    case .host: return "host"
    case .role: return "role"
    case .service: return "service"
    case .hosts: return "nodeset"
    case .everything: return "everything"
    case .unknown: return "unknown"
    }
  }

  /// Its name: `bm-db07`, `bookmark:db`, the node set as it was typed.
  public var name: String {
    switch self {
    case .host(let host): return host.name
    case .role(let role): return role.description
    case .service(let service): return service
    case .hosts(let text, _), .unknown(let text, _): return text
    case .everything: return "everything"
    }
  }

  /// Whether its hosts are worked on one after the other, so that each role misses one of them at a time.
  public var isOneByOne: Bool {
    switch self {
    case .role, .service, .everything: return true
    case .host, .hosts, .unknown: return false
    }
  }
}

/// The question whether it is OK to do something now, or later.
public struct VerdictQuestion: Hashable, Sendable {
  /// What it is about.
  public var subject: VerdictSubject
  /// What is to be done.
  public var action: VerdictAction
  /// When it is to begin.
  public var at: Timestamp
  /// How long it lasts.
  public var duration: Duration
  /// The account of the person who wants to do it.
  public var actor: String

  /// A question; the duration is the usual one of the action where none is given.
  public init(
    _ subject: VerdictSubject, action: VerdictAction = .update, at: Timestamp, duration: Duration? = nil,
    actor: String
  ) {
    self.subject = subject
    self.action = action
    self.at = at
    self.duration = min(max(duration ?? action.usualDuration, .zero), Self.durationMax)
    self.actor = actor
  }

  /// The longest work that is looked ahead for: a month.
  public static let durationMax: Duration = .seconds(31 * 86_400)

  /// The time that the work takes, never empty.
  public var span: Range<Timestamp> { at..<(at + max(duration, .milliseconds(1))) }
}
