import Glibc
import OpsDomain
import OpsScreen

/// Runs a command on our terminal while a reservation is kept alive.
struct ReservedRun {
  /// How long after a sign that could not be given it is tried again.
  static let retry = Duration.seconds(30)
  /// The signals that are passed on to the command; those of the keyboard reach it by itself.
  static let passed = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2]

  /// How it went.
  struct Ending: Hashable {
    /// The exit status, a signal as 128 + its number.
    var status: Int32
    /// The first signal that was passed on to it; nil when none was.
    var signal: Int32?
  }

  /// The program and its arguments, its own name first.
  let path: String
  let arguments: [String]
  let environment: [String: String]
  /// How often a sign of going on is given.
  var beat = ReservationPlan.beat

  /// Runs it to its end; `sign` is called now and then and says whether it could be given.
  ///
  /// Called on the main thread only: the kernel ends the child together with the thread that began it.
  func run(_ sign: () -> Bool) throws(ForegroundChild.Problem) -> Ending {
    let post = SignalPost(Self.passed)
    let child = try ForegroundChild(path, arguments, environment: environment)
    defer { child.giveBackTerminal() }
    var signal: Int32?
    var due = ContinuousClock.now + beat
    while true {
      wait(for: [child.bell, post.bell], until: due)
      for number in post.take() {
        signal = signal ?? number
        child.pass(number)
      }
      if ContinuousClock.now >= due { due = .now + (sign() ? beat : Self.retry) }
      switch child.change() {
      case .none: continue
      case .ended(let status): return Ending(status: status, signal: signal)
      case .stopped: child.stopWithUs()
      }
    }
  }

  private func wait(for bells: [Wakeup], until moment: ContinuousClock.Instant) {
    var ready = bells.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
    let milliseconds = max(0, (moment - .now).wholeMillisecondsLeft)
    _ = unsafe poll(&ready, nfds_t(ready.count), Int32(clamping: milliseconds))
  }
}

/// A command line as a shell would read it again.
func shellWords(_ words: [String]) -> String {
  words.map { word in
    let isPlain =
      !word.isEmpty
      && word.unicodeScalars.allSatisfy { scalar in
        scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || "_-./:=@%+,".unicodeScalars.contains(scalar)
      }
    return isPlain ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }.joined(separator: " ")
}
