import Dispatch
import Glibc
import OpsDomain
import Synchronization

/// Writes small files of the person elsewhere than on the main thread, each whole or not at all; what is written often
/// is written some times a second, the last word always.
final class LateWriter: Sendable {
  /// The time between two rounds of writing.
  static let spacing = Duration.milliseconds(100)
  /// The time after which a failed round is tried again.
  static let patience = Duration.seconds(2)

  private struct Contents {
    /// What is still to be written, by path; empty contents mean that the file goes.
    var waiting: [String: [UInt8]] = [:]
    /// What was written last, so that what another program has written since is not removed.
    var written: [String: [UInt8]] = [:]
    /// The files written here, as opposed to those that were there already.
    var ours: Set<String> = []
    /// Whether nothing is written yet, since it is not known what is there.
    var isHeld = false
    var lastRound = ContinuousClock.now - LateWriter.spacing
    var isPlanned = false
    var hasFailed = false
  }
  private let contents = Mutex(Contents())
  // A home on the network may hang: files are written by a queue of their own.
  private let queue = DispatchQueue(label: "opsconsole.late-writer")
  private let complain: @Sendable (_ path: String, _ code: Int32) -> Void

  /// A writer that tells `complain` of a failure once, until a round succeeds.
  init(complain: @escaping @Sendable (_ path: String, _ code: Int32) -> Void) { self.complain = complain }

  /// Writes a file, later; with nothing to write, removes it.
  func write(_ bytes: [UInt8], to path: String) {
    contents.withLock {
      $0.waiting[path] = bytes
      plan(&$0, after: max(.zero, Self.spacing - (.now - $0.lastRound)))
    }
  }

  /// Takes note of what a file holds already.
  func know(_ bytes: [UInt8], of path: String) { contents.withLock { $0.written[path] = bytes } }

  /// Writes nothing until `release`.
  func hold() { contents.withLock { $0.isHeld = true } }

  /// Writes what was held back, and all that follows.
  func release() {
    contents.withLock {
      $0.isHeld = false
      if !$0.waiting.isEmpty { plan(&$0, after: .zero) }
    }
  }

  /// Writes all that waits now, and again what another program has removed; returns when it is done, at most after
  /// `seconds`.
  ///
  /// What is held back still is written only where nothing is.
  func finish(seconds: Double) {
    let done = DispatchSemaphore(value: 0)
    queue.async { [self] in
      prepareToFinish()
      round()
      done.signal()
    }
    _ = done.wait(timeout: .now() + seconds)
  }

  private func prepareToFinish() {
    let (ours, isHeld, waiting) = contents.withLock { contents in
      (contents.written.filter { contents.ours.contains($0.key) }, contents.isHeld, contents.waiting)
    }
    let isLost = Set(ours.keys.filter(isMissing))
    let mayBeWritten = isHeld ? Set(waiting.keys.filter(isMissing)) : Set(waiting.keys)
    contents.withLock { contents in
      contents.isHeld = false
      contents.waiting = contents.waiting.filter { mayBeWritten.contains($0.key) || !waiting.keys.contains($0.key) }
      contents.waiting.merge(ours.filter { isLost.contains($0.key) }) { new, _ in new }
    }
  }

  private func isMissing(_ path: String) -> Bool { unsafe access(path, F_OK) != 0 && errno == ENOENT }

  private func plan(_ contents: inout Contents, after delay: Duration) {
    guard !contents.isPlanned else { return }
    contents.isPlanned = true
    queue.asyncAfter(deadline: .now() + delay.inSeconds) { [self] in round() }
  }

  /// Writes everything that waits; what fails waits on.
  private func round() {
    let work = contents.withLock { contents in
      contents.isPlanned = false
      if contents.isHeld { return [String: [UInt8]]() }
      defer {
        contents.waiting = [:]
        contents.lastRound = .now
      }
      return contents.waiting
    }
    var failed: [String: [UInt8]] = [:]
    var problem: (path: String, code: Int32)?
    for (path, bytes) in work {
      if let code = bytes.isEmpty ? remove(path) : replaceFile(path, bytes) {
        failed[path] = bytes
        problem = problem ?? (path, code)
      } else {
        contents.withLock {
          $0.written[path] = bytes.isEmpty ? nil : bytes
          if bytes.isEmpty { $0.ours.remove(path) } else { $0.ours.insert(path) }
        }
      }
    }
    let isNews = contents.withLock { contents in
      // What was asked for meanwhile is newer.
      contents.waiting.merge(failed) { new, _ in new }
      if !failed.isEmpty { plan(&contents, after: Self.patience) }
      defer { if !work.isEmpty { contents.hasFailed = problem != nil } }
      return problem != nil && !contents.hasFailed
    }
    if let problem, isNews { complain(problem.path, problem.code) }
  }

  /// Removes a file unless another program has written it since; nil, or the error.
  private func remove(_ path: String) -> Int32? {
    let ours = contents.withLock { $0.written[path] }
    guard let there = try? readFile(path, limit: DraftFolder.fileBytes), ours == nil || there == ours else {
      return nil
    }
    return unsafe unlink(path) == 0 || errno == ENOENT ? nil : errno
  }
}

/// Writes a file that only its owner may read, in place of the one that is there, so that a death or a loss of power
/// leaves the old one or the new one; nil, or the error.
func replaceFile(_ path: String, _ bytes: [UInt8]) -> Int32? {
  makeFolders(folder(of: path))
  let temporary = "\(path).\(getpid()).new"
  let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
  guard descriptor >= 0 else { return errno }
  var code = writeAll(bytes[...], to: descriptor)
  if code == nil, fdatasync(descriptor) != 0 { code = errno }
  if close(descriptor) != 0, code == nil { code = errno }
  if code == nil, unsafe rename(temporary, path) != 0 { code = errno }
  if code != nil { _ = unsafe unlink(temporary) }
  return code
}

private func writeAll(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Int32? {
  var rest = bytes
  while !rest.isEmpty {
    let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { return count < 0 ? errno : ENOSPC }
    rest = rest.dropFirst(count)
  }
  return nil
}
