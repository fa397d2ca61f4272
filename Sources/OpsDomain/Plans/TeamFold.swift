extension TeamState {
  /// The state after these operations, in whatever order they come and however often.
  public init(_ operations: some Sequence<Operation>) {
    self.init()
    apply(operations)
  }

  /// The state as it was at a moment: after those of the operations that were recorded by then.
  public init(_ operations: some Sequence<Operation>, until moment: Timestamp) {
    self.init(operations.lazy.filter { $0.recordedAt <= moment })
  }

  /// Takes in operations.
  public mutating func apply(_ operations: some Sequence<Operation>) {
    for operation in operations { apply(operation) }
  }

  /// Takes in an operation; one of an entry, or taken in before, changes nothing but `people`.
  public mutating func apply(_ operation: Operation) {
    meet(operation)
    switch operation.body.understood {
    case .windowPlan: windowLedger.take(operation, about: operation.id)
    case .windowChange(let change): windowLedger.take(operation, about: change.window)
    case .windowState(let transition): windowLedger.take(operation, about: transition.window)
    case .freezeSet: freezeLedger.take(operation, about: operation.id)
    case .freezeClear(let clearing): freezeLedger.take(operation, about: clearing.target)
    case .holdSet: holdLedger.take(operation, about: operation.id)
    case .holdClear(let clearing): holdLedger.take(operation, about: clearing.target)
    case .requestSend: requestLedger.take(operation, about: operation.id)
    case .requestState(let transition): requestLedger.take(operation, about: transition.request)
    case .findingAcknowledge: acknowledgementLedger.take(operation, about: operation.id)
    case .findingRelease(let clearing): acknowledgementLedger.take(operation, about: clearing.target)
    case .hostStatus(let change): say(change, operation)
    case .digestPublish(let publication): publish(publication, operation)
    case .reserveBegin: reserve(operation, about: operation.id)
    case .reserveBeat(let beat): reserve(operation, about: beat.reservation)
    case .reserveEnd(let ending): reserve(operation, about: ending.reservation)
    case .entryAdd, .entryAmend, .entryRetract, .entryRedact, .entryLink, .other: break
    }
  }

  private mutating func meet(_ operation: Operation) {
    let account = operation.author.account
    if let known = peopleOrders[account], known >= operation.order { return }
    peopleOrders[account] = operation.order
    people[account] = operation.author
  }

  private mutating func reserve(_ operation: Operation, about id: OperationID) {
    reservationLedger.take(operation, about: id)
    guard let reservation = reservationLedger[id] else { return }
    reservationEnds[id] = reservation.end?.ending.at ?? Timestamp(milliseconds: .max)
  }

  private mutating func say(_ change: HostStatusChange, _ operation: Operation) {
    let word = StatusWord(status: change.status, author: operation.author, at: change.at, reason: change.reason)
    for name in change.hosts {
      let host = HostID(name)
      statusWords[host, default: []].insertSorted(OrderedWord(order: operation.order, word: word), by: \.order)
      statuses[host] = statusWords[host]?.last?.word
    }
  }

  private mutating func publish(_ publication: DigestPublication, _ operation: Operation) {
    if let known = digestOrders[publication.day], known <= operation.order { return }
    digestOrders[publication.day] = operation.order
    digests[publication.day] = publication
    digestPublishers[publication.day] = operation.author
  }
}
