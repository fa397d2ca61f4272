import Foundation
import Glibc
import OpsCollectors
import OpsConsole
import OpsDomain
import OpsScreen
import OpsTerminal
import Synchronization

/// Leaves the terminal to an interactive `ssh` to one host, and comes back.
struct ShellSession: Sendable {
  /// How long the child has to end once this program must end.
  static let lastWords = Duration.milliseconds(300)

  let environment: [String: String]
  let ssh: @Sendable () -> SSHOptions

  /// Opens the session and returns when it has ended; the message says what there is to say.
  func open(_ host: OpsDomain.Host, terminal: Terminal) -> Event? {
    guard !host.sources.contains(.simulation) else {
      return .message("\(host.id) is simulated: there is nothing to log in to", isError: false)
    }
    let arguments: [String]
    do {
      let settings = SSHSettings(configFile: ssh().configurationFile)
      arguments = try SSHArguments.interactive(SSHTarget(host), settings: settings)
    } catch {
      return .message(error.message, isError: true)
    }
    guard let path = find("ssh", environment: environment) else {
      return .message("there is no program ssh; install it: apt install openssh-client", isError: true)
    }
    terminal.suspend()
    defer { terminal.resume() }
    guard let child = ForegroundChild(path, arguments, environment: environment) else {
      return .message("ssh could not be started: \(errorText(errno))", isError: true)
    }
    switch wait(for: child, terminal) {
    case .none: return .terminal(.terminate)
    case 255: return .message("ssh to \(host.id) ended with an error", isError: true)
    default: return .message("back from \(host.id)", isError: false)
    }
  }

  /// Waits for the child's end while signals are heard; its status, or nil when this program was asked to end.
  private func wait(for child: ForegroundChild, _ terminal: Terminal) -> Int32? {
    while true {
      var ready = [
        pollfd(fd: child.bell.descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: terminal.wakeDescriptor, events: Int16(POLLIN), revents: 0),
      ]
      _ = unsafe poll(&ready, nfds_t(ready.count), -1)
      if terminal.events().contains(where: { $0 == .terminate || $0 == .closed }) {
        child.end(within: Self.lastWords)
        return nil
      }
      switch child.change() {
      case .none: continue
      case .ended(let status): return status
      case .stopped:
        // Stopped from its keyboard: this program is of the same job and stops with it; `fg` continues both.
        kill(getpid(), SIGSTOP)
        child.continue()
      }
    }
  }
}

/// A program that has our terminal.
///
/// A thread waits for it, so that the main thread can hear signals meanwhile.
private final class ForegroundChild: Sendable {
  enum Change: Sendable {
    case stopped
    case ended(Int32)
  }
  let bell = Wakeup()
  private let pid: pid_t
  private let latest = Mutex<Change?>(nil)

  /// Begins the program; `arguments` begin with its own name.
  init?(_ path: String, _ arguments: [String], environment: [String: String]) {
    let attributes = SpawnAttributes(ownGroup: false)
    let words = environment.map { "\($0)=\($1)" }
    let (code, child) = unsafe withCStrings(arguments) { argv in
      unsafe withCStrings(words) { envp in unsafe attributes.spawn(path, actions: nil, argv: argv, envp: envp) }
    }
    pid = child
    errno = code
    guard code == 0 else { return nil }
    Thread.detachNewThread { [self] in watch() }
  }

  /// What has happened since the last call.
  func change() -> Change? {
    bell.answer()
    bell.rearm()
    return latest.withLock { latest in
      defer { latest = nil }
      return latest
    }
  }

  func `continue`() { kill(pid, SIGCONT) }

  /// Asks the child to end and waits a little for it.
  func end(within limit: Duration) {
    kill(pid, SIGHUP)
    kill(pid, SIGCONT)
    var ready = [pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0)]
    _ = unsafe poll(&ready, 1, Int32(clamping: limit.wholeMillisecondsLeft))
  }

  private func watch() {
    while true {
      var status: Int32 = 0
      let waited = unsafe waitpid(pid, &status, WUNTRACED)
      if waited < 0, errno == EINTR { continue }
      let isStopped = waited == pid && status & 0xFF == 0x7F
      let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
      latest.withLock { $0 = isStopped ? .stopped : .ended(waited < 0 ? 255 : code) }
      bell.ring()
      if !isStopped { return }
    }
  }
}
