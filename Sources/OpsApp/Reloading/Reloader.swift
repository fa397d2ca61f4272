import Foundation
import Glibc
import OpsConsole
import OpsDomain
import Synchronization

/// Reads the inventory and the settings again whenever one of their files changes, on a thread of its own.
///
/// A mistake in a file is told, and what runs stays; when it is repaired, that is told too.
final class Reloader: Sendable {
  /// How long the files must be quiet before they are read: an editor writes several times.
  static let quiet = Duration.milliseconds(150)
  /// How often files are compared where no event comes, as on network filesystems.
  static let patience = Duration.seconds(30)

  private struct Orders {
    var isStopped = false
    var readNow = false
  }
  /// Files that are read together, and what was wrong with them.
  private struct Subject {
    var files: [SeenFile] = []
    var problems: [String] = []
    /// Whether they are to be read though they have not changed.
    var isDue = false
    var mustBeRead: Bool { isDue || files.contains(where: \.hasChanged) }
  }
  private let loader: InventoryLoader
  private let settings: SettingsReading?
  private let inbox: Inbox
  private let take: @Sendable (LoadedInventory) -> Void
  private let bell = Wakeup()
  private let orders = Mutex(Orders())

  /// A reloader that tells the inbox; `take` hears of an inventory before it is told.
  ///
  /// Without `settings` only the inventory is read.
  init(
    loader: InventoryLoader, settings: SettingsReading? = nil, inbox: Inbox,
    take: @escaping @Sendable (LoadedInventory) -> Void
  ) {
    self.loader = loader
    self.settings = settings
    self.inbox = inbox
    self.take = take
  }

  /// Begins to watch these files of the inventory; reads at once when other programs' inventories are still to be asked.
  func begin(files: [SeenFile], readNow: Bool) {
    Thread.detachNewThread { [self] in serve(Subject(files: files, isDue: readNow)) }
  }

  /// Reads now, changed or not.
  func readNow() { order { $0.readNow = true } }

  /// Ends the thread as soon as it has finished what it does.
  func stop() { order { $0.isStopped = true } }

  private func order(_ change: (inout Orders) -> Void) {
    orders.withLock { change(&$0) }
    bell.ring()
  }

  private func serve(_ inventory: Subject) {
    let watch = FileWatch()
    var inventory = inventory
    // Read once more at the beginning: nobody has watched the file since it was read.
    var configuration = Subject(isDue: settings != nil)
    var settings = settings
    watch.watch(inventory.files.map(\.path))
    while true {
      let isDue = inventory.isDue || configuration.isDue
      // What changed between reading and watching has sent no event.
      let isSoon = inventory.mustBeRead || configuration.mustBeRead
      wait(watch, for: isDue ? .zero : isSoon ? Self.quiet : Self.patience)
      let (isStopped, isAsked) = orders.withLock { orders in
        defer { orders.readNow = false }
        return (orders.isStopped, orders.readNow)
      }
      if isStopped { return }
      if isAsked { inventory.isDue = true }
      if isAsked, settings != nil { configuration.isDue = true }
      guard inventory.mustBeRead || configuration.mustBeRead else { continue }
      // The settings first: other programs may take their time for the inventory.
      if configuration.mustBeRead { read(&settings, &configuration, besides: inventory.problems) }
      if inventory.mustBeRead { read(&inventory, besides: configuration.problems) }
      watch.watch((inventory.files + configuration.files).map(\.path))
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

  /// Reads the inventory and tells.
  private func read(_ subject: inout Subject, besides others: [String]) {
    var news: [Event] = []
    switch loader.load(foreign: true) {
    case .success(let loaded):
      take(loaded)
      if !subject.problems.isEmpty { news.append(.configurationProblems(others)) }
      news.append(.inventory(loaded.inventory))
      subject = Subject(files: loaded.files)
    case .failure(let problems):
      subject = Subject(files: problems.files, problems: problems.all.map(\.description))
      news = Self.news(of: subject.problems, besides: others)
    }
    inbox.put(news)
  }

  /// Reads the settings and tells what changes.
  private func read(_ settings: inout SettingsReading?, _ subject: inout Subject, besides others: [String]) {
    guard let file = settings?.file else { return }
    let seen = SeenFile(file)
    var news: [Event] = []
    switch settings?.read() {
    case .change(let change)?:
      if !subject.problems.isEmpty { news.append(.configurationProblems(others)) }
      if change != SettingsChange() {
        news += [.settings(change), .message("the settings have changed", isError: false)]
      }
      if let later = settings?.later, !later.isEmpty {
        news.append(.message("\(later.joined(separator: ", ")): this holds from the next start", isError: false))
      }
      subject = Subject(files: [seen])
    case .problems(let problems)?:
      subject = Subject(files: [seen], problems: problems)
      news = Self.news(of: problems, besides: others)
    case nil: break
    }
    if !news.isEmpty { inbox.put(news) }
  }

  private static func news(of problems: [String], besides others: [String]) -> [Event] {
    [.configurationProblems(problems + others), .message(problems.first ?? "cannot be read", isError: true)]
  }
}
