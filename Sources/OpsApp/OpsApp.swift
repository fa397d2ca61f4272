import ArgumentParser
import Glibc

/// Runs the program.
///
/// `main` only calls on: a task begun inside `main` itself would never run.
public func runOpsconsole() {
  // A reader that has gone is an answer of write(2), not a death.
  signal(SIGPIPE, SIG_IGN)
  // Whoever began us may have blocked signals; we want to hear them, and so do the threads that we begin.
  var none = sigset_t()
  unsafe sigemptyset(&none)
  unsafe pthread_sigmask(SIG_SETMASK, &none, nil)
  Opsconsole.main()
}
