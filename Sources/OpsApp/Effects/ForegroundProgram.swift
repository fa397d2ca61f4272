import Glibc
import OpsScreen
import OpsTerminal

/// Leaves the terminal to another program and comes back when it has ended.
struct ForegroundProgram: Sendable {
  /// How long the child has to end once this program must end.
  static let lastWords = Duration.milliseconds(300)

  let environment: [String: String]

  /// How it went.
  enum Ending: Hashable, Sendable {
    /// It has ended with this status, a signal as 128 + its number.
    case ended(Int32)
    /// It could not be begun, and why.
    case notStarted(String)
    /// This program was asked to end meanwhile.
    case interrupted
  }

  /// Runs the program to its end; `arguments` begin with its own name.
  func run(_ path: String, _ arguments: [String], terminal: Terminal) -> Ending {
    terminal.suspend()
    defer { terminal.resume() }
    let child: ForegroundChild
    do {
      child = try ForegroundChild(path, arguments, environment: environment)
    } catch {
      return .notStarted(error.words)
    }
    defer { child.giveBackTerminal() }
    return wait(for: child, terminal)
  }

  /// Waits for the child's end while signals are heard.
  private func wait(for child: ForegroundChild, _ terminal: Terminal) -> Ending {
    while true {
      var ready = [
        pollfd(fd: child.bell.descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: terminal.wakeDescriptor, events: Int16(POLLIN), revents: 0),
      ]
      _ = unsafe poll(&ready, nfds_t(ready.count), -1)
      if terminal.events().contains(where: { $0 == .terminate || $0 == .closed }) {
        child.end(within: Self.lastWords)
        return .interrupted
      }
      switch child.change() {
      case .none: continue
      case .ended(let status): return .ended(status)
      case .stopped: child.stopWithUs()
      }
    }
  }
}
