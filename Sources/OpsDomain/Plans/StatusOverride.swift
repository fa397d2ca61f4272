/// What people or planned work say of a host's status, in place of the inventory.
public struct StatusOverride: Hashable, Sendable {
  /// Where it comes from.
  public enum Reason: Hashable, Sendable {
    /// A window that runs, or has ended and is releasing its hosts.
    case window(OperationID)
    /// Work that goes on, while its lease holds, or that has ended and is releasing its hosts.
    case reservation(OperationID)
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
  public func statusOverride(of host: HostID, at moment: Timestamp) -> StatusOverride? {
    var claim: WorkClaim?
    for window in windows {
      guard let new = WorkClaim(window, at: moment), window.covers(host) else { continue }
      claim = claim.map { $0.isStronger(than: new) ? $0 : new } ?? new
    }
    for reservation in reservations(endingAfter: moment - Self.releaseLimit) {
      guard let new = WorkClaim(reservation, at: moment), reservation.covers(host) else { continue }
      claim = claim.map { $0.isStronger(than: new) ? $0 : new } ?? new
    }
    return resolve(claim, word(on: host, at: moment))
  }

  /// What is said of all hosts at a moment, in one pass.
  public func statusOverrides(at moment: Timestamp) -> [HostID: StatusOverride] {
    var claims: [HostID: WorkClaim] = [:]
    func note(_ new: WorkClaim, on hosts: [String]) {
      for host in hosts.lazy.map({ HostID($0) }) {
        if let claim = claims[host], claim.isStronger(than: new) { continue }
        claims[host] = new
      }
    }
    for window in windows {
      if let new = WorkClaim(window, at: moment) { note(new, on: window.hosts) }
    }
    for reservation in reservations(endingAfter: moment - Self.releaseLimit) {
      if let new = WorkClaim(reservation, at: moment) { note(new, on: reservation.hosts) }
    }
    var overrides: [HostID: StatusOverride] = [:]
    for host in Set(claims.keys).union(statusWords.keys) {
      overrides[host] = resolve(claims[host], word(on: host, at: moment))
    }
    return overrides
  }

  /// The last word on a host that holds at a moment.
  private func word(on host: HostID, at moment: Timestamp) -> StatusWord? {
    statusWords[host]?.last { $0.word.at <= moment }?.word
  }

  /// What holds of the claim of work and a person's word.
  ///
  /// A word said after the work began is meant as an answer to it and holds; one said before holds only when the host
  /// is switched off, which is more than maintenance.
  private func resolve(_ claim: WorkClaim?, _ word: StatusWord?) -> StatusOverride? {
    if let claim {
      guard let word, word.at >= claim.begun || word.status == .poweroff else { return claim.override }
    }
    guard let word, let status = word.status else { return nil }
    return StatusOverride(status: status, reason: .word(by: word.author, reason: word.reason), since: word.at)
  }
}

/// What one window or reservation says of its hosts at a moment.
private struct WorkClaim {
  let reason: StatusOverride.Reason
  private let work: OperationID
  let begun: Timestamp
  let ended: Timestamp?

  /// Nothing for a window that has not begun, is over for long, or leaves alarms on.
  init?(_ window: Window, at moment: Timestamp) {
    guard window.plan.silencesAlarms else { return nil }
    let course = window.course(at: moment)
    guard let begun = course.begun else { return nil }
    if let ended = course.ended, moment >= ended + TeamState.releaseLimit { return nil }
    (reason, work, self.begun, ended) = (.window(window.id), window.id, begun, course.ended)
  }

  /// Nothing for work that has not begun or is over for long, nor for work that takes one host after the other: most of
  /// them serve, and nobody says which one does not.
  ///
  /// Nothing either once the lease has ended: nobody says any more that the host is away on purpose, so it alarms.
  init?(_ reservation: Reservation, at moment: Timestamp) {
    guard reservation.plan.begun <= moment, !reservation.plan.isOneByOne else { return nil }
    switch reservation.state(at: moment) {
    case .overdue: return nil
    case .running: ended = nil
    case .done, .aborted:
      guard let end = reservation.end?.ending.at, moment < end + TeamState.releaseLimit else { return nil }
      // What had been overdue had given its hosts back already.
      guard reservation.leaseExpires > end else { return nil }
      ended = end
    }
    (reason, work, begun) = (.reservation(reservation.id), reservation.id, reservation.plan.begun)
  }

  /// Work that goes on is stronger than work that is over; then what began or ended later.
  func isStronger(than other: WorkClaim) -> Bool {
    let latest = Timestamp(milliseconds: .max)
    return (ended ?? latest, begun, work) > (other.ended ?? latest, other.begun, other.work)
  }

  var override: StatusOverride {
    StatusOverride(
      status: .maintenance, reason: reason, isReleasing: ended != nil, since: ended ?? begun)
  }
}
