/// What people or planned work say of a host's status, in place of the inventory.
public struct StatusOverride: Hashable, Sendable {
  /// Where it comes from.
  public enum Reason: Hashable, Sendable {
    /// A window that runs, or has ended and is releasing its hosts.
    case window(OperationID)
    /// The word of a person, and why.
    case word(by: Author, reason: String)
  }
  /// The status.
  public var status: HostStatus
  /// Where it comes from.
  public var reason: Reason
  /// Whether the work is over, and the host is `maintenance` only until it has been healthy for
  /// `TeamState.releaseSamples` samples taken after `since`.
  public var isReleasing: Bool
  /// Since when; while it is releasing, when the work ended.
  public var since: Timestamp
  /// An override.
  public init(status: HostStatus, reason: Reason, isReleasing: Bool = false, since: Timestamp) {
    self.status = status
    self.reason = reason
    self.isReleasing = isReleasing
    self.since = since
  }
}

extension TeamState {
  /// The samples for which a host must be healthy after its maintenance before it alarms again.
  public static let releaseSamples = 3
  /// How long a host waits at most to be released; then it alarms even if it was never healthy.
  public static let releaseLimit: Duration = .seconds(86_400)

  /// What is said of a host at a moment in place of the inventory; nil: nothing.
  public func statusOverride(of host: HostID, at moment: Timestamp) -> StatusOverride? { nil }

  /// What is said of all hosts at a moment, in one pass.
  public func statusOverrides(at moment: Timestamp) -> [HostID: StatusOverride] { [:] }
}
