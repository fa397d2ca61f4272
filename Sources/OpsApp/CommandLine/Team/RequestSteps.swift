import ArgumentParser
import OpsDomain
import OpsScreen

/// What all answers to a request share.
struct RequestStepOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The request, as R-12.", valueName: "R-12"))
  var reference: String

  @Option(name: [.long, .customLong("text")], help: ArgumentHelp("Why, or what there is to say.", valueName: "text"))
  var reason = ""

  @Flag(help: "Print JSON of the schema opsconsole.requests/1.")
  var json = false
}

private let stepStatuses = "EXIT STATUS\n  0 saved for good · 1 not saved or not allowed · 64 there is no such request"

/// `opsconsole request ack`.
struct RequestAck: TeamCommand {
  static let configuration = CommandConfiguration(
    commandName: "ack", abstract: "Say that you have seen a request.", discussion: stepStatuses)
  @OptionGroup var step: RequestStepOptions
  @OptionGroup var team: TeamOptions
  func perform(_ desk: TeamDesk) throws { try desk.answer(step, .acknowledged) }
}

/// `opsconsole request accept`.
struct RequestAccept: TeamCommand {
  static let configuration = CommandConfiguration(
    commandName: "accept", abstract: "Take a request over; then it waits for nobody else.", discussion: stepStatuses)
  @OptionGroup var step: RequestStepOptions
  @OptionGroup var team: TeamOptions
  func perform(_ desk: TeamDesk) throws { try desk.answer(step, .accepted) }
}

/// `opsconsole request decline`.
struct RequestDecline: TeamCommand {
  static let configuration = CommandConfiguration(
    commandName: "decline", abstract: "Refuse a request, and say why.", discussion: stepStatuses)
  @OptionGroup var step: RequestStepOptions
  @OptionGroup var team: TeamOptions
  func validate() throws {
    if step.reason.allSatisfy(\.isWhitespace) { throw ValidationError("say why, with --reason") }
  }
  func perform(_ desk: TeamDesk) throws { try desk.answer(step, .declined) }
}

/// `opsconsole request done`.
struct RequestDone: TeamCommand {
  static let configuration = CommandConfiguration(
    commandName: "done", abstract: "Say that what was asked is done.", discussion: stepStatuses)
  @OptionGroup var step: RequestStepOptions
  @OptionGroup var team: TeamOptions
  func perform(_ desk: TeamDesk) throws { try desk.answer(step, .done) }
}

/// `opsconsole request withdraw`.
struct RequestWithdraw: TeamCommand {
  static let configuration = CommandConfiguration(
    commandName: "withdraw", abstract: "Take back a request that you sent.", discussion: stepStatuses)
  @OptionGroup var step: RequestStepOptions
  @OptionGroup var team: TeamOptions
  func perform(_ desk: TeamDesk) throws { try desk.answer(step, .withdrawn) }
}

/// `opsconsole request comment`.
struct RequestComment: TeamCommand {
  static let configuration = CommandConfiguration(
    commandName: "comment", abstract: "Say something about a request; its state stays as it is.",
    discussion: stepStatuses)

  @Argument(help: ArgumentHelp("The request, as R-12.", valueName: "R-12"))
  var reference: String

  @Argument(help: ArgumentHelp("What there is to say; - is standard input.", valueName: "text"))
  var text: [String] = []

  @Flag(help: "Write the text in your editor.")
  var edit = false

  @Flag(help: "Print JSON of the schema opsconsole.requests/1.")
  var json = false

  @OptionGroup var team: TeamOptions

  func perform(_ desk: TeamDesk) throws {
    let before = try desk.team()
    let request = try desk.request(reference, before)
    let text = try TextIntake(environment: desk.files.environment).text(text, edit: edit)
    guard text.contains(where: { !$0.isWhitespace }) else { throw ValidationError("there is no text to save") }
    try desk.answer(request, nil, text, json: json)
  }
}

extension TeamDesk {
  /// The request that a person means.
  func request(_ text: String, _ team: TeamState) throws -> Request {
    try one(team.find(request: text), "request", text) { team.reference(of: $0.id) ?? $0.reference }
  }

  fileprivate func answer(_ step: RequestStepOptions, _ state: RequestState) throws {
    try answer(try request(step.reference, try team()), state, step.reason, json: step.json)
  }

  fileprivate func answer(_ request: Request, _ state: RequestState?, _ text: String, json: Bool) throws {
    let transition: RequestTransition
    let answers: Set<RequestState?> = [.acknowledged, .accepted, .declined, .done]
    if answers.contains(state), request.assignee != author.account, !isAddressed(by: request) {
      throw CommandFailure(
        "\(request.reference) is for \(request.plan.to.text), to which you do not belong", unsaved: text)
    }
    do {
      transition = try request.transition(to: state, by: author.account, at: now, reason: text)
    } catch {
      throw CommandFailure(error.message, unsaved: text)
    }
    let (after, _) = try recordPlan([.requestState(transition)], text: text)
    if let request = after.request(request.id) { RequestListing(desk: self, team: after).show(request, json: json) }
  }

  private func isAddressed(by request: Request) -> Bool {
    if case .person = request.plan.to { return true }
    return access.team.memberships(of: author.account).contains(request.plan.to.text)
  }
}
