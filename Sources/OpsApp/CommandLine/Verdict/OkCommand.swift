import ArgumentParser
import OpsDomain
import OpsScreen

/// `opsconsole ok`: tells whether servers may be worked on.
struct OkCommand: JudgingCommand {
  static let configuration = CommandConfiguration(
    commandName: "ok", abstract: "Say whether servers may be worked on now, with every reason.",
    discussion: """
      The servers of the role are read once. Freezes, holds, maintenance, work in hand, capacity, alarms, dependencies \
      and approvals are all looked at, and all reasons are told, the worst first. What is missing or old is never OK.

      The answer may change with the next word of somebody: “opsconsole begin” asks and reserves in one act.

      EXAMPLES
        opsconsole ok bm-db07
        opsconsole ok bookmark:app --action reboot --for 45m
        opsconsole ok 'web[01-04]' --at 'tomorrow 10:00'
        if opsconsole ok web01 --quiet; then ./deploy web01; fi
        opsconsole ok bm-db07 --json | jq -r '.reasons[] | "\\(.code) \\(.message)"'

      EXIT STATUS
        0 OK · 1 CAUTION · 2 NO · 3 UNKNOWN, and whatever goes wrong · 64 wrong arguments
      """)

  @OptionGroup var about: VerdictSubjectOptions
  @OptionGroup var options: VerdictOptions

  @Option(help: ArgumentHelp("When it is to begin; else now.", valueName: "time"))
  var at: String?

  @Flag(help: "Print JSON of the schema opsconsole.verdict/1.")
  var json = false

  @Flag(help: "Print nothing: the exit status tells.")
  var quiet = false

  @OptionGroup var simulation: DemoOptions

  /// A moment that is said to the minute may have begun some seconds ago.
  private static let slack = Duration.seconds(120)

  func judge() throws -> Int32 {
    var printing = VerdictPrinting(json: json, quiet: quiet)
    let verdict: Verdict
    do {
      let desk = try VerdictDesk(of: about.subject, options, world: simulation.world())
      printing.zone = desk.desk.zone
      printing.colours = StandardOutput.hasColours(options.files.environment)
      let moment = try at.map { try desk.desk.moment($0, "--at", leaning: .ahead) } ?? desk.now
      guard moment >= desk.desk.now - Self.slack else {
        throw ValidationError("--at: \(harmless(at ?? "")) is over; what was cannot be asked, only now and what comes")
      }
      let question = try options.question(desk.subject, at: moment, by: desk.desk.author.account)
      verdict = Verdict(question, try desk.snapshot())
    } catch let trouble as VerdictTrouble {
      StandardOutput.complain(trouble.message)
      let question = try options.question(.everything, at: Moments.now(), by: "")
      verdict = Verdict(of: about.subject, question, for: trouble)
    }
    printing.show(verdict)
    return verdict.word.exitCode
  }
}
