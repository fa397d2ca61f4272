import ArgumentParser
import OpsDomain
import OpsScreen

/// `opsconsole window list`: what is planned and what runs.
struct WindowListCommand: TeamCommand {
  static let writes = false
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Print the maintenance that runs, and that of the coming days.",
    discussion: """
      With --at it prints what was known at that moment, as it was known then.

      EXAMPLES
        opsconsole window list
        opsconsole window list --days 60 --json | jq '.windows[].reference'
        opsconsole window list --at '2026-08-22 13:05'

      EXIT STATUS
        0 printed · 1 the work log cannot be read · 2 mistakes in the configuration · 64 wrong arguments
      """)

  /// The most days that are looked ahead.
  private static let daysMax = 3660

  @Option(help: ArgumentHelp("The moment from which is looked; else now.", valueName: "time"))
  var at: String?

  @Option(help: ArgumentHelp("How many days are looked ahead.", valueName: "days"))
  var days = 14

  @Flag(help: "All that was ever planned, finished ones too.")
  var all = false

  @Flag(help: "Print JSON of the schema opsconsole.windows/1.")
  var json = false

  @OptionGroup var team: TeamOptions

  func validate() throws {
    guard (1...Self.daysMax).contains(days) else { throw ValidationError("--days must be from 1 to \(Self.daysMax)") }
  }

  func perform(_ desk: TeamDesk) throws {
    let past = try at.map { try desk.moment($0, "--at") }
    let moment = past ?? desk.now
    // What is not recorded yet is not told by asking for a moment that is still to come.
    let state = try desk.team(at: past.map { min($0, desk.now) })
    let range = moment..<(moment + .seconds(Int64(days) * 86_400))
    let listing = WindowListing(desk: desk, team: state, moment: moment, range: range)
    let windows = all ? state.windows : listing.current
    if json {
      let document = PlanDocument(moment: moment, team: state, zones: desk.access.zones)
      StandardOutput.print(
        JSON.object([
          ("schema", .text(WindowListing.schema)), ("at", EntryDocument.time(range.lowerBound)),
          ("until", EntryDocument.time(range.upperBound)),
          ("windows", .list(windows.map { document.window($0, in: range) })),
        ]).text)
    } else {
      for line in all ? listing.table(of: windows) : listing.calendar(of: windows) { StandardOutput.print(line) }
    }
  }
}

/// `opsconsole window show`: one maintenance.
struct WindowShowCommand: TeamCommand {
  static let writes = false
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print one maintenance: its plan, its steps, its changes.",
    discussion: """
      Its document is “log export --format markdown --thread M-81”.

      EXAMPLES
        opsconsole window show M-81

      EXIT STATUS
        0 printed · 1 the work log cannot be read · 64 there is no such maintenance
      """)

  @OptionGroup var window: WindowOptions
  @OptionGroup var team: TeamOptions

  func perform(_ desk: TeamDesk) throws {
    let state = try desk.team()
    try desk.show(try desk.window(window.reference, state), state, json: window.json)
  }
}
