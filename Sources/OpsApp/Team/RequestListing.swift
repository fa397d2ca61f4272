import OpsDomain
import OpsScreen

/// Requests as commands print them.
struct RequestListing {
  static let schema = "opsconsole.requests/1"

  let desk: TeamDesk
  let team: TeamState
  let moment: Timestamp

  init(desk: TeamDesk, team: TeamState, moment: Timestamp? = nil) {
    self.desk = desk
    self.team = team
    self.moment = moment ?? desk.now
  }

  private var document: PlanDocument { PlanDocument(moment: moment, team: team, zones: desk.access.zones) }

  /// Prints requests, one a line.
  func show(_ requests: [Request], json: Bool) {
    if json {
      return StandardOutput.print(
        JSON.object([
          ("schema", .text(Self.schema)), ("at", EntryDocument.time(moment)),
          ("requests", .list(requests.map(document.request))),
        ]).text)
    }
    guard !requests.isEmpty else { return StandardOutput.print("nothing is asked") }
    var table = PlainTable([
      ("NAME", .left), ("STATE", .left), ("TO", .left), ("FROM", .left), ("DUE", .left), ("NEEDS", .left),
      ("SUBJECT", .left),
    ])
    for request in requests {
      let state = request.state(at: moment)
      let look = state == .overdue ? Theme.fallback.look(.warn) : nil
      table.add([
        .init(name(request)), .init(state.rawValue, look: look), .init(whom(request)), .init(request.author.account),
        .init(request.plan.due.map(desk.stamp) ?? absentMark),
        .init(request.plan.needs.rawValue), .init(request.plan.subject),
      ])
    }
    let colours = StandardOutput.hasColours(desk.files.environment)
    StandardOutput.print(table.lines(colours: colours).joined(separator: "\n"))
  }

  /// Prints one request with all that was said.
  func show(_ request: Request, json: Bool) {
    if json {
      return StandardOutput.print(
        JSON.object([("schema", .text(Self.schema)), ("request", document.request(request))]).text)
    }
    for line in lines(request) { StandardOutput.print(harmless(line)) }
  }

  private func lines(_ request: Request) -> [String] {
    let plan = request.plan
    var lines = ["\(name(request))  \(request.state(at: moment).rawValue)  \(plan.subject)"]
    func field(_ name: String, _ value: String?) {
      if let value, !value.isEmpty { lines.append(name + String(repeating: " ", count: 13 - name.count) + value) }
    }
    field("to", whom(request))
    field("from", "\(request.author.account), \(desk.stamp(request.sentAt))")
    field("needs", plan.needs.rawValue)
    field("due", plan.due.map(desk.stamp))
    field("servers", NodeSet.fold(plan.targets.filter { $0.kind == .host }.map(\.id)))
    field("about", plan.about.map { team.reference(of: $0) ?? $0.description })
    if !plan.text.isEmpty {
      lines.append("")
      lines += harmlessLines(plan.text).map { "  " + $0 }
      lines.append("")
    }
    for step in request.steps {
      let word = step.transition.state?.rawValue ?? "comment"
      let refused = step.refused.map { ", does not count: \($0)" } ?? ""
      let said = step.transition.reason.split(whereSeparator: \.isNewline).joined(separator: " ")
      field(
        word,
        "\(desk.stamp(step.transition.at)) by \(step.author.account)"
          + (said.isEmpty ? "" : ": \(said)") + refused)
    }
    return lines
  }

  private func name(_ request: Request) -> String { team.reference(of: request.id) ?? request.reference }

  private func whom(_ request: Request) -> String {
    guard let assignee = request.assignee, assignee != request.plan.to.text else { return request.plan.to.text }
    return "\(request.plan.to.text), \(assignee)"
  }
}
