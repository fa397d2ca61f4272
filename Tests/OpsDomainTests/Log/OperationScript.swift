import OpsDomain
import TestSupport

/// Operations of a team as they are written one after the other, a minute apart.
struct OperationScript {
  private(set) var operations: [Operation] = []
  /// The moment of the next operation.
  var now = Timestamp.fixture
  private var identities = OperationIDGenerator()

  /// Records an act; returns its identity.
  @discardableResult
  mutating func record(
    _ body: OperationBody, by account: String = "naoya", writer: String = "tokyo1", hybrid: HybridTime? = nil
  ) -> OperationID {
    let id = identities.next(at: now, random: (1, UInt64(operations.count)))
    operations.append(
      Operation(
        id: id, writer: writer, sequence: Int64(operations.count + 1),
        hybrid: hybrid ?? HybridTime(wall: now.milliseconds), recordedAt: now, author: Author(account), via: .console,
        body: body))
    now = now + .seconds(60)
    return id
  }

  /// Plans two hours of work on bm-db07, an hour from now.
  @discardableResult
  mutating func plan(by account: String = "naoya", _ change: (inout WindowPlan) -> Void = { _ in }) -> OperationID {
    var plan = WindowPlan(
      title: "failover", targets: WorkTargets("bm-db07", hosts: ["bm-db07"]), start: now + .seconds(3600),
      end: now + .seconds(3 * 3600), zone: "Asia/Tokyo", owner: account)
    plan.number = 81
    change(&plan)
    return record(.windowPlan(plan), by: account)
  }

  /// Takes a step of planned work; returns when.
  @discardableResult
  mutating func step(
    _ window: OperationID, _ state: WindowState, by account: String = "naoya", reason: String = "because",
    occurrence: Timestamp? = nil, hosts: [String] = []
  ) -> Timestamp {
    let moment = now
    record(
      .windowState(
        WindowTransition(
          window: window, state: state, at: moment, occurrence: occurrence, reason: reason, hosts: hosts)),
      by: account)
    return moment
  }

  /// Begins work on bm-db07, with a lease of 15 minutes.
  @discardableResult
  mutating func reserve(
    by account: String = "naoya", _ change: (inout ReservationPlan) -> Void = { _ in }
  ) -> OperationID {
    var plan = ReservationPlan(
      targets: WorkTargets("bm-db07", hosts: ["bm-db07"]), action: .reboot, owner: account, begun: now,
      leaseExpires: now + ReservationPlan.lease, reason: "kernel")
    plan.number = 7
    change(&plan)
    return record(.reserveBegin(plan), by: account)
  }

  /// Gives a sign that work goes on; returns when its lease ends.
  @discardableResult
  mutating func beat(_ reservation: OperationID) -> Timestamp {
    let end = now + ReservationPlan.lease
    record(.reserveBeat(ReservationBeat(reservation: reservation, at: now, leaseExpires: end)))
    return end
  }

  /// Ends work; returns when.
  @discardableResult
  mutating func end(
    _ reservation: OperationID, _ outcome: ReservationEnding.Outcome = .done, by account: String = "naoya"
  ) -> Timestamp {
    let moment = now
    record(
      .reserveEnd(ReservationEnding(reservation: reservation, outcome: outcome, at: moment, reason: "so")), by: account)
    return moment
  }

  /// Changes planned work.
  mutating func change(_ window: OperationID, by account: String = "naoya", _ change: (inout WindowChange) -> Void) {
    var body = WindowChange(window: window, reason: "later")
    change(&body)
    record(.windowChange(body), by: account)
  }

  /// Takes a step of a request.
  mutating func answer(_ request: OperationID, _ state: RequestState?, by account: String, reason: String = "so") {
    record(.requestState(RequestTransition(request: request, state: state, at: now, reason: reason)), by: account)
  }

  /// What the operations make.
  var team: TeamState { TeamState(operations) }
}

extension RandomOperations {
  /// Operations that speak of each other, as several consoles write them whose clocks differ.
  mutating func team(count: Int) -> [Operation] {
    var made: [Operation] = []
    var ids: [OperationID] = []
    for number in 0..<count {
      let wall = Int64(number) * 1_000 + Int64.random(in: -5_000...5_000, using: &random)
      let known = ids.randomElement(using: &random)
      var operation = self.operation(teamBody(known))
      operation.recordedAt = Timestamp(milliseconds: Int64(number) * 1_000)
      operation.hybrid = HybridTime(wall: wall, counter: UInt32.random(in: 0...2, using: &random))
      operation.author = Author(["naoya", "hatta", "shinji", "jkondo"].randomElement(using: &random) ?? "naoya")
      made.append(operation)
      ids.append(operation.id)
    }
    return made
  }

  private mutating func teamBody(_ known: OperationID?) -> OperationBody {
    let known = known ?? id()
    let at = Timestamp(milliseconds: Int64.random(in: 0...1_000_000, using: &random))
    switch Int.random(in: 0..<15, using: &random) {
    case 0...3:
      let states: [WindowState] = [.announced, .inProgress, .inProgress, .verifying, .done, .aborted, .cancelled]
      return .windowState(
        WindowTransition(
          window: known, state: states.randomElement(using: &random) ?? .done, at: at,
          occurrence: maybe { _ in at }, reason: text()))
    case 4: return .windowChange(change(of: known))
    case 5:
      return .requestState(
        RequestTransition(request: known, state: maybe { $0.word(RequestState.self) }, at: at, reason: text()))
    case 6: return chance() ? .freezeClear(clearing(of: known)) : .holdClear(clearing(of: known))
    case 7: return .findingRelease(clearing(of: known))
    case 8: return .hostStatus(HostStatusChange(hosts: ["a", "b"], status: word(HostStatus.self), at: at))
    case 9: return .digestPublish(DigestPublication(day: chance() ? "2026-08-22" : "2026-08-23", text: text()))
    case 10: return .reserveBegin(reservation())
    case 11:
      return .reserveBeat(
        ReservationBeat(
          reservation: known, at: at, leaseExpires: at + .seconds(Int64.random(in: 1...900, using: &random))))
    case 12: return .reserveEnd(ending(of: known))
    default: return body([5, 8, 10, 13, 15, 18, 5, 13].randomElement(using: &random) ?? 5)
    }
  }
}
