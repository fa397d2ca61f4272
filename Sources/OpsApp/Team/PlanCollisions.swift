import OpsDomain

/// What planned work would collide with.
struct PlanCollisions {
  /// How far ahead the occurrences of recurring work are looked at.
  private static let horizon = Duration.seconds(366 * 86_400)

  let desk: TeamDesk
  let team: TeamState

  /// Sentences on windows, freezes and holds that cover some of its hosts at some of its times.
  func notes(of plan: WindowPlan, except own: OperationID? = nil) -> [String] {
    let zones = desk.access.zones
    let times = plan.occurrences(in: plan.start..<(plan.start + Self.horizon), zones: zones)
    let hosts = Set(plan.targets.hosts)
    var notes: [String] = []
    for window in team.windows where window.id != own && !window.recorded.isFinal {
      let shared = hosts.intersection(window.hosts)
      guard !shared.isEmpty else { continue }
      let others = window.plan.occurrences(in: plan.start..<(plan.start + Self.horizon), zones: zones)
      guard let clash = Self.clash(times, others) else { continue }
      notes.append(
        "\(team.reference(of: window.id) ?? window.reference) “\(window.plan.title)” by \(window.plan.owner) is planned "
          + "for \(desk.text(clash)) on \(NodeSet.fold(shared.sorted()))")
    }
    for freeze in team.freezes where freeze.cleared == nil && covers(freeze.plan.targets, hosts) {
      let frozen = freeze.occurrences(in: plan.start..<(plan.start + Self.horizon), zones: zones)
      guard let clash = Self.clash(times, frozen) else { continue }
      notes.append(
        "\(team.reference(of: freeze.id) ?? freeze.reference) freezes it \(desk.text(clash)): \(freeze.plan.reason)")
    }
    for hold in team.activeHolds(at: plan.start)
    where hold.plan.owner != plan.owner && covers(hold.plan.targets, hosts) {
      notes.append(
        "\(team.reference(of: hold.id) ?? hold.reference) by \(hold.plan.owner) holds it: \(hold.plan.reason)")
    }
    return notes
  }

  /// Freezes of nothing named are of everything.
  private func covers(_ targets: WorkTargets, _ hosts: Set<String>) -> Bool {
    targets.text.isEmpty || !hosts.isDisjoint(with: targets.hosts)
  }

  /// The first interval of `others` that overlaps one of `times`; both are in order.
  private static func clash(_ times: [Range<Timestamp>], _ others: [Range<Timestamp>]) -> Range<Timestamp>? {
    var place = 0
    for time in times {
      while place < others.count, others[place].upperBound <= time.lowerBound { place += 1 }
      guard place < others.count else { return nil }
      if others[place].overlaps(time) { return others[place] }
    }
    return nil
  }
}
