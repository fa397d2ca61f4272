import OpsDomain
import OpsScreen

/// All that is known of a request, as the lines of a page.
struct RequestPage {
  let request: Request
  let world: World
  let clock: PlanClock
  let columns: Int

  var lines: [PageLine] {
    let plan = request.plan
    let name = world.log.team.reference(of: request.id) ?? request.reference
    let state = request.state(at: clock.now)
    var lines = [
      PageLine([
        TitleWord(text: "\(name)  ", role: .strong), TitleWord(text: plan.subject + "   ", role: .title),
        TitleWord(text: state.rawValue, role: state == .overdue ? .warn : request.isOpen ? .text : .quiet),
      ]), PageLine(),
      PageLine("\(request.author.display), \(clock.moment(request.sentAt))", .text, label: "from"),
      PageLine(plan.to.text, .text, label: "to"),
    ]
    if let assignee = request.assignee { lines.append(PageLine(assignee, .strong, label: "taken by")) }
    if let due = plan.due {
      lines.append(PageLine("\(clock.moment(due)), \(clock.distance(to: due))", .text, label: "by"))
    }
    lines.append(PageLine(needs(plan.needs), .text, label: "needs"))
    if !plan.targets.isEmpty {
      lines += TextPage.wrapped(NodeSet.fold(plan.targets.map(\.id)), label: "about", columns: columns)
    }
    if let about = plan.about {
      lines.append(PageLine(world.log.team.reference(of: about) ?? about.description, .text, label: "follows"))
    }
    if !plan.text.isEmpty { lines += [PageLine()] + TextPage.wrapped(plan.text, label: "text", columns: columns) }
    lines += [PageLine(), PageLine("Answers", .title)]
    if request.steps.isEmpty { lines.append(PageLine("   none yet", .quiet)) }
    lines += request.steps.map(line)
    return lines
  }

  private func needs(_ need: RequestPlan.Need) -> String {
    switch need {
    case .ack: return "to be seen"
    case .work: return "work"
    case .approval: return "approval"
    }
  }

  private func line(_ step: Request.Step) -> PageLine {
    let role: Role = step.refused == nil ? .text : .quiet
    let refused = step.refused.map { "  counts for nothing: \($0)" } ?? ""
    return PageLine([
      TitleWord(text: "   " + fit(clock.moment(step.transition.at), columns: 17), role: .quiet),
      TitleWord(text: fit(step.author.display, columns: 10) + " ", role: role),
      TitleWord(text: fit(step.transition.state?.rawValue ?? "comment", columns: 13) + " ", role: .strong),
      TitleWord(text: step.transition.reason + refused, role: role),
    ])
  }
}
