import ArgumentParser
import OpsDomain

/// `opsconsole done`: work in hand is finished.
struct DoneCommand: TeamCommand {
  static let configuration = CommandConfiguration(
    commandName: "done", abstract: "Say that work is finished that “begin” began; its servers are free again.",
    discussion: """
      Without a name the only reservation of yours is meant that goes on. Its entry in the log tells how it ended. \
      Alarms come back once the servers have been healthy for some readings.

      EXAMPLES
        opsconsole done
        opsconsole done W-7 --text 'replica is back' --result ok

      EXIT STATUS
        0 saved for good · 1 not saved, or it was over already · 2 mistakes in the configuration · 64 wrong arguments,
        or it is not clear which one
      """)

  @OptionGroup var reservation: ReservationOptions

  @Option(help: ArgumentHelp("How it ended.", valueName: "result"))
  var result: WorkResult = .ok

  @Option(help: ArgumentHelp("What came of it.", valueName: "text"))
  var text = ""

  @OptionGroup var team: TeamOptions

  func perform(_ desk: TeamDesk) throws {
    try desk.end(reservation, .done, reason: text, result: result)
  }
}

/// `opsconsole abort`: work in hand is given up.
struct AbortCommand: TeamCommand {
  static let configuration = CommandConfiguration(
    commandName: "abort", abstract: "Say that work was given up that “begin” began, and why.",
    discussion: """
      Whoever finds work that is overdue may end it too: the log tells who did.

      EXAMPLES
        opsconsole abort --reason 'rolled back: replication broke'
        opsconsole abort W-7 --reason 'its console has died'

      EXIT STATUS
        0 saved for good · 1 not saved, or it was over already · 2 mistakes in the configuration · 64 wrong arguments,
        or it is not clear which one
      """)

  @OptionGroup var reservation: ReservationOptions

  @Option(help: ArgumentHelp("Why.", valueName: "text"))
  var reason: String

  @OptionGroup var team: TeamOptions

  func validate() throws {
    if reason.allSatisfy(\.isWhitespace) { throw ValidationError("--reason: say why") }
  }

  func perform(_ desk: TeamDesk) throws {
    try desk.end(reservation, .aborted, reason: reason, result: .aborted)
  }
}

/// Which reservation is meant, and how it is printed.
struct ReservationOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The reservation, as W-7; else the only one of yours.", valueName: "W-7"))
  var reference: String?

  @Flag(help: "Print JSON of the schema opsconsole.reservations/1.")
  var json = false
}

extension TeamDesk {
  /// Ends the reservation that is meant and prints it.
  fileprivate func end(
    _ options: ReservationOptions, _ outcome: ReservationEnding.Outcome, reason: String, result: WorkResult
  ) throws {
    let before = try team()
    let work = try reservation(options.reference, before)
    let name = before.reference(of: work.id) ?? work.reference
    if let end = work.end {
      throw CommandFailure("\(name) is over: \(end.author.account) ended it \(stamp(end.ending.at))")
    }
    let after = try end(work, outcome, at: now, reason: reason, result: result)
    guard let ended = after.reservation(work.id) else { return }
    ReservationListing(desk: self, team: after, moment: now).show([ended], json: options.json)
  }
}
