import Dispatch
import Glibc
import OpsDomain
import Synchronization

/// Asks mounts for their sizes (statvfs(3)), so that a mount that hangs delays nothing but itself.
///
/// A call into a hung network mount cannot be interrupted, not even by a signal. So each network mount is asked on a
/// thread of its own, and while that thread has not come back the mount is not asked again: at most one thread a mount
/// is ever stuck.
final class MountProber: Sendable {
  /// At most so many mounts are asked at once on threads of their own.
  static let threadLimit = 64

  /// How a mount is asked; blocks.
  typealias Probe = @Sendable (_ path: String) -> Result<statvfs, MountFailure>

  private let pending = Mutex<Set<String>>([])
  private let probe: Probe

  /// A prober; tests give another way to ask.
  init(probe: @escaping Probe = MountProber.ask) { self.probe = probe }

  /// The answers of these paths in their order, waiting at most `patience` for all of those on the network together.
  func answers(
    _ paths: [(path: String, isNetwork: Bool)], patience: Duration
  ) -> [Result<statvfs, MountFailure>] {
    let collected = Collected()
    let group = DispatchGroup()
    for (path, isNetwork) in paths where isNetwork { begin(path, collected, group) }
    for (path, isNetwork) in paths where !isNetwork { collected.put(probe(path), of: path) }
    _ = group.wait(timeout: .now() + .milliseconds(Int(clamping: patience.wholeMilliseconds)))
    let found = collected.all
    return paths.map { found[$0.path] ?? .failure(MountFailure(reason: "does not answer")) }
  }

  /// Asks on a new thread, unless the thread of an earlier time is still stuck.
  private func begin(_ path: String, _ collected: Collected, _ group: DispatchGroup) {
    let mayBegin = pending.withLock { $0.count < Self.threadLimit && $0.insert(path).inserted }
    guard mayBegin else { return }
    group.enter()
    // Dispatch gives every queue of its own a thread of its own, as long as it has work (255 at most).
    DispatchQueue(label: "mount").async { [self] in
      collected.put(probe(path), of: path)
      pending.withLock { _ = $0.remove(path) }
      group.leave()
    }
  }

  /// Calls statvfs(3).
  static let ask: Probe = { path in
    var answer = statvfs()
    guard unsafe statvfs(path, &answer) == 0 else {
      return .failure(MountFailure(reason: unsafe String(cString: strerror(errno))))
    }
    return .success(answer)
  }

  /// The answers that came so far.
  private final class Collected: Sendable {
    private let answers = Mutex<[String: Result<statvfs, MountFailure>]>([:])
    var all: [String: Result<statvfs, MountFailure>] { answers.withLock { $0 } }
    func put(_ answer: Result<statvfs, MountFailure>, of path: String) { answers.withLock { $0[path] = answer } }
  }
}

/// Why a mount was not read.
struct MountFailure: Error, Hashable {
  /// The reason in words.
  var reason: String
}
