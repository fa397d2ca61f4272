extension TeamState {
  /// The work in hand at a moment, what is overdue included: what verdicts are told from.
  ///
  /// What is recorded counts, also where it began a little later by the clock of whoever began it: of two at the same
  /// moment each must know of the other.
  public func workInHand(at moment: Timestamp) -> [WorkInHand] {
    let open = reservations(endingAfter: moment).sorted { ($0.plan.begun, $0.id) < ($1.plan.begun, $1.id) }
    return open.map { work in
      WorkInHand(
        id: work.id, reference: reference(of: work.id) ?? work.reference, hosts: work.hosts.map { HostID($0) },
        owner: work.plan.owner, begun: work.plan.begun, leaseExpires: work.leaseExpires,
        isOneByOne: work.plan.isOneByOne)
    }
  }
}
