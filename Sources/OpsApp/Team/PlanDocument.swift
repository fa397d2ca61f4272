import OpsDomain

/// Windows, freezes, holds and requests as `--json` prints them.
struct PlanDocument {
  /// The moment at which states are told.
  let moment: Timestamp
  let team: TeamState
  let zones: ZoneCatalogue

  /// A window, with its intervals within a range where one is given.
  func window(_ window: OpsDomain.Window, in range: Range<Timestamp>? = nil) -> JSON {
    let plan = window.plan
    return .members(
      [
        ("id", .text(window.id.description)), ("reference", .text(team.reference(of: window.id) ?? window.reference)),
        ("state", .text(window.state(at: moment).rawValue)), ("author", EntryDocument.author(window.author)),
        ("plannedAt", EntryDocument.time(window.plannedAt)),
      ] + fields(plan) + [
        ("interval", interval(window.interval(at: moment))),
        ("occurrences", range.map { .list(plan.occurrences(in: $0, zones: zones).map(interval)) }),
        ("steps", .list(window.steps.map(step))),
        ("earlier", window.earlier.isEmpty ? nil : .list(window.earlier.map(earlier))),
      ])
  }

  private func fields(_ plan: WindowPlan) -> [(String, JSON?)] {
    [
      ("title", .text(plan.title)), ("purpose", Self.text(plan.purpose)), ("targets", targets(plan.targets)),
      ("start", EntryDocument.time(plan.start)), ("end", EntryDocument.time(plan.end)), ("zone", Self.text(plan.zone)),
      ("recurrence", plan.recurrence.map { .text($0) }),
      ("exceptions", plan.exceptions.isEmpty ? nil : .list(plan.exceptions.map(EntryDocument.time))),
      ("owner", .text(plan.owner)), ("crew", .list(plan.crew.map { .text($0) })),
      ("impact", .text(plan.impact.rawValue)), ("procedure", Self.text(plan.procedure)),
      ("rollback", Self.text(plan.rollback)), ("silencesAlarms", .bool(plan.silencesAlarms)),
    ]
  }

  private func step(_ step: OpsDomain.Window.Step) -> JSON {
    let transition = step.transition
    return .members([
      ("id", .text(step.id.description)), ("state", .text(transition.state.rawValue)),
      ("at", EntryDocument.time(transition.at)), ("author", EntryDocument.author(step.author)),
      ("occurrence", transition.occurrence.map(EntryDocument.time)), ("reason", Self.text(transition.reason)),
      ("result", transition.result.map { .text($0.rawValue) }),
      ("hosts", transition.hosts.isEmpty ? nil : .list(transition.hosts.map { .text($0) })),
      ("refused", step.refused.map { .text($0) }),
    ])
  }

  private func earlier(_ earlier: OpsDomain.Window.Earlier) -> JSON {
    .members(
      [
        ("changedAt", EntryDocument.time(earlier.changedAt)), ("by", EntryDocument.author(earlier.by)),
        ("reason", Self.text(earlier.reason)),
      ] + fields(earlier.plan))
  }

  /// A freeze, with its intervals within a range where one is given.
  func freeze(_ freeze: Freeze, in range: Range<Timestamp>? = nil) -> JSON {
    let plan = freeze.plan
    return .members([
      ("id", .text(freeze.id.description)), ("reference", .text(team.reference(of: freeze.id) ?? freeze.reference)),
      ("active", .bool(team.activeFreezes(at: moment, zones: zones).contains { $0.id == freeze.id })),
      ("targets", targets(plan.targets)), ("start", EntryDocument.time(plan.start)),
      ("end", EntryDocument.time(plan.end)), ("zone", Self.text(plan.zone)),
      ("recurrence", plan.recurrence.map { .text($0) }),
      ("exceptions", plan.exceptions.isEmpty ? nil : .list(plan.exceptions.map(EntryDocument.time))),
      ("reason", .text(plan.reason)), ("exemptions", Self.text(plan.exemptions)), ("owner", .text(plan.owner)),
      ("author", EntryDocument.author(freeze.author)), ("cleared", freeze.cleared.map(clearing)),
      ("occurrences", range.map { .list(freeze.occurrences(in: $0, zones: zones).map(interval)) }),
    ])
  }

  /// A hold.
  func hold(_ hold: Hold) -> JSON {
    let plan = hold.plan
    return .members([
      ("id", .text(hold.id.description)), ("reference", .text(team.reference(of: hold.id) ?? hold.reference)),
      ("active", .bool(team.activeHolds(at: moment).contains { $0.id == hold.id })),
      ("targets", targets(plan.targets)), ("reason", .text(plan.reason)), ("owner", .text(plan.owner)),
      ("variant", .text(plan.variant.rawValue)), ("since", EntryDocument.time(plan.since)),
      ("expires", plan.expires.map(EntryDocument.time)), ("author", EntryDocument.author(hold.author)),
      ("cleared", hold.cleared.map(clearing)),
    ])
  }

  /// A request.
  func request(_ request: Request) -> JSON {
    let plan = request.plan
    return .members([
      ("id", .text(request.id.description)), ("reference", .text(team.reference(of: request.id) ?? request.reference)),
      ("state", .text(request.state(at: moment).rawValue)), ("to", .text(plan.to.text)),
      ("author", EntryDocument.author(request.author)), ("sentAt", EntryDocument.time(request.sentAt)),
      ("needs", .text(plan.needs.rawValue)), ("subject", .text(plan.subject)), ("text", Self.text(plan.text)),
      ("targets", plan.targets.isEmpty ? nil : .list(plan.targets.map(EntryDocument.target))),
      ("about", plan.about.map { .text($0.description) }), ("due", plan.due.map(EntryDocument.time)),
      ("assignee", request.assignee.map { .text($0) }), ("steps", .list(request.steps.map(step))),
    ])
  }

  private func step(_ step: Request.Step) -> JSON {
    .members([
      ("id", .text(step.id.description)), ("state", step.transition.state.map { .text($0.rawValue) }),
      ("at", EntryDocument.time(step.transition.at)), ("author", EntryDocument.author(step.author)),
      ("text", Self.text(step.transition.reason)), ("refused", step.refused.map { .text($0) }),
    ])
  }

  private func clearing(_ clearing: Clearing) -> JSON {
    .members([("at", EntryDocument.time(clearing.at)), ("reason", Self.text(clearing.reason))])
  }

  func targets(_ targets: WorkTargets) -> JSON {
    .members([
      ("set", .text(targets.text)), ("hosts", .list(targets.hosts.map { .text($0) })),
      ("roles", targets.roles.isEmpty ? nil : .list(targets.roles.map { .text($0) })),
      ("services", targets.services.isEmpty ? nil : .list(targets.services.map { .text($0) })),
    ])
  }

  private func interval(_ interval: Range<Timestamp>) -> JSON {
    .object([
      ("start", EntryDocument.time(interval.lowerBound)), ("end", EntryDocument.time(interval.upperBound)),
    ])
  }

  /// A text; an absent key when it is empty.
  private static func text(_ text: String) -> JSON? { text.isEmpty ? nil : .text(text) }
}
