import COpsSystem
import Foundation
import Glibc
import OpsCollectors
import Synchronization

/// A program that has our terminal, in a process group of its own, as a shell does it: it can be ended with all that it
/// has begun, and it ends with this program.
///
/// A thread waits for it, so that the main thread can hear signals meanwhile.
final class ForegroundChild: Sendable {
  enum Change: Sendable {
    case stopped
    case ended(Int32)
  }
  /// Why it could not be begun.
  struct Problem: Error {
    var words: String
  }
  let bell = Wakeup()
  private let pid: pid_t
  /// Whether the terminal was given away: one that we never had is not taken from those who have it.
  private let hasGiven: Atomic<Bool>
  private let latest = Mutex<Change?>(nil)

  /// Begins the program; `arguments` begin with its own name.
  ///
  /// Called on the main thread only: the kernel ends the child together with the thread that began it.
  init(_ path: String, _ arguments: [String], environment: [String: String]) throws(Problem) {
    hasGiven = Atomic(ops_has_terminal() != 0)
    let words = CStrings(arguments)
    let variables = CStrings(environment.map { "\($0)=\($1)" })
    pid = unsafe ops_spawn_job(path, words.bytes, words.bytes.count, variables.bytes, variables.bytes.count)
    guard pid > 0 else { throw Problem(words: errorText(-pid)) }
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

  /// Once the child was stopped from its keyboard: stops this program too, and continues both when a shell's `fg` does.
  func stopWithUs() {
    giveBackTerminal()
    ops_stop_job()
    if ops_has_terminal() != 0 {
      hasGiven.store(true, ordering: .relaxed)
      ops_give_terminal(pid)
    }
    _ = ops_signal_group(pid, SIGCONT)
  }

  /// Makes the terminal ours again.
  func giveBackTerminal() {
    if hasGiven.exchange(false, ordering: .relaxed) { ops_give_terminal(0) }
  }

  /// Passes a signal on to the child and all that it has begun.
  func pass(_ signal: Int32) { _ = ops_signal_group(pid, signal) }

  /// Asks the child and all that it has begun to end, waits a little, and kills what is left.
  func end(within limit: Duration) {
    _ = ops_signal_group(pid, SIGHUP)
    _ = ops_signal_group(pid, SIGCONT)
    var ready = [pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0)]
    _ = unsafe poll(&ready, 1, Int32(clamping: limit.wholeMillisecondsLeft))
    _ = ops_signal_group(pid, SIGKILL)
  }

  private func watch() {
    while true {
      let found = ops_wait_job(pid)
      let isStopped = found.state == OPS_CHILD_STOPPED
      let change: Change =
        switch found.state {
        case OPS_CHILD_STOPPED: .stopped
        case OPS_CHILD_EXITED: .ended(found.code)
        case OPS_CHILD_SIGNALLED: .ended(128 + found.code)
        default: .ended(255)
        }
      latest.withLock { $0 = change }
      bell.ring()
      if !isStopped { return }
    }
  }
}
