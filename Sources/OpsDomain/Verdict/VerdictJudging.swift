extension Verdict {
  /// The answer to a question, from a snapshot alone.
  ///
  /// Every check runs, whatever the others say. Costs a look at every host asked about for every plan in force.
  public init(_ question: VerdictQuestion, _ snapshot: VerdictSnapshot) {
    let matter = VerdictCase(question, snapshot)
    let reasons = Verdict.sorted(
      matter.sourceReasons() + matter.planReasons() + matter.measuredReasons())
    self.init(
      question: question, word: VerdictWord(worst: reasons.first?.severity), reasons: reasons,
      earliest: matter.earliest(after: reasons), nextChange: matter.nextChange(),
      hosts: matter.places.map { matter.name($0) }, now: snapshot.now, observedAt: matter.observedAt,
      storeCursor: snapshot.store.cursor)
  }

  /// Reasons with the worst first; of equal weight in the order of the checks.
  static func sorted(_ reasons: [VerdictReason]) -> [VerdictReason] {
    reasons.enumerated().sorted { left, right in
      (right.element.severity, left.offset) < (left.element.severity, right.offset)
    }.map(\.element)
  }
}

extension VerdictCase {
  /// What people have planned, held, begun and asked.
  func planReasons() -> [VerdictReason] {
    freezeReasons() + holdReasons() + windowReasons() + reservationReasons() + approvalReasons() + openWorkReasons()
  }

  /// What is measured of hosts.
  func measuredReasons() -> [VerdictReason] { capacityReasons() + alarmReasons() + dependencyReasons() }

  /// The oldest of the readings that the answer rests on.
  var observedAt: Timestamp? {
    places.lazy.filter { fleet.hosts[$0].isReadNow }.compactMap { fleet.hosts[$0].sample?.takenAt }.min()
  }

  // MARK: time

  /// When nothing that time ends is in the way any more; nil when it is not only time, or nothing is.
  func earliest(after reasons: [VerdictReason]) -> Timestamp? {
    guard let worst = reasons.first?.severity, worst > .info else { return nil }
    // Of a NO, cautions that stay do not matter; of a CAUTION they are all there is.
    let least: VerdictSeverity = worst == .warn ? .warn : .unknown
    guard var moment = Self.end(of: reasons.filter { $0.severity >= least }) else { return nil }
    let limit = question.at + Self.earliestAhead
    for _ in 0..<Self.stepsMax where moment <= limit {
      var later = question
      later.at = moment
      let matter = VerdictCase(later, snapshot)
      let left = (matter.freezeReasons() + matter.holdReasons() + matter.windowReasons() + matter.approvalReasons())
        .filter { $0.severity >= least }
      guard !left.isEmpty else { return moment }
      guard let end = Self.end(of: left), end > moment else { return nil }
      moment = end
    }
    return nil
  }

  /// How far ahead a moment is looked for at which it is OK, and in how many steps at most.
  private static let earliestAhead: Duration = .seconds(400 * 86_400)
  private static let stepsMax = 64

  /// When the last of these reasons ends; nil when one of them does not end by itself, or there is none.
  private static func end(of reasons: [VerdictReason]) -> Timestamp? {
    var end: Timestamp?
    for reason in reasons {
      guard let until = reason.until else { return nil }
      end = max(end ?? until, until)
    }
    return end
  }

  /// When plans about the subject next begin or end.
  func nextChange() -> Timestamp? {
    let now = snapshot.now
    let ahead = now..<(now + Verdict.lookAhead)
    var next: Timestamp?
    func consider(_ moment: Timestamp) { if moment > now { next = min(next ?? moment, moment) } }
    func consider(_ interval: Range<Timestamp>) {
      // What begins counts from when it would begin within the work.
      consider(interval.lowerBound - question.duration)
      consider(interval.lowerBound)
      consider(interval.upperBound)
    }
    for freeze in team.freezes where !covered(by: PlanCoverage(freeze.plan.targets)).isEmpty {
      freeze.occurrences(in: ahead, zones: snapshot.zones).prefix(2).forEach(consider)
    }
    for window in team.windows
    where !window.recorded.isFinal && window.recorded != .draft && !covered(by: PlanCoverage(window)).isEmpty {
      if window.isRunning(at: now) { consider(window.plannedEnd) }
      window.plan.occurrences(in: ahead, zones: snapshot.zones).prefix(2).forEach(consider)
    }
    for hold in team.holds where hold.cleared == nil && !covered(by: PlanCoverage(hold.plan.targets)).isEmpty {
      consider(hold.plan.since)
      if let expires = hold.plan.expires { consider(expires) }
    }
    // The work in hand on other hosts of a role counts for what the role can spare.
    let near = isSubject.union(roles.flatMap { fleet.roleMembers[$0] })
    for (work, places) in zip(snapshot.work, snapshot.workPlaces) where !places.isDisjoint(with: near) {
      consider(work.leaseExpires)
    }
    return next.flatMap { $0 < ahead.upperBound ? $0 : nil }
  }
}
