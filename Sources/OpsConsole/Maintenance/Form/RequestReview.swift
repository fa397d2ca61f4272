import OpsDomain
import OpsScreen

extension Form {
  func reviewRequest(about: OperationID?, _ review: inout FormReview, _ desk: FormDesk) {
    require(.to, "for whom? a person, @group or duty:role", &review)
    require(.subject, "what is asked? one line", &review)
    var targets: [EntryTarget] = []
    var words = ""
    if !self[.targets].isEmpty, let found = hosts(&review, desk) {
      targets = desk.requestTargets(found)
      words = " about \(FormDesk.words(found.hosts))"
    }
    let due = moment(.due, &review, desk, otherwise: "empty: no date")
    let to = Addressee(self[.to])
    noteAddressee(to, &review, desk)
    review.statement = "asks \(to.text)\(words)\(due.map { ", by \(desk.clock.moment($0))" } ?? "")"
    review.bodies = [
      .requestSend(
        RequestPlan(
          to: to, subject: self[.subject], text: self[.text], targets: targets, about: about, due: due,
          needs: RequestPlan.Need(rawValue: self[.needs]) ?? .work))
    ]
    review.done = "sent to \(to.text)"
  }

  private func noteAddressee(_ to: Addressee, _ review: inout FormReview, _ desk: FormDesk) {
    switch to {
    case .person(let name):
      guard !name.isEmpty, !desk.accounts.contains(name) else { return }
      let near = closestMatch(to: name, among: desk.accounts).map { "; did you mean \($0)?" } ?? ""
      review.warnings.append("nobody called \(name) has written to the log yet\(near)")
    case .group(let name): note(desk.settings.groups, name, "group", &review)
    case .onDuty(let name): note(desk.settings.duties, name, "duty", &review)
    }
  }

  private func note(_ lists: [String: [String]], _ name: String, _ what: String, _ review: inout FormReview) {
    if let members = lists[name] {
      review.notes[.to] = [members.joined(separator: ", ")]
    } else {
      let near = closestMatch(to: name, among: lists.keys.sorted()).map { "; did you mean \($0)?" } ?? ""
      review.warnings.append("there is no \(what) \(name) in the configuration\(near)")
    }
  }

  func reviewAnswer(
    to id: OperationID, _ state: RequestState?, _ review: inout FormReview, _ desk: FormDesk
  ) {
    guard let request = desk.team.request(id) else {
      review.problems[.reason] = "it is no longer there"
      return
    }
    let name = desk.reference(id)
    if state == nil { require(.reason, "a word is missing", &review) }
    do throws(PlanProblem) {
      let transition = try request.transition(to: state, by: desk.me, at: desk.now, reason: self[.reason])
      review.bodies = [.requestState(transition)]
    } catch { review.problems[.reason] = error.message }
    if let problem = desk.problem(of: state, for: request) { review.problems[.reason] = problem }
    let verb: String
    switch state {
    case .acknowledged: verb = "tells \(request.author.display) that you have seen"
    case .accepted: verb = "takes over, for you alone,"
    case .done: verb = "tells \(request.author.display) that it is done:"
    case .declined: verb = "declines"
    case .withdrawn: verb = "withdraws"
    default: verb = "comments on"
    }
    review.statement = "\(verb) \(name): \(request.plan.subject)"
    review.done = "\(name): \(state?.rawValue ?? "comment") recorded"
  }
}

extension FormDesk {
  /// Hosts as a request is about them: roles that are named as wholes, else hosts.
  func requestTargets(_ targets: WorkTargets) -> [EntryTarget] {
    if !targets.roles.isEmpty { return targets.roles.map { EntryTarget(.role, $0) } }
    return entryTargets(targets.hosts).map { target in
      var target = target
      target.origin = .explicit
      return target
    }
  }
}
