import ArgumentParser
import OpsDomain
import OpsScreen

/// `opsconsole request`: work asked of somebody.
struct RequestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "request", abstract: "Ask somebody for something, and answer what you are asked.",
    discussion: """
      A request is for a person (naoya), a group (@dba), or whoever is on duty (duty:db); the groups stand in \
      config.yaml. It is seen, then accepted by one person, then done; or declined, with a reason.

      EXAMPLES
        opsconsole request send @dba 'Look at the replica of bm-db07' --host bm-db07 --due 'fri 12:00'
        opsconsole request list --mine
        opsconsole request accept R-12
        opsconsole request decline R-13 --reason 'not before the freeze ends'

      EXIT STATUS
        0 done, and saved for good · 1 not saved or not allowed · 2 mistakes in the configuration · 64 wrong arguments
      """,
    subcommands: [
      RequestSend.self, RequestList.self, RequestShow.self, RequestAck.self, RequestAccept.self, RequestDecline.self,
      RequestDone.self, RequestWithdraw.self, RequestComment.self,
    ])
}

/// `opsconsole request send`.
struct RequestSend: TeamCommand {
  static let configuration = CommandConfiguration(
    commandName: "send", abstract: "Ask somebody for something; print the number of the request.",
    discussion: """
      EXAMPLES
        opsconsole request send naoya 'Is bm-db07 still needed?' --need ack
        opsconsole request send duty:db 'Approve M-81' --need approval --about M-81 --due 'tomorrow 18:00'
        opsconsole request send @dba 'Rebuild the replica' --text - <plan.md

      EXIT STATUS
        0 saved for good · 1 not saved · 2 mistakes in the configuration · 64 wrong arguments
      """)

  @Argument(help: ArgumentHelp("Whom: naoya, @dba, duty:db.", valueName: "whom"))
  var to: String

  @Argument(help: ArgumentHelp("What is asked, in one line.", valueName: "subject"))
  var subject: String

  @Option(help: ArgumentHelp("All the rest; - is standard input.", valueName: "text"))
  var text: String?

  @Flag(help: "Write the rest in your editor.")
  var edit = false

  @Option(help: ArgumentHelp("The servers that it is about, as a node set.", valueName: "set"), completion: .servers)
  var host: [String] = []

  @Option(help: ArgumentHelp("The maintenance, request or entry that it follows from.", valueName: "M-81"))
  var about: String?

  @Option(help: ArgumentHelp("By when.", valueName: "time"))
  var due: String?

  @Option(help: ArgumentHelp("What is asked for.", valueName: "need"))
  var need: RequestPlan.Need = .work

  @Flag(help: "Print JSON of the schema opsconsole.requests/1.")
  var json = false

  @OptionGroup var team: TeamOptions

  func perform(_ desk: TeamDesk) throws {
    let addressee = try addressee(desk)
    let reading = TargetReading(inventory: host.isEmpty ? Inventory() : try desk.inventory())
    let targets = try reading.targets(hosts: host, roles: [], services: [])
    let due = try due.map { try desk.moment($0, "--due", leaning: .ahead) }
    let intake = TextIntake(environment: desk.files.environment)
    let text = self.text == nil && !edit ? "" : try intake.text(self.text.map { [$0] } ?? [], edit: edit)
    try desk.keeping(text) {
      let before = try desk.team()
      let about = try about.map { try desk.identity($0, before) }
      let plan = RequestPlan(
        to: addressee, subject: subject, text: text, targets: targets, about: about, due: due, needs: need)
      let (state, saved) = try desk.recordPlan([.requestSend(plan)], text: text)
      guard let id = saved.first?.id, let request = state.request(id) else { return }
      RequestListing(desk: desk, team: state).show(request, json: json)
    }
  }

  private func addressee(_ desk: TeamDesk) throws -> Addressee {
    let addressee = Addressee(to)
    let team = desk.access.team
    switch addressee {
    case .person(let name):
      do {
        _ = try TeamKeys.account(name)
      } catch {
        throw ValidationError(harmless("“\(name)”: \(error.message)"))
      }
    case .group(let name): try Self.require(name, among: team.groups.keys.sorted(), "group", "team.groups")
    case .onDuty(let name): try Self.require(name, among: team.duties.keys.sorted(), "duty", "team.duty")
    }
    return addressee
  }

  private static func require(_ name: String, among names: [String], _ what: String, _ key: String) throws {
    guard !names.contains(name) else { return }
    let near = closestMatch(to: name, among: names).map { "; did you mean \($0)?" } ?? "; write it under \(key)"
    throw ValidationError(harmless("there is no \(what) \(name)\(near)"))
  }
}

/// `opsconsole request list`.
struct RequestList: TeamCommand {
  static let writes = false
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Print the requests that are open, the most urgent first.",
    discussion: """
      EXAMPLES
        opsconsole request list --mine
        opsconsole request list --all --json | jq '.requests[].subject'

      EXIT STATUS
        0 printed · 1 the work log cannot be read · 64 wrong arguments
      """)

  @Flag(help: "Those that wait for you, your groups and duties.")
  var mine = false

  @Flag(help: "Those that you sent.")
  var sent = false

  @Flag(help: "Those that are finished too.")
  var all = false

  @Option(help: ArgumentHelp("As they were at this moment.", valueName: "time"))
  var at: String?

  @Flag(help: "Print JSON of the schema opsconsole.requests/1.")
  var json = false

  @OptionGroup var team: TeamOptions

  func validate() throws {
    if mine, sent { throw ValidationError("--mine and --sent exclude each other") }
  }

  func perform(_ desk: TeamDesk) throws {
    let past = try at.map { try desk.moment($0, "--at") }
    let state = try desk.team(at: past)
    let account = desk.author.account
    let memberships = desk.access.team.memberships(of: account)
    let requests: [Request]
    if mine {
      requests = state.waiting(for: account, memberships: memberships)
    } else if sent {
      requests = all ? state.requests.filter { $0.author.account == account } : state.waiting(by: account)
    } else {
      requests = state.requests.filter { all || $0.isOpen }
    }
    RequestListing(desk: desk, team: state, moment: past ?? desk.now).show(requests, json: json)
  }
}

/// `opsconsole request show`.
struct RequestShow: TeamCommand {
  static let writes = false
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print one request with all that was said.",
    discussion: "EXIT STATUS\n  0 printed · 1 the work log cannot be read · 64 there is no such request")

  @Argument(help: ArgumentHelp("The request, as R-12.", valueName: "R-12"))
  var reference: String

  @Flag(help: "Print JSON of the schema opsconsole.requests/1.")
  var json = false

  @OptionGroup var team: TeamOptions

  func perform(_ desk: TeamDesk) throws {
    let state = try desk.team()
    RequestListing(desk: desk, team: state).show(try desk.request(reference, state), json: json)
  }
}
