import ArgumentParser
import OpsDomain
import OpsScreen

/// `opsconsole freeze`: times in which nothing is to be changed.
struct FreezeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "freeze", abstract: "Say when nothing is to be changed.",
    discussion: """
      EXAMPLES
        opsconsole freeze set --all --when '2026-12-28 00:00 to 2027-01-04 09:00' --reason 'new year'
        opsconsole freeze set --host @shop --when 'fri 17:00 for 2d' --every 'every friday' --reason 'no Friday changes'
        opsconsole freeze list
        opsconsole freeze clear F-3

      EXIT STATUS
        0 done, and saved for good · 1 not saved · 2 mistakes in the configuration · 64 wrong arguments
      """,
    subcommands: [Set.self, List.self, Clear.self])

  static let schema = "opsconsole.freezes/1"

  /// `freeze set`.
  struct Set: TeamCommand {
    static let configuration = CommandConfiguration(
      commandName: "set", abstract: "Freeze servers, or everything, for a time; print its number.",
      discussion: """
        EXAMPLES
          opsconsole freeze set --host @bookmark:db --when 'today 12:00-18:00' --reason 'sale' --exempt 'security fixes'

        EXIT STATUS
          0 saved for good · 1 not saved · 2 mistakes in the configuration · 64 wrong arguments
        """)

    @Option(help: ArgumentHelp("The servers, as a node set.", valueName: "set"), completion: .servers)
    var host: [String] = []

    @Flag(help: "Everything.")
    var all = false

    @Option(help: ArgumentHelp("Why.", valueName: "text"))
    var reason: String

    @Option(help: ArgumentHelp("How it recurs, as “every friday”.", valueName: "words"))
    var every: String?

    @Option(help: ArgumentHelp("A beginning that is left out.", valueName: "time"))
    var except: [String] = []

    @Option(help: ArgumentHelp("What is allowed all the same.", valueName: "text"))
    var exempt = ""

    @Option(help: ArgumentHelp("Who answers for it; else you.", valueName: "account"))
    var owner: String?

    @Flag(help: "Print JSON of the schema opsconsole.freezes/1.")
    var json = false

    @OptionGroup var interval: IntervalOptions
    @OptionGroup var team: TeamOptions

    func validate() throws {
      if all == !host.isEmpty { throw ValidationError("say what is frozen: --host SET, or --all") }
    }

    func perform(_ desk: TeamDesk) throws {
      let time = try desk.interval(interval)
      for note in time.notes { StandardOutput.complain("note: \(note)") }
      let targets = all ? WorkTargets("") : try TargetReading(inventory: try desk.inventory()).work(host)
      var plan = FreezePlan(
        targets: targets, start: time.start, end: time.end, zone: try interval.zone(desk).name, reason: reason,
        owner: owner ?? desk.author.account)
      plan.recurrence = try desk.recurrence(every)
      plan.exceptions = try except.map { try desk.moment($0, "--except", leaning: .ahead) }
      plan.exemptions = exempt
      let (state, saved) = try desk.recordPlan([.freezeSet(plan)])
      guard let id = saved.first?.id, let freeze = state.freeze(id) else { return }
      RestraintListing(desk: desk, team: state, moment: desk.now).show([freeze], json: json)
    }
  }

  /// `freeze list`.
  struct List: TeamCommand {
    static let writes = false
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Print the freezes that hold or are still to come.",
      discussion: "EXIT STATUS\n  0 printed · 1 the work log cannot be read · 64 wrong arguments")

    @Option(help: ArgumentHelp("As it was known at this moment.", valueName: "time"))
    var at: String?

    @Flag(help: "Those that are over too.")
    var all = false

    @Flag(help: "Print JSON of the schema opsconsole.freezes/1.")
    var json = false

    @OptionGroup var team: TeamOptions

    func perform(_ desk: TeamDesk) throws {
      let past = try at.map { try desk.moment($0, "--at") }
      let moment = past ?? desk.now
      let state = try desk.team(at: past)
      let future = moment..<(moment + .seconds(10 * 366 * 86_400))
      let zones = desk.access.zones
      let freezes = state.freezes.filter { all || !$0.occurrences(in: future, zones: zones).isEmpty }
      RestraintListing(desk: desk, team: state, moment: moment).show(freezes, json: json)
    }
  }

  /// `freeze clear`.
  struct Clear: TeamCommand {
    static let configuration = CommandConfiguration(
      commandName: "clear", abstract: "Take a freeze away.",
      discussion: "EXIT STATUS\n  0 saved for good · 1 not saved · 64 there is no such freeze")

    @Argument(help: ArgumentHelp("The freeze, as F-3.", valueName: "F-3"))
    var reference: String

    @Option(help: ArgumentHelp("Why.", valueName: "text"))
    var reason = ""

    @Flag(help: "Print JSON of the schema opsconsole.freezes/1.")
    var json = false

    @OptionGroup var team: TeamOptions

    func perform(_ desk: TeamDesk) throws {
      let before = try desk.team()
      let freeze = try desk.one(before.find(freeze: reference), "freeze", reference) {
        before.reference(of: $0.id) ?? $0.reference
      }
      guard freeze.cleared == nil else { throw CommandFailure("\(freeze.reference) was taken away already") }
      let (state, _) = try desk.recordPlan([
        .freezeClear(Clearing(target: freeze.id, at: desk.now, reason: reason))
      ])
      if let freeze = state.freeze(freeze.id) {
        RestraintListing(desk: desk, team: state, moment: desk.now).show([freeze], json: json)
      }
    }
  }
}
