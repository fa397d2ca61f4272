import ArgumentParser
import OpsDomain
import OpsScreen

/// `opsconsole begin`: asks, and reserves when the answer is OK.
struct BeginCommand: JudgingCommand {
  static let configuration = CommandConfiguration(
    commandName: "begin", abstract: "Ask whether work may begin and, when it may, reserve its servers in the same act.",
    discussion: """
      Of two who begin at the same moment the second is judged by what the first has reserved. The servers are yours \
      until “opsconsole done” or “abort”, for the length of the work; “extend” makes it longer. When that time is over \
      and nothing was said the work is shown as overdue, and its servers alarm again.

      On CAUTION nothing begins unless --accept-caution is given. --override begins whatever the answer is; what was \
      ignored and why is an entry of the log and is announced.

      EXAMPLES
        opsconsole begin bm-db07 --action reboot --for 20m --reason 'new kernel'
        opsconsole begin web01 --reason 'deploy 1.4' --accept-caution
        id=$(opsconsole begin web01 --reason 'deploy 1.4' --quiet) && ./deploy web01 && opsconsole done "$id"

      EXIT STATUS
        0 begun · else the answer: 1 CAUTION · 2 NO · 3 UNKNOWN, and whatever goes wrong, also when what was \
      begun could not be printed: “opsconsole reservations” lists it · 64 wrong arguments
      """)

  @OptionGroup var about: VerdictSubjectOptions

  @Option(help: ArgumentHelp("What is done, and why.", valueName: "text"))
  var reason: String

  @OptionGroup var insistence: InsistenceOptions
  @OptionGroup var options: VerdictOptions

  @Flag(help: "Print JSON of the schema opsconsole.verdict/1, with “reservation” when it has begun.")
  var json = false

  @Flag(help: "Print the number of the reservation only, as W-7.")
  var quiet = false

  func validate() throws {
    if reason.allSatisfy(\.isWhitespace) { throw ValidationError("--reason: say what is done, and why") }
    _ = try options.length.map { try TeamDesk.lease($0) }
  }

  func judge() throws -> Int32 {
    var printing = VerdictPrinting(json: json, quiet: quiet)
    do {
      let desk = try VerdictDesk(of: about.subject, options, toWrite: true)
      printing.zone = desk.desk.zone
      printing.colours = StandardOutput.hasColours(options.files.environment)
      let beginning = try desk.begin(options, reason: reason, insistence.insistence)
      printing.show(beginning, desk.desk)
      return beginning.reservation == nil ? beginning.verdict.word.exitCode : VerdictWord.ok.exitCode
    } catch let trouble as VerdictTrouble {
      StandardOutput.complain(trouble.message)
      let question = try options.question(.everything, at: Moments.now(), by: "")
      printing.show(Verdict(of: about.subject, question, for: trouble))
      return VerdictWord.unknown.exitCode
    }
  }
}

extension VerdictPrinting {
  /// Prints what came of beginning: what was reserved, or the answer against it.
  func show(_ beginning: VerdictDesk.Beginning, _ desk: TeamDesk) {
    guard let work = beginning.reservation else { return show(beginning.verdict) }
    let name = beginning.team.reference(of: work.id) ?? work.reference
    if json {
      let plans = PlanDocument(moment: desk.now, team: beginning.team, zones: desk.access.zones)
      return show(beginning.verdict, reservation: plans.reservation(work))
    }
    guard !quiet else { return StandardOutput.print(harmless(name)) }
    StandardOutput.print(harmless(work.sentence(named: name, until: minuteText(of: work.leaseExpires, zone))))
    if beginning.verdict.word != .ok { show(beginning.verdict) }
  }
}

extension Reservation {
  /// What was reserved, in a line: `W-7  reboot bm-db07 until 14:30 (naoya)`.
  func sentence(named name: String, until end: String) -> String {
    let how = plan.isOneByOne ? " one at a time" : ""
    return "\(name)  \(plan.action.rawValue) \(NodeSet.fold(hosts))\(how) until \(end) (\(plan.owner))"
  }
}
