/// A time in which nothing is to be changed.
public struct FreezePlan: Hashable, Sendable {
  /// The short number: `F-3`; 0 until the store gives one.
  public var number = 0
  /// What is frozen; an empty node set is everything.
  public var targets: WorkTargets
  /// The beginning.
  public var start: Timestamp
  /// The end, which is not part of it.
  public var end: Timestamp
  /// The time zone that it was planned in, by its IANA name.
  public var zone: String
  /// How it recurs, as RFC 5545 writes it without `RRULE:`.
  public var recurrence: String?
  /// Beginnings that are left out.
  public var exceptions: [Timestamp] = []
  /// Why; required.
  public var reason: String
  /// What is allowed all the same, in words.
  public var exemptions: String = ""
  /// Who answers for it.
  public var owner: String
  /// A freeze.
  public init(targets: WorkTargets, start: Timestamp, end: Timestamp, zone: String = "", reason: String, owner: String)
  {
    self.targets = targets
    self.start = start
    self.end = end
    self.zone = zone
    self.reason = reason
    self.owner = owner
  }
}

/// A person's lock on something; it never stops its owner.
public struct HoldPlan: Hashable, Sendable {
  /// How much it holds.
  public enum Variant: String, CaseIterable, Hashable, Sendable { case block, warning }
  /// The short number: `H-5`; 0 until the store gives one.
  public var number = 0
  /// What is held.
  public var targets: WorkTargets
  /// Why; required.
  public var reason: String
  /// Whose it is.
  public var owner: String
  /// How much it holds.
  public var variant: Variant
  /// From when on.
  public var since: Timestamp
  /// When it ends by itself; nil: when it is cleared.
  public var expires: Timestamp?
  /// A hold.
  public init(
    targets: WorkTargets, reason: String, owner: String, variant: Variant = .block, since: Timestamp,
    expires: Timestamp? = nil
  ) {
    self.targets = targets
    self.reason = reason
    self.owner = owner
    self.variant = variant
    self.since = since
    self.expires = expires
  }
}

/// Takes away a freeze, a hold or an acknowledgement.
public struct Clearing: Hashable, Sendable {
  /// The operation that set it.
  public var target: OperationID
  /// When it ended.
  public var at: Timestamp
  /// Why; may be empty.
  public var reason: String
  /// A clearing.
  public init(target: OperationID, at: Timestamp, reason: String = "") {
    self.target = target
    self.at = at
    self.reason = reason
  }
}

/// What people say about hosts from now on, in place of the inventory.
public struct HostStatusChange: Hashable, Sendable {
  /// The hosts.
  public var hosts: [String]
  /// The node set as it was typed.
  public var text: String
  /// The status from now on; nil: as the inventory says.
  public var status: HostStatus?
  /// From when on.
  public var at: Timestamp
  /// Why; may be empty.
  public var reason: String
  /// A change.
  public init(hosts: [String], text: String = "", status: HostStatus?, at: Timestamp, reason: String = "") {
    self.hosts = hosts
    self.text = text
    self.status = status
    self.at = at
    self.reason = reason
  }
}

/// Somebody has seen a finding and takes care of it.
public struct FindingAcknowledgement: Hashable, Sendable {
  /// The host.
  public var host: String
  /// The rule.
  public var rule: RuleID
  /// What the finding is about within the host; empty for all of it.
  public var subject: String
  /// From when on.
  public var at: Timestamp
  /// When it ends by itself; nil: when the finding does.
  public var expires: Timestamp?
  /// What is done about it.
  public var reason: String
  /// An acknowledgement.
  public init(
    host: String, rule: RuleID, subject: String = "", at: Timestamp, expires: Timestamp? = nil, reason: String
  ) {
    self.host = host
    self.rule = rule
    self.subject = subject
    self.at = at
    self.expires = expires
    self.reason = reason
  }
}

/// The page of one working day, as it was published.
public struct DigestPublication: Hashable, Sendable {
  /// The team's day, as `2026-08-22`.
  public var day: String
  /// The page, in Markdown.
  public var text: String
  /// A publication.
  public init(day: String, text: String) {
    self.day = day
    self.text = text
  }
}
