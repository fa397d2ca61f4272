import ArgumentParser
import OpsDomain
import OpsScreen

/// What is asked about.
struct VerdictSubjectOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("A server, service:role, a service, or a node set.", valueName: "subject"), completion: .servers)
  var subject: String
}

/// What is asked, and of whom: the options that all judging commands share.
struct VerdictOptions: ParsableArguments {
  @Option(help: ArgumentHelp("What is to be done: update, reboot or remove.", valueName: "action"))
  var action: VerdictAction = .update

  @Option(name: .customLong("for"), help: ArgumentHelp("How long it takes; else as is usual.", valueName: "length"))
  var length: String?

  @Option(help: ArgumentHelp("How long servers have to answer.", valueName: "duration"))
  var timeout: String = "15s"

  @Option(name: .long, help: ArgumentHelp("Who works, when it is not you.", valueName: "account"))
  var author: String?

  @OptionGroup var files: FileOptions

  func validate() throws {
    _ = try duration()
    _ = try patience()
    guard let author else { return }
    do {
      _ = try TeamKeys.account(author)
    } catch {
      throw ValidationError("--author: \(harmless(error.message))")
    }
  }

  /// How long the work takes; nil where that is not said.
  func duration() throws -> Duration? {
    guard let length else { return nil }
    let duration: Duration
    do {
      duration = try TimePhrase.duration(length)
    } catch {
      throw ValidationError("--for: \(harmless(error.description))")
    }
    guard duration > .zero, duration <= VerdictQuestion.durationMax else {
      throw ValidationError("--for: from a moment up to 31 days")
    }
    return duration
  }

  /// How long servers have to answer.
  func patience() throws -> Duration {
    do {
      let text = Double(timeout) == nil ? timeout : "\(timeout)s"
      return try ScalarParsing.duration(text, in: .milliseconds(100)...Duration.seconds(3600))
    } catch {
      throw ValidationError("--timeout \(harmless(error.message))")
    }
  }

  /// Who asks: the person, or whom the arguments name.
  func author(_ person: Author) -> Author {
    guard let author, author != person.account else { return person }
    return Author(author, verified: .none)
  }

  /// The question, of a subject that is known by now.
  func question(_ subject: VerdictSubject, at moment: Timestamp, by actor: String) throws -> VerdictQuestion {
    VerdictQuestion(subject, action: action, at: moment, duration: try duration(), actor: actor)
  }
}

/// How much a person insists.
struct InsistenceOptions: ParsableArguments {
  @Flag(help: "Begin on CAUTION too; the log tells what was known.")
  var acceptCaution = false

  @Option(
    help: ArgumentHelp("Begin whatever speaks against it, and say why: all can read it.", valueName: "reason"))
  var override: String?

  func validate() throws {
    if let override, override.allSatisfy(\.isWhitespace) { throw ValidationError("--override: say why") }
  }

  var insistence: Insistence { override.map { .override($0) } ?? (acceptCaution ? .withCare : .none) }
}
