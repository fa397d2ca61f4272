import Foundation
import Glibc

/// A program that begins another, refuses with it to end when asked, and writes both numbers down.
final class Stubborn {
  private let folder: TemporaryFolder
  /// Its path; ends in the name it was given.
  let program: String
  /// The folder it lies in, for `PATH`.
  var path: String { folder.path }

  /// A program of that name which says its arguments first.
  init(named name: String = "stubborn") throws {
    folder = try TemporaryFolder()
    program = "\(folder.path)/\(name)"
    try folder.write(
      """
      #!/bin/sh
      echo "said: $*"
      trap '' TERM HUP INT
      sleep 4713 &
      echo $! >>\(folder.path)/begun
      echo $$ >>\(folder.path)/begun
      while :; do wait; done

      """, to: name)
    guard unsafe chmod(program, 0o755) == 0 else { throw POSIXError(.EPERM) }
  }

  deinit { for pid in begun where Self.isAlive(pid) { kill(pid, SIGKILL) } }

  /// The processes that have begun so far, in pairs.
  var begun: [pid_t] {
    let text = (try? String(contentsOfFile: "\(folder.path)/begun", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { pid_t($0) }
  }

  /// Those of them that are there, as ps(1) shows them.
  var alive: [String] {
    begun.filter(Self.isAlive).compactMap { try? String(contentsOfFile: "/proc/\($0)/stat", encoding: .utf8) }
  }

  /// Waits until it runs with what it has begun.
  func runs(within seconds: Int = 20) -> Bool {
    Self.holds(within: seconds) { begun.count >= 2 && begun.allSatisfy(Self.isAlive) }
  }

  /// Waits until nothing of it is left.
  func isGone(within seconds: Int) -> Bool { Self.holds(within: seconds) { !begun.contains(where: Self.isAlive) } }

  private static func holds(within seconds: Int, _ condition: () -> Bool) -> Bool {
    let end = ContinuousClock.now + .seconds(seconds)
    while !condition() {
      guard ContinuousClock.now < end else { return false }
      usleep(5000)
    }
    return true
  }

  /// Whether a process runs; one that only waits to be taken note of does not.
  private static func isAlive(_ pid: pid_t) -> Bool {
    let stat = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)) ?? ""
    return !stat.isEmpty && !stat.contains(") Z ")
  }
}
