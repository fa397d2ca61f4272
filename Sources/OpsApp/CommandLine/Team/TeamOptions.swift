import ArgumentParser
import OpsDomain
import OpsScreen

/// Who writes into the work log, and by which settings.
struct TeamOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("Who writes, when it is not you.", valueName: "account"))
  var author: String?

  @Option(
    name: .long, help: ArgumentHelp("For whom it is written; you stay its author.", valueName: "account"))
  var onBehalfOf: String?

  @OptionGroup var files: FileOptions

  func validate() throws {
    for (name, option) in [(author, "--author"), (onBehalfOf, "--on-behalf-of")] {
      guard let name else { continue }
      do {
        _ = try TeamKeys.account(name)
      } catch {
        throw ValidationError("\(option): \(harmless(error.message))")
      }
    }
  }

  /// The author by the arguments: whoever writes for another under his name is not verified as him.
  func author(_ person: Author) throws -> Author {
    var chosen = person
    if let author, author != person.account { chosen = Author(author, verified: .none) }
    if let onBehalfOf { chosen.onBehalfOf = onBehalfOf }
    return chosen
  }
}

/// A command of the work log: it runs with failures told in one way.
protocol TeamCommand: ParsableCommand {
  var team: TeamOptions { get }
  /// Whether the work log is made when there is none.
  static var writes: Bool { get }
  /// Does it.
  func perform(_ desk: TeamDesk) throws
}

extension TeamCommand {
  static var writes: Bool { true }

  func run() throws {
    do {
      try perform(try TeamDesk(team, toWrite: Self.writes))
    } catch let failure as CommandFailure {
      StandardOutput.complain(failure.message)
      if let text = failure.unsaved { DraftFile.tell(of: text, team.files.paths) }
      throw ExitStatus.incomplete
    } catch let problem as ValidationError {
      // What is wrong with what was named, not with how: the usage would not help.
      StandardOutput.complain(problem.message)
      throw ExitStatus.usage
    }
  }
}
