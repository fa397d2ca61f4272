extension TeamState {
  /// The work in hand at a moment, what is overdue included: what verdicts are told from.
  public func workInHand(at moment: Timestamp) -> [WorkInHand] {
    openReservations(at: moment).map { work in
      WorkInHand(
        id: work.id, reference: reference(of: work.id) ?? work.reference, hosts: work.hosts.map { HostID($0) },
        owner: work.plan.owner, begun: work.plan.begun, leaseExpires: work.leaseExpires,
        isOneByOne: work.plan.isOneByOne)
    }
  }
}
