import Foundation
import Glibc
import OpsConsole
import OpsDomain
import Synchronization

/// Reads the inventory again whenever one of its files changes, on a thread of its own.
///
/// A mistake in a file is told and the running inventory stays; when it is repaired, that is told too.
final class Reloader: Sendable {
  /// How long the files must be quiet before they are read: an editor writes several times.
  static let quiet = Duration.milliseconds(150)
  /// How often files are compared where no event comes, as on network filesystems.
  static let patience = Duration.seconds(30)

  private struct Orders {
    var isStopped = false
    var readNow = false
  }
  private let loader: InventoryLoader
  private let extraFiles: [String]
  private let inbox: Inbox
  private let takeOptions: @Sendable (SSHOptions) -> Void
  private let bell = Wakeup()
  private let orders = Mutex(Orders())

  /// A reloader that tells the inbox; `takeOptions` hears of ssh options before the inventory is told.
  init(
    loader: InventoryLoader, inbox: Inbox, extraFiles: [String] = [],
    takeOptions: @escaping @Sendable (SSHOptions) -> Void
  ) {
    self.loader = loader
    self.inbox = inbox
    self.extraFiles = extraFiles
    self.takeOptions = takeOptions
  }

  /// Begins to watch these files; reads at once when other programs' inventories are still to be asked.
  func begin(files: [String], readNow: Bool) {
    Thread.detachNewThread { [self] in serve(files: files, readNow: readNow) }
  }

  /// Reads now, changed or not.
  func readNow() { order { $0.readNow = true } }

  /// Ends the thread as soon as it has finished what it does.
  func stop() { order { $0.isStopped = true } }

  private func order(_ change: (inout Orders) -> Void) {
    orders.withLock { change(&$0) }
    bell.ring()
  }

  private func serve(files: [String], readNow: Bool) {
    let watch = FileWatch()
    var files = files
    watch.watch(files + extraFiles)
    var signature = Signature(of: files)
    var mustRead = readNow
    var hasProblems = false
    while true {
      if !mustRead { wait(watch) }
      let (isStopped, isAsked) = orders.withLock { orders in
        defer { orders.readNow = false }
        return (orders.isStopped, orders.readNow)
      }
      if isStopped { return }
      if mustRead || isAsked || Signature(of: files) != signature {
        (files, hasProblems) = read(hadProblems: hasProblems)
        signature = Signature(of: files)
        watch.watch(files + extraFiles)
      }
      mustRead = false
    }
  }

  /// Sleeps until the files have changed and are quiet, the bell rings, or patience ends.
  private func wait(_ watch: FileWatch) {
    var timeout = Self.patience
    while true {
      var ready = [
        pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: watch.descriptor, events: Int16(POLLIN), revents: 0),
      ]
      let count = unsafe poll(&ready, nfds_t(ready.count), Int32(clamping: timeout.wholeMillisecondsLeft))
      if count == 0 || (count < 0 && errno != EINTR) { return }
      if ready[0].revents != 0 {
        bell.answer()
        bell.rearm()
        return
      }
      if ready[1].revents != 0, watch.changed() { timeout = Self.quiet }
    }
  }

  /// Reads and tells; the files to watch from now on, and whether there were mistakes.
  private func read(hadProblems: Bool) -> ([String], Bool) {
    switch loader.load(foreign: true) {
    case .success(let loaded):
      takeOptions(loaded.ssh)
      if hadProblems { inbox.put(.configurationProblems([])) }
      inbox.put(.inventory(loaded.inventory))
      return (loaded.files, false)
    case .failure(let problems):
      inbox.put(.configurationProblems(problems.all.map(\.description)))
      return (problems.files, true)
    }
  }
}

/// What can be seen of files from outside: it differs when one was written, replaced, made or removed.
private struct Signature: Equatable {
  private struct Mark: Equatable {
    var inode: UInt64
    var size: Int64
    var seconds: Int
    var nanoseconds: Int
  }
  private let marks: [Mark?]

  init(of files: [String]) {
    marks = files.map { file in
      var status = stat()
      guard unsafe stat(file, &status) == 0 else { return nil }
      return Mark(
        inode: UInt64(status.st_ino), size: Int64(status.st_size), seconds: status.st_mtim.tv_sec,
        nanoseconds: status.st_mtim.tv_nsec)
    }
  }
}
