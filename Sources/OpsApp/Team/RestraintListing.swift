import OpsDomain
import OpsScreen

/// Freezes and holds as commands print them.
struct RestraintListing {
  let desk: TeamDesk
  let team: TeamState
  let moment: Timestamp

  private var document: PlanDocument { PlanDocument(moment: moment, team: team, zones: desk.access.zones) }

  /// Prints freezes.
  func show(_ freezes: [Freeze], json: Bool) {
    guard !json else { return show(FreezeCommand.schema, "freezes", freezes.map { document.freeze($0) }) }
    guard !freezes.isEmpty else { return StandardOutput.print("nothing is frozen") }
    var table = PlainTable([
      ("NAME", .left), ("WHEN", .left), ("RECURS", .left), ("SERVERS", .left), ("OWNER", .left), ("WHY", .left),
    ])
    for freeze in freezes {
      let plan = freeze.plan
      table.add([
        .init(team.reference(of: freeze.id) ?? freeze.reference),
        .init(desk.text(plan.start..<max(plan.start, plan.end))),
        .init(plan.recurrence.map { (try? Recurrence(rrule: $0).words) ?? $0 } ?? absentMark),
        .init(plan.targets.text.isEmpty ? "everything" : NodeSet.fold(plan.targets.hosts)), .init(plan.owner),
        .init(why(plan.reason, freeze.cleared) + (plan.exemptions.isEmpty ? "" : " (allowed: \(plan.exemptions))")),
      ])
    }
    show(table)
  }

  /// Prints holds.
  func show(_ holds: [Hold], json: Bool) {
    guard !json else { return show(HoldCommand.schema, "holds", holds.map(document.hold)) }
    guard !holds.isEmpty else { return StandardOutput.print("nothing is held") }
    var table = PlainTable([
      ("NAME", .left), ("SINCE", .left), ("UNTIL", .left), ("SERVERS", .left), ("OWNER", .left), ("", .left),
      ("WHY", .left),
    ])
    for hold in holds {
      let plan = hold.plan
      table.add([
        .init(team.reference(of: hold.id) ?? hold.reference), .init(desk.stamp(plan.since)),
        .init(plan.expires.map(desk.stamp) ?? absentMark),
        .init(NodeSet.fold(plan.targets.hosts)), .init(plan.owner), .init(plan.variant.rawValue),
        .init(why(plan.reason, hold.cleared)),
      ])
    }
    show(table)
  }

  private func why(_ reason: String, _ clearing: Clearing?) -> String {
    guard let clearing else { return reason }
    let said = clearing.reason.isEmpty ? "" : ": \(clearing.reason)"
    return "\(reason) (taken away \(desk.stamp(clearing.at))\(said))"
  }

  private func show(_ table: PlainTable) {
    let colours = StandardOutput.hasColours(desk.files.environment)
    StandardOutput.print(table.lines(colours: colours).joined(separator: "\n"))
  }

  private func show(_ schema: String, _ key: String, _ items: [JSON]) {
    StandardOutput.print(
      JSON.object([("schema", .text(schema)), ("at", EntryDocument.time(moment)), (key, .list(items))]).text)
  }
}
