import ArgumentParser
import OpsDomain
import OpsScreen

/// `opsconsole hold`: a person's lock on servers.
struct HoldCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hold", abstract: "Ask others to keep off servers; it never stops its owner.",
    discussion: """
      EXAMPLES
        opsconsole hold set --host bm-db07 --reason 'rebuilding its replica' --until 'tomorrow 12:00'
        opsconsole hold list
        opsconsole hold clear H-5

      EXIT STATUS
        0 done, and saved for good · 1 not saved · 2 mistakes in the configuration · 64 wrong arguments
      """,
    subcommands: [Set.self, List.self, Clear.self])

  static let schema = "opsconsole.holds/1"

  /// `hold set`.
  struct Set: TeamCommand {
    static let configuration = CommandConfiguration(
      commandName: "set", abstract: "Hold servers; print its number.",
      discussion: """
        EXAMPLES
          opsconsole hold set --host bm-db[07-08] --reason 'reproducing OPS-12' --variant warning

        EXIT STATUS
          0 saved for good · 1 not saved · 2 mistakes in the configuration · 64 wrong arguments
        """)

    @Option(help: ArgumentHelp("The servers, as a node set.", valueName: "set"), completion: .servers)
    var host: [String]

    @Option(help: ArgumentHelp("Why.", valueName: "text"))
    var reason: String

    @Option(help: ArgumentHelp("Whether others are stopped, or warned only.", valueName: "variant"))
    var variant: HoldPlan.Variant = .block

    @Option(help: ArgumentHelp("When it ends by itself; else when it is cleared.", valueName: "time"))
    var until: String?

    @Option(help: ArgumentHelp("Whose it is; else yours.", valueName: "account"))
    var owner: String?

    @Flag(help: "Print JSON of the schema opsconsole.holds/1.")
    var json = false

    @OptionGroup var team: TeamOptions

    func perform(_ desk: TeamDesk) throws {
      let plan = HoldPlan(
        targets: try TargetReading(inventory: try desk.inventory()).work(host), reason: reason,
        owner: owner ?? desk.author.account, variant: variant, since: desk.now,
        expires: try until.map { try desk.moment($0, "--until", leaning: .ahead) })
      let (state, saved) = try desk.recordPlan([.holdSet(plan)])
      guard let id = saved.first?.id, let hold = state.hold(id) else { return }
      RestraintListing(desk: desk, team: state, moment: desk.now).show([hold], json: json)
    }
  }

  /// `hold list`.
  struct List: TeamCommand {
    static let writes = false
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Print the holds in force.",
      discussion: "EXIT STATUS\n  0 printed · 1 the work log cannot be read · 64 wrong arguments")

    @Option(help: ArgumentHelp("As it was at this moment.", valueName: "time"))
    var at: String?

    @Flag(help: "Those that are over too.")
    var all = false

    @Flag(help: "Print JSON of the schema opsconsole.holds/1.")
    var json = false

    @OptionGroup var team: TeamOptions

    func perform(_ desk: TeamDesk) throws {
      let past = try at.map { try desk.moment($0, "--at") }
      let moment = past ?? desk.now
      let state = try desk.team(at: past)
      let holds = all ? state.holds : state.activeHolds(at: moment)
      RestraintListing(desk: desk, team: state, moment: moment).show(holds, json: json)
    }
  }

  /// `hold clear`.
  struct Clear: TeamCommand {
    static let configuration = CommandConfiguration(
      commandName: "clear", abstract: "Take a hold away.",
      discussion: "EXIT STATUS\n  0 saved for good · 1 not saved · 64 there is no such hold")

    @Argument(help: ArgumentHelp("The hold, as H-5.", valueName: "H-5"))
    var reference: String

    @Option(help: ArgumentHelp("Why.", valueName: "text"))
    var reason = ""

    @Flag(help: "Print JSON of the schema opsconsole.holds/1.")
    var json = false

    @OptionGroup var team: TeamOptions

    func perform(_ desk: TeamDesk) throws {
      let before = try desk.team()
      let hold = try desk.one(before.find(hold: reference), "hold", reference) {
        before.reference(of: $0.id) ?? $0.reference
      }
      guard hold.cleared == nil else { throw CommandFailure("\(hold.reference) was taken away already") }
      let (state, _) = try desk.recordPlan([.holdClear(Clearing(target: hold.id, at: desk.now, reason: reason))])
      if let hold = state.hold(hold.id) {
        RestraintListing(desk: desk, team: state, moment: desk.now).show([hold], json: json)
      }
    }
  }
}
