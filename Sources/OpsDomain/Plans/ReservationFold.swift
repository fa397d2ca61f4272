extension Reservation: Ledgered {
  init?(founding operation: Operation) {
    guard case .reserveBegin(let plan) = operation.body.understood else { return nil }
    self.init(id: operation.id, plan: plan, author: operation.author)
  }

  /// The first end counts, and what comes after it extends nothing; nor does a sign that comes when the lease has ended:
  /// others may have begun by then, who counted these hosts as back.
  mutating func take(_ operation: Operation) {
    guard end == nil else { return }
    switch operation.body.understood {
    case .reserveBeat(let beat) where beat.at <= leaseExpires:
      leaseExpires = max(leaseExpires, beat.leaseExpires)
      lastSign = max(lastSign, beat.at)
    case .reserveEnd(let ending): end = End(id: operation.id, author: operation.author, ending: ending)
    default: break
    }
  }
}

extension TeamState {
  /// The work that nobody has ended by a moment, what is overdue included; in the order of its beginning.
  public func openReservations(at moment: Timestamp) -> [Reservation] {
    reservations(endingAfter: moment).filter { $0.isOpen(at: moment) }
      .sorted { ($0.plan.begun, $0.id) < ($1.plan.begun, $1.id) }
  }

  /// The work that was not over by a moment.
  func reservations(endingAfter moment: Timestamp) -> [Reservation] {
    reservationEnds.compactMap { id, end in end > moment ? reservationLedger[id] : nil }
  }

  /// The work on a host that nobody has ended by a moment, what is overdue included.
  public func openReservations(on host: HostID, at moment: Timestamp) -> [Reservation] {
    openReservations(at: moment).filter { $0.covers(host) }
  }
}
