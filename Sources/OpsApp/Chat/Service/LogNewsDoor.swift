import OpsConsole
import Synchronization

/// Lets news of the work log through to the chat, which is made after it.
final class LogNewsDoor: Sendable {
  private let listener = Mutex<(@Sendable (LogNews) -> Void)?>(nil)

  /// Who hears the news from now on.
  func open(_ listener: @escaping @Sendable (LogNews) -> Void) { self.listener.withLock { $0 = listener } }

  /// Takes news.
  func hear(_ news: LogNews) {
    let listener = listener.withLock { $0 }
    listener?(news)
  }
}
