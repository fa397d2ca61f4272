import OpsDomain
import OpsScreen

/// Work in hand as commands print it.
struct ReservationListing {
  static let schema = "opsconsole.reservations/1"

  let desk: TeamDesk
  let team: TeamState
  let moment: Timestamp

  /// Prints reservations; `json` as a document.
  func show(_ reservations: [Reservation], json: Bool) {
    guard !json else { return StandardOutput.print(document(reservations).text) }
    guard !reservations.isEmpty else { return StandardOutput.print("nobody has reserved anything") }
    var table = PlainTable([
      ("NAME", .left), ("STATE", .left), ("ACTION", .left), ("SERVERS", .left), ("OWNER", .left), ("SINCE", .left),
      ("UNTIL", .left), ("WHY", .left),
    ])
    for work in reservations {
      table.add([
        .init(team.reference(of: work.id) ?? work.reference, look: Theme.fallback.look(.strong)),
        .init(work.state(at: moment).rawValue, look: Theme.fallback.look(role(work))),
        .init(work.plan.action.rawValue), .init(NodeSet.fold(work.hosts)), .init(work.plan.owner),
        .init(desk.stamp(work.plan.begun)), .init(until(work)), .init(why(work)),
      ])
    }
    let colours = StandardOutput.hasColours(desk.files.environment)
    StandardOutput.print(table.lines(colours: colours).joined(separator: "\n"))
  }

  /// Reservations as a document.
  func document(_ reservations: [Reservation]) -> JSON {
    let plans = PlanDocument(moment: moment, team: team, zones: desk.access.zones)
    return .object([
      ("schema", .text(Self.schema)), ("at", EntryDocument.time(moment)),
      ("reservations", .list(reservations.map(plans.reservation))),
    ])
  }

  private func role(_ work: Reservation) -> Role {
    switch work.state(at: moment) {
    case .running: return .maintenance
    case .overdue: return .warn
    case .done: return .ok
    case .aborted: return .quiet
    }
  }

  /// When the lease ends, ended, or the work did.
  private func until(_ work: Reservation) -> String {
    desk.stamp(work.state(at: moment) == .running ? work.leaseExpires : work.end?.ending.at ?? work.leaseExpires)
  }

  private func why(_ work: Reservation) -> String {
    var words = work.plan.reason
    if !work.plan.ignored.isEmpty { words += " (override of \(work.plan.ignored.joined(separator: ", ")))" }
    guard let end = work.end, moment >= end.ending.at else { return words }
    if !end.ending.reason.isEmpty { words += ": \(end.ending.reason)" }
    if let result = end.ending.result { words += " (\(result.rawValue))" }
    return words
  }
}

extension PlanDocument {
  /// A reservation.
  func reservation(_ work: Reservation) -> JSON {
    let plan = work.plan
    return .members([
      ("id", .text(work.id.description)), ("reference", .text(team.reference(of: work.id) ?? work.reference)),
      ("state", .text(work.state(at: moment).rawValue)), ("targets", targets(plan.targets)),
      ("action", .text(plan.action.rawValue)), ("oneByOne", plan.isOneByOne ? .bool(true) : nil),
      ("owner", .text(plan.owner)), ("reason", .text(plan.reason)),
      ("begun", EntryDocument.time(plan.begun)), ("leaseExpires", EntryDocument.time(work.leaseExpires)),
      ("lastSign", EntryDocument.time(work.lastSign)), ("expectedEnd", plan.expectedEnd.map(EntryDocument.time)),
      ("window", plan.window.map { .text($0.description) }), ("entry", plan.entry.map { .text($0.description) }),
      ("ignored", plan.ignored.isEmpty ? nil : .list(plan.ignored.map { .text($0) })),
      ("overrideReason", plan.ignored.isEmpty ? nil : .text(plan.overrideReason)),
      ("author", EntryDocument.author(work.author)), ("end", work.end.map(end)),
    ])
  }

  private func end(_ end: Reservation.End) -> JSON {
    let ending = end.ending
    return .members([
      ("outcome", .text(ending.outcome.rawValue)), ("at", EntryDocument.time(ending.at)),
      ("author", EntryDocument.author(end.author)), ("reason", ending.reason.isEmpty ? nil : .text(ending.reason)),
      ("result", ending.result.map { .text($0.rawValue) }), ("exit", ending.exit.map { .whole(Int64($0)) }),
      ("entry", ending.entry.map { .text($0.description) }),
    ])
  }
}
