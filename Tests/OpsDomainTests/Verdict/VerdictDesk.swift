import OpsDomain
import TestSupport

/// A fleet and a team that verdicts are asked of.
struct VerdictDesk {
  var hosts: RoleFixture
  var script = OperationScript()
  var work: [WorkInHand] = []
  var openWork: [OpenWork] = []
  var store = StoreStanding(cursor: StoreCursor(number: 12))
  var zone = ZoneRules.utc
  /// The moment at which is asked; that of the hosts unless it is set.
  var now: Timestamp?

  init(_ inventory: Inventory = .bookmark, loads: [HostID: Double] = [:]) {
    hosts = RoleFixture(inventory, loads: loads)
  }

  var moment: Timestamp { now ?? hosts.now }

  var snapshot: VerdictSnapshot {
    VerdictSnapshot(
      fleet: hosts.fleet, team: script.team, work: work, openWork: openWork, store: store,
      zones: ZoneFixture.catalogue, zone: zone, now: moment)
  }

  /// The answer to tokyo1, who wants to update something.
  func ask(
    _ subject: String, _ action: VerdictAction = .update, after: Duration = .zero, length: Duration? = nil,
    by actor: String = "tokyo1"
  ) -> Verdict {
    let subject = VerdictSubject(parsing: subject, in: hosts.inventory)
    return Verdict(
      VerdictQuestion(subject, action: action, at: moment + after, duration: length, actor: actor), snapshot)
  }

  /// Freezes something.
  mutating func freeze(
    _ targets: WorkTargets, from: Duration, to: Duration, _ change: (inout FreezePlan) -> Void = { _ in }
  ) {
    var plan = FreezePlan(
      targets: targets, start: moment + from, end: moment + to, reason: "year end", owner: "ops")
    plan.number = 3
    change(&plan)
    script.record(.freezeSet(plan))
  }

  /// Plans work of naoya's on bm-db07.
  @discardableResult
  mutating func window(from: Duration, to: Duration, _ change: (inout WindowPlan) -> Void = { _ in }) -> OperationID {
    let (start, end) = (moment + from, moment + to)
    return script.plan {
      ($0.start, $0.end) = (start, end)
      change(&$0)
    }
  }
}

extension Verdict {
  /// The codes of reasons that weigh something, worst first.
  var codes: [VerdictCode] { reasons.filter { $0.severity > .info }.map(\.code) }

  subscript(code: VerdictCode) -> VerdictReason? { reasons.first { $0.code == code } }
}
