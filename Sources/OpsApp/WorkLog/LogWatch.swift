import Foundation
import Glibc
import OpsDomain
import Synchronization

/// Tells when the file of the work log changes, as it does when another process writes; on a thread of its own.
final class LogWatch: Sendable {
  /// How long the file must be quiet before it is told, so that a burst is told once.
  static let quiet = Duration.milliseconds(30)
  /// The longest that a file that is never quiet is waited for.
  static let longest = Duration.milliseconds(250)
  /// How often the file is looked at where the system has no watches to give.
  static let patience = Duration.seconds(2)

  private let files: [String]
  private let bell = Wakeup()
  private let hasBegun = Atomic(false)
  private let isStopped = Atomic(false)

  /// A watch of a store of SQLite, with its write-ahead log.
  init(path: String) { files = [path, "\(path)-wal"] }

  /// Begins to watch and to tell; the next time, watches anew, since the folder may be another one.
  func begin(tell: @escaping @Sendable () -> Void) {
    if hasBegun.exchange(true, ordering: .acquiringAndReleasing) { return bell.ring() }
    Thread.detachNewThread { [self] in serve(tell) }
  }

  /// Ends the thread.
  func stop() {
    isStopped.store(true, ordering: .releasing)
    bell.ring()
  }

  private func serve(_ tell: @Sendable () -> Void) {
    let watch = FileWatch(hearsWrites: true)
    watch.watch(files)
    while !isStopped.load(ordering: .acquiring) {
      if wait(watch) { watch.watch(files) }
      tell()
    }
  }

  /// Sleeps until the files have changed and are quiet; true when the bell has rung.
  private func wait(_ watch: FileWatch) -> Bool {
    var (timeout, end): (Duration?, ContinuousClock.Instant?) = (watch.descriptor < 0 ? Self.patience : nil, nil)
    while true {
      var ready = [
        pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      let milliseconds = timeout.map { Int32(clamping: max(0, $0.wholeMillisecondsLeft)) } ?? -1
      let count = unsafe poll(&ready, nfds_t(ready.count), milliseconds)
      if count == 0 || (count < 0 && errno != EINTR) { return false }
      if ready[0].revents != 0 {
        bell.answer()
        bell.rearm()
        return true
      }
      if ready[1].revents != 0, watch.changed() {
        let latest = end ?? (.now + Self.longest)
        end = latest
        timeout = min(Self.quiet, latest - .now)
      }
    }
  }
}
