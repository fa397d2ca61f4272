import Foundation
import Glibc
import OpsCollectors
import OpsConsole
import OpsDomain
import OpsScreen
import OpsTerminal

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
    let child: ForegroundChild
    do {
      child = try ForegroundChild(path, arguments, environment: environment)
    } catch {
      return .message("ssh could not be started: \(error.words)", isError: true)
    }
    defer { child.giveBackTerminal() }
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
      case .stopped: child.stopWithUs()
      }
    }
  }
}
