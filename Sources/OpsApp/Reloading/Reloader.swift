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
  private let inbox: Inbox
  private let takeOptions: @Sendable (SSHOptions) -> Void
  private let bell = Wakeup()
  private let orders = Mutex(Orders())

  /// A reloader that tells the inbox; `takeOptions` hears of ssh options before the inventory is told.
  init(
    loader: InventoryLoader, inbox: Inbox, takeOptions: @escaping @Sendable (SSHOptions) -> Void
  ) {
    self.loader = loader
    self.inbox = inbox
    self.takeOptions = takeOptions
  }

  /// Begins to watch these files; reads at once when other programs' inventories are still to be asked.
  func begin(files: [SeenFile], readNow: Bool) {
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

  private func serve(files: [SeenFile], readNow: Bool) {
    let watch = FileWatch()
    var files = files
    var hasProblems = false
    var mustRead = readNow
    watch.watch(files.map(\.path))
    while true {
      // What changed between reading and watching has sent no event.
      let isDue = mustRead || files.contains(where: \.hasChanged)
      wait(watch, for: mustRead ? .zero : isDue ? Self.quiet : Self.patience)
      let (isStopped, isAsked) = orders.withLock { orders in
        defer { orders.readNow = false }
        return (orders.isStopped, orders.readNow)
      }
      if isStopped { return }
      if mustRead || isAsked || files.contains(where: \.hasChanged) {
        (files, hasProblems) = read(hadProblems: hasProblems)
        watch.watch(files.map(\.path))
      }
      mustRead = false
    }
  }

  /// Sleeps until the files have changed and are quiet, the bell rings, or the time is over.
  private func wait(_ watch: FileWatch, for duration: Duration) {
    var timeout = duration
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
  private func read(hadProblems: Bool) -> ([SeenFile], Bool) {
    switch loader.load(foreign: true) {
    case .success(let loaded):
      takeOptions(loaded.ssh)
      inbox.put((hadProblems ? [.configurationProblems([])] : []) + [.inventory(loaded.inventory)])
      return (loaded.files, false)
    case .failure(let problems):
      let messages = problems.all.map(\.description)
      inbox.put([.configurationProblems(messages), .message(messages.first ?? "cannot be read", isError: true)])
      return (problems.files, true)
    }
  }
}
