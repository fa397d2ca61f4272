import ArgumentParser
import OpsDomain
import OpsScreen

/// `opsconsole window plan`: planned work, written down.
struct WindowPlanCommand: TeamCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Plan maintenance; print its number.",
    discussion: """
      What it would collide with, and what is odd about its time, is told; it is planned all the same.

      EXAMPLES
        opsconsole window plan 'Fail over bm-db' --host bm-db[01-02] --when 'tomorrow 23:00-01:00' --impact degraded
        opsconsole window plan Patches --host @bookmark:web --when 'sat 10:00 for 2h' --every 'every saturday'
        opsconsole window plan 'Switch over' --host @shop --start 2026-11-23T14:00:00+09:00 --for 90m --crew naoya

      EXIT STATUS
        0 saved for good · 1 not saved · 2 mistakes in the configuration · 64 wrong arguments
      """)

  @Argument(help: ArgumentHelp("What it is, in a few words.", valueName: "title"))
  var title: String

  @Option(help: ArgumentHelp("The servers that it is about, as a node set.", valueName: "set"), completion: .servers)
  var host: [String]

  @Flag(help: "Only a draft: not yet to be counted on.")
  var draft = false

  @Flag(help: "Planned and announced.")
  var announced = false

  @Flag(help: "Let alarms of the servers sound while it runs.")
  var noSilence = false

  @Flag(help: "Print JSON of the schema opsconsole.windows/1.")
  var json = false

  @OptionGroup var interval: IntervalOptions
  @OptionGroup var options: WindowPlanOptions
  @OptionGroup var team: TeamOptions

  func validate() throws {
    if draft, announced { throw ValidationError("--draft and --announced exclude each other") }
  }

  func perform(_ desk: TeamDesk) throws {
    let time = try desk.interval(interval)
    let targets = try TargetReading(inventory: try desk.inventory()).work(host)
    var plan = WindowPlan(
      title: title, targets: targets, start: time.start, end: time.end, zone: try interval.zone(desk).name,
      owner: options.owner ?? desk.author.account)
    plan.recurrence = try desk.recurrence(options.every)
    plan.exceptions = try options.exceptions(desk)
    plan.crew = options.crew.filter { $0 != plan.owner }
    plan.impact = options.impact ?? .none
    plan.purpose = options.purpose ?? ""
    plan.procedure = try WindowPlanOptions.text(options.procedure, "--procedure") ?? ""
    plan.rollback = try WindowPlanOptions.text(options.rollback, "--rollback") ?? ""
    plan.silencesAlarms = !noSilence
    plan.state = draft ? .draft : announced ? .announced : .planned
    for note in time.notes { StandardOutput.complain("note: \(note)") }
    for note in PlanCollisions(desk: desk, team: try desk.team()).notes(of: plan) {
      StandardOutput.complain("note: \(note)")
    }
    let (state, saved) = try desk.recordPlan([.windowPlan(plan)])
    guard let id = saved.first?.id, let window = state.window(id) else { return }
    try desk.show(window, state, json: json)
  }
}
