import OpsDomain
import OpsScreen

extension Form {
  func reviewFreeze(_ review: inout FormReview, _ desk: FormDesk) {
    require(.reason, "a reason is missing: why nothing is to be changed", &review)
    let targets = hosts(&review, desk, emptyMeans: "empty: everything is frozen")
    guard let targets, let interval = interval(&review, desk) else { return }
    var plan = FreezePlan(
      targets: targets, start: interval.lowerBound, end: interval.upperBound, zone: desk.clock.zone.name,
      reason: self[.reason], owner: self[.owner].isEmpty ? desk.me : self[.owner])
    plan.exemptions = self[.text]
    let what = targets.text.isEmpty ? "everything" : FormDesk.words(targets.hosts)
    review.statement = "freezes \(what), \(desk.clock.full(interval))"
    review.bodies = [.freezeSet(plan)]
    review.done = "frozen"
    for window in desk.team.windows where !window.recorded.isFinal && window.recorded != .draft {
      guard targets.text.isEmpty || window.hosts.contains(where: targets.hosts.contains),
        let hit = window.plan.occurrences(in: interval, zones: desk.settings.zones).first
      else { continue }
      review.warnings.append("\(desk.reference(window.id)) is planned \(desk.clock.full(hit)): \(window.plan.title)")
    }
  }

  func reviewHold(_ review: inout FormReview, _ desk: FormDesk) {
    require(.reason, "a reason is missing: what others must not disturb", &review)
    let targets = hosts(&review, desk)
    let until = moment(.until, &review, desk, otherwise: "empty: until it is cleared")
    guard let targets else { return }
    let variant = HoldPlan.Variant(rawValue: self[.variant]) ?? .block
    let plan = HoldPlan(
      targets: targets, reason: self[.reason], owner: desk.me, variant: variant, since: desk.now, expires: until)
    let end = until.map { "until \(desk.clock.moment($0))" } ?? "until you clear it"
    review.statement = "\(variant == .block ? "holds" : "warns others off") \(FormDesk.words(targets.hosts)) \(end)"
    review.bodies = [.holdSet(plan)]
    review.done = "held"
    for hold in desk.team.activeHolds(at: desk.now)
    where hold.plan.targets.hosts.contains(where: targets.hosts.contains) {
      review.warnings.append("held by \(hold.plan.owner) too, \(desk.reference(hold.id)): \(hold.plan.reason)")
    }
  }

  func reviewClearing(of id: OperationID, _ review: inout FormReview, _ desk: FormDesk) {
    let name = desk.reference(id)
    let clearing = Clearing(target: id, at: desk.now, reason: self[.reason])
    if let freeze = desk.team.freeze(id) {
      let targets = freeze.plan.targets
      let what = targets.text.isEmpty ? "everything" : FormDesk.words(targets.hosts)
      review.statement = "ends the freeze \(name) of \(freeze.plan.owner) on \(what)"
      review.bodies = [.freezeClear(clearing)]
    } else if let hold = desk.team.hold(id) {
      review.statement = "clears the hold \(name) of \(hold.plan.owner) on \(FormDesk.words(hold.plan.targets.hosts))"
      review.bodies = [.holdClear(clearing)]
      if hold.plan.owner != desk.me { review.warnings.append("it is not yours but that of \(hold.plan.owner)") }
    } else {
      review.problems[.reason] = "it is no longer there"
    }
    review.done = "\(name) is cleared"
  }

  func reviewStatus(_ review: inout FormReview, _ desk: FormDesk) {
    guard let targets = hosts(&review, desk) else { return }
    let status = HostStatus(rawValue: self[.state])
    let change = HostStatusChange(
      hosts: targets.hosts, text: targets.text, status: status, at: desk.now, reason: self[.reason])
    let meaning: String
    switch status {
    case .working: meaning = "working: watched, alarms"
    case .standby: meaning = "standby: watched, silent"
    case .maintenance: meaning = "maintenance: watched, silent"
    case .poweroff: meaning = "poweroff: not watched"
    case nil: meaning = "as the inventory says"
    }
    review.statement = "says of \(FormDesk.words(targets.hosts)): \(meaning); nothing happens on them"
    review.bodies = [.hostStatus(change)]
    review.done = "\(FormDesk.words(targets.hosts)): \(meaning)"
  }

  func reviewAcknowledgement(of problem: FleetProblem, _ review: inout FormReview, _ desk: FormDesk) {
    require(.reason, "what is done about it? a few words for the others", &review)
    let until = moment(.until, &review, desk, otherwise: "empty: until the finding ends")
    let finding = FindingAcknowledgement(
      host: problem.host.name, rule: problem.finding.rule, subject: problem.finding.subject, at: desk.now,
      expires: until, reason: self[.reason])
    let end = until.map { "until \(desk.clock.moment($0))" } ?? "until it ends"
    review.statement = "tells the team that you take care of it \(end): \(problem.host) \(problem.finding.sentence)"
    review.bodies = [.findingAcknowledge(finding)]
    review.done = "acknowledged"
  }

  func reviewPublication(of day: String, _ review: inout FormReview, _ desk: FormDesk) {
    let first = fields.first?.id ?? .reason
    if desk.team.digests[day] != nil { review.problems[first] = "the digest of \(day) is published already" }
    if text.isEmpty { review.problems[first] = "the page is empty" }
    review.statement = "publishes the digest of \(day) for the team, once"
    review.bodies = [.digestPublish(DigestPublication(day: day, text: text))]
    review.done = "the digest of \(day) is published"
  }
}
