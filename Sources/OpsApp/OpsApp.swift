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
  if !openConsole() { Opsconsole.main() }
}

/// Opens the console when the arguments are for nothing else; false when they are.
///
/// Setting up all the commands takes several milliseconds, which a person who opens the console should not wait.
private func openConsole() -> Bool {
  let arguments = CommandLine.arguments.dropFirst()
  guard arguments.first?.hasPrefix("-") ?? true, let options = try? ConsoleOptions.parse(Array(arguments)) else {
    return false
  }
  do {
    try options.open()
  } catch {
    Opsconsole.exit(withError: error)
  }
  return true
}
