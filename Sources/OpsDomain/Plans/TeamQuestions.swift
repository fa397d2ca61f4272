extension TeamState {
  /// The windows whose work goes on at a moment.
  public func running(at moment: Timestamp) -> [Window] { windows.filter { $0.isRunning(at: moment) } }

  /// The windows whose work goes on at a moment and covers a host.
  public func running(on host: HostID, at moment: Timestamp) -> [Window] {
    windows.filter { $0.isRunning(at: moment) && $0.covers(host) }
  }

  /// The freezes in force at a moment; the zones are for those that recur.
  public func activeFreezes(at moment: Timestamp, zones: ZoneCatalogue = .utcOnly) -> [Freeze] {
    let now = moment..<Timestamp(milliseconds: moment.milliseconds.addingReportingOverflow(1).partialValue)
    return freezes.filter { freeze in
      guard freeze.cleared.map({ moment < $0.at }) ?? true else { return false }
      if freeze.plan.recurrence == nil { return freeze.plan.start <= moment && moment < freeze.plan.end }
      return !freeze.plan.occurrences(in: now, zones: zones).isEmpty
    }
  }

  /// The holds in force at a moment.
  public func activeHolds(at moment: Timestamp) -> [Hold] { holds.filter { $0.isActive(at: moment) } }

  /// The acknowledgement in force at a moment of what a rule says of a host; nil when there is none.
  ///
  /// One without a subject is for all that the rule says of the host. Of several it is the last.
  public func acknowledgement(
    of rule: RuleID, subject: String = "", on host: HostID, at moment: Timestamp
  ) -> Acknowledgement? {
    acknowledgements.last { one in
      one.finding.rule == rule && one.finding.host == host.name
        && (one.finding.subject.isEmpty || one.finding.subject == subject) && one.isActive(at: moment)
    }
  }

  /// The requests that wait for a person, the most urgent first.
  public func waiting(for account: String, memberships: Set<String>) -> [Request] {
    requests.filter { $0.waits(for: account, memberships: memberships) }.sorted(by: Self.isMoreUrgent)
  }

  /// The requests that a person sent and that are not finished, the most urgent first.
  public func waiting(by account: String) -> [Request] {
    requests.filter { $0.isOpen && $0.author.account == account }.sorted(by: Self.isMoreUrgent)
  }

  /// What is due is before what is not, the earlier before the later; then what was sent first.
  static func isMoreUrgent(_ left: Request, _ right: Request) -> Bool {
    let latest = Timestamp(milliseconds: .max)
    return (left.plan.due ?? latest, left.sentAt, left.id) < (right.plan.due ?? latest, right.sentAt, right.id)
  }
}
