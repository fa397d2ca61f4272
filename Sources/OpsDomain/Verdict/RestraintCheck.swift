// Freezes and holds.

extension VerdictCase {
  /// Freezes that hold at some moment of the work.
  func freezeReasons() -> [VerdictReason] {
    team.freezes.compactMap { freeze in
      guard let hit = freeze.occurrences(in: span, zones: snapshot.zones).first else { return nil }
      let covered = covered(by: PlanCoverage(freeze.plan.targets))
      guard !covered.isEmpty else { return nil }
      let name = reference(freeze.id, else: freeze.reference)
      let when =
        hit.lowerBound > question.at
        ? "begins \(clock.text(hit.lowerBound)), within your \(lengthWords), until" : "until"
      var message = "freeze \(name) \(when) \(clock.text(hit.upperBound)) (owner \(freeze.plan.owner))"
      message += "\(scope(covered)): \(freeze.plan.reason)"
      if !freeze.plan.exemptions.isEmpty { message += "; except \(freeze.plan.exemptions)" }
      return VerdictReason(
        .freezeActive, weight(.block, covered), message, until: hit.upperBound, source: .freeze(freeze.id),
        by: freeze.plan.owner,
        evidence: [
          "reference": .text(name), "from": .moment(hit.lowerBound), "until": .moment(hit.upperBound),
          "hosts": .names(covered), "reason": .text(freeze.plan.reason),
        ], hosts: covered)
    }
  }

  /// Holds in force at some moment of the work.
  func holdReasons() -> [VerdictReason] {
    team.holds.compactMap { hold in
      guard let interval = hold.interval, interval.overlaps(span) else { return nil }
      let covered = covered(by: PlanCoverage(hold.plan.targets))
      guard !covered.isEmpty else { return nil }
      let isMine = hold.plan.owner == question.actor
      let severity: VerdictSeverity = isMine ? .info : hold.plan.variant == .warning ? .warn : .block
      let name = reference(hold.id, else: hold.reference)
      let who = isMine ? "held by you" : "held by \(hold.plan.owner)"
      let ends = hold.plan.expires.map { "; expires \(clock.text($0))" } ?? ""
      return VerdictReason(
        .holdActive, weight(severity, covered),
        "\(who) since \(clock.text(hold.plan.since)), \(name)\(scope(covered)): \(hold.plan.reason)\(ends)",
        until: hold.plan.expires, source: .hold(hold.id), by: hold.plan.owner,
        evidence: [
          "reference": .text(name), "since": .moment(hold.plan.since), "hosts": .names(covered),
          "variant": .text(hold.plan.variant.rawValue), "reason": .text(hold.plan.reason),
        ], hosts: covered)
    }
  }
}

extension Hold {
  /// The time in which it is in force, as far as is known; nil when there is none.
  fileprivate var interval: Range<Timestamp>? {
    let never = Timestamp(milliseconds: .max)
    let end = min(plan.expires ?? never, cleared?.at ?? never)
    return plan.since < end ? plan.since..<end : nil
  }
}
