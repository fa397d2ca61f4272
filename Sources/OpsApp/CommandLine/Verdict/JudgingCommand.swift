import ArgumentParser
import OpsDomain

/// A command that answers with a verdict: its exit status is that of the answer, and whatever goes wrong within it is
/// UNKNOWN, so that no mistake of ours is ever taken for a yes or for a reason for care.
protocol JudgingCommand: ParsableCommand {
  /// Answers; the exit status.
  func judge() throws -> Int32
}

extension JudgingCommand {
  func run() throws {
    StandardOutput.endsUnanswered(with: VerdictWord.unknown.exitCode)
    let status: Int32
    do {
      status = try judge()
    } catch let problem as ValidationError {
      StandardOutput.complain(problem.message)
      throw ExitStatus.usage
    } catch let code as ExitCode {
      throw code == ExitStatus.usage ? code : ExitCode(VerdictWord.unknown.exitCode)
    } catch {
      StandardOutput.complain(Self.words(error))
      throw ExitCode(VerdictWord.unknown.exitCode)
    }
    if status != 0 { throw ExitCode(status) }
  }

  private static func words(_ error: any Error) -> String {
    switch error {
    case let failure as CommandFailure: return failure.message
    case let trouble as VerdictTrouble: return trouble.message
    default: return "\(error)"
    }
  }
}
