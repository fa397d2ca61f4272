extension TeamState {
  /// The windows whose work goes on at a moment.
  public func running(at moment: Timestamp) -> [Window] { [] }

  /// The windows whose work goes on at a moment and covers a host.
  public func running(on host: HostID, at moment: Timestamp) -> [Window] { [] }

  /// The freezes in force at a moment; the zones are for those that recur.
  public func activeFreezes(at moment: Timestamp, zones: ZoneCatalogue = .utcOnly) -> [Freeze] { [] }

  /// The holds in force at a moment.
  public func activeHolds(at moment: Timestamp) -> [Hold] { [] }

  /// The acknowledgement in force at a moment of what a rule says of a host; nil when there is none.
  public func acknowledgement(
    of rule: RuleID, subject: String = "", on host: HostID, at moment: Timestamp
  ) -> Acknowledgement? { nil }

  /// The requests that wait for a person, the most urgent first.
  public func waiting(for account: String, memberships: Set<String>) -> [Request] { [] }

  /// The requests that a person sent and that are not finished, the most urgent first.
  public func waiting(by account: String) -> [Request] { [] }
}
