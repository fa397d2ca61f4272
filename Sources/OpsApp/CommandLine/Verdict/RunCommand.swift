import ArgumentParser
import Foundation
import OpsDomain
import OpsScreen

/// `opsconsole run`: a command that is run only when its servers may be worked on, and that reserves them meanwhile.
struct RunCommand: JudgingCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Reserve servers, run a command, and say how it ended.",
    discussion: """
      The command has the terminal; signals are passed on to it. While it runs its lease is extended every 5 minutes. \
      The log tells when it began and ended, its exit status and how long it took. What would be refused by “begin” is \
      not run. If this program is killed the command ends too, and the reservation is shown as overdue in 15 minutes.

      The command finds the number of its reservation in OPSCONSOLE_RESERVATION. A command line that holds something \
      like a password is not written into the log.

      EXAMPLES
        opsconsole run --reserve web01 -- ./deploy web01
        opsconsole run --reserve bookmark:app --for 1h --reason 'deploy 1.4' -- make deploy

      EXIT STATUS
        that of the command, a signal as 128 + its number · 126 it cannot be run · 127 there is no such command ·
        when it was not run the answer: 1 CAUTION · 2 NO · 3 UNKNOWN, and whatever goes wrong · 64 wrong arguments
      """)

  @Option(
    help: ArgumentHelp("A server, service:role, a service, or a node set.", valueName: "subject"),
    completion: .servers)
  var reserve: String

  @Option(help: ArgumentHelp("What is done, and why; else the command itself.", valueName: "text"))
  var reason: String?

  @OptionGroup var insistence: InsistenceOptions
  @OptionGroup var options: VerdictOptions

  @Flag(help: "Say nothing on standard error.")
  var quiet = false

  @Argument(parsing: .postTerminator, help: ArgumentHelp("The command, after --.", valueName: "command"))
  var command: [String] = []

  func validate() throws {
    if command.isEmpty { throw ValidationError("say what to run: opsconsole run --reserve web01 -- ./deploy web01") }
    if let reason, reason.allSatisfy(\.isWhitespace) { throw ValidationError("--reason: say what is done, and why") }
  }

  func judge() throws -> Int32 {
    guard let name = command.first, let path = find(name, environment: options.files.environment) else {
      StandardOutput.complain("there is no command \(command.first ?? "")")
      return 127
    }
    let line = RecordedCommand(command)
    let desk = try VerdictDesk(of: reserve, options, toWrite: true)
    let beginning = try desk.begin(
      options, reason: reason ?? line.reason, insistence.insistence, lease: ReservationPlan.lease)
    guard let work = beginning.reservation else {
      tell(["not run: \(name)"] + beginning.verdict.lines(in: desk.desk.zone))
      return beginning.verdict.word.exitCode
    }
    let shown = beginning.team.reference(of: work.id) ?? work.reference
    let until = minuteText(of: work.leaseExpires, desk.desk.zone)
    if !quiet { tell([work.sentence(named: shown, until: until)]) }
    return run(path, line, work, shown, desk.desk)
  }

  private func run(_ path: String, _ line: RecordedCommand, _ work: Reservation, _ name: String, _ desk: TeamDesk)
    -> Int32
  {
    var environment = options.files.environment
    environment["OPSCONSOLE_RESERVATION"] = name
    let program = ReservedRun(path: path, arguments: command, environment: environment)
    let began = ContinuousClock.now
    var record = line.record(at: Moments.now())
    do {
      var told: String?
      let ending = try program.run {
        let sign = extend(work, name, desk)
        if let trouble = sign.trouble, trouble != told { tell([trouble]) }
        told = sign.trouble
        return sign.isSettled
      }
      record.ended = Moments.now()
      record.exit = Int(ending.status)
      let words = "exit \(ending.status) after \(Self.words(.now - began))"
      let signalled = ending.signal.map { ", signal \($0) was passed on" } ?? ""
      let result: WorkResult = ending.status == 0 ? .ok : ending.signal == nil ? .failed : .aborted
      finish(
        work, result == .aborted ? .aborted : .done, words + signalled, result, record, name, desk)
      return ending.status
    } catch {
      let words = "\(harmless(command.first ?? "")) cannot be run: \(error.words)"
      StandardOutput.complain(words)
      finish(work, .aborted, words, .failed, nil, name, desk)
      return 126
    }
  }

  /// Gives a sign that work goes on: why it could not be given or counts for nothing, and whether trying again is of no use.
  private func extend(_ work: Reservation, _ name: String, _ desk: TeamDesk) -> (trouble: String?, isSettled: Bool) {
    let now = Moments.now()
    let beat = ReservationBeat(reservation: work.id, at: now, leaseExpires: now + ReservationPlan.lease)
    do {
      if let kept = try desk.team().reservation(work.id) {
        let rest = "the command goes on without it"
        if let end = kept.end { return ("\(name) was ended by \(end.author.account); \(rest)", true) }
        if now > kept.leaseExpires {
          return ("the lease of \(name) has ended, and others may have begun since; \(rest)", true)
        }
      }
      try desk.record([desk.draft(desk.identity(), .reserveBeat(beat))])
      return (nil, true)
    } catch {
      let why = (error as? CommandFailure)?.message ?? "\(error)"
      return ("no sign could be given that \(name) goes on, it is tried again: \(why)", false)
    }
  }

  private func finish(
    _ work: Reservation, _ outcome: ReservationEnding.Outcome, _ words: String, _ result: WorkResult,
    _ record: CommandRecord?, _ name: String, _ desk: TeamDesk
  ) {
    do {
      let team = try desk.team()
      if let end = team.reservation(work.id)?.end {
        return tell(["\(name) was ended by \(end.author.account) meanwhile"])
      }
      _ = try desk.end(work, outcome, at: Moments.now(), reason: words, result: result, command: record)
      if !quiet { tell(["\(name)  \(outcome.rawValue): \(words)"]) }
    } catch {
      let why = (error as? CommandFailure)?.message ?? "\(error)"
      tell(["\(name) goes on in the log: \(why)", "say “opsconsole done \(name)” when it can be saved"])
    }
  }

  /// Standard output is the command's: what we say goes to standard error.
  private func tell(_ lines: [String]) { for line in lines { StandardOutput.complain(line) } }

  private static func words(_ duration: Duration) -> String {
    let seconds = Int(duration.inSeconds)
    return seconds < 60 ? "\(seconds) s" : "\(formatSpan(duration))\(seconds < 3600 ? " \(seconds % 60) s" : "")"
  }
}

/// A command line as the log may keep it.
struct RecordedCommand {
  private let words: [String]
  /// The command line, or its program alone where the arguments look like a secret.
  let text: String

  init(_ words: [String]) {
    self.words = words
    let whole = shellWords(words)
    text =
      secrets(in: whole).isEmpty && secrets(in: words.joined(separator: " ")).isEmpty
      ? whole : "\(shellWords(Array(words.prefix(1)))) … (arguments that look like a secret are not kept)"
  }

  /// The reason where none is given.
  var reason: String { "run: " + String(text.prefix(400)) }

  /// The record of it as it begins.
  func record(at moment: Timestamp) -> CommandRecord {
    var record = CommandRecord(text: text.utf8.count > Entry.textMax ? String(text.prefix(400)) + " …" : text)
    record.host = ProcessInfo.processInfo.hostName
    record.folder = FileManager.default.currentDirectoryPath
    record.started = moment
    return record
  }
}
