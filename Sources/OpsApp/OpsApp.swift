import ArgumentParser
import Glibc

/// Runs the program.
///
/// `main` only calls on: a task begun inside `main` itself would never run.
public func runOpsconsole() {
  // A reader that has gone is an answer of write(2), not a death.
  signal(SIGPIPE, SIG_IGN)
  Opsconsole.main()
}
