import Dispatch
import Glibc
import Synchronization

/// Signals that are sent to this program while it waits for another: heard on a queue, answered where we wait.
///
/// Signals that whoever began us had ignored stay ignored, as nohup(1) wants it.
final class SignalPost {
  /// Rings when a signal has come.
  let bell: Wakeup
  private let heard: Heard
  private var sources: [any DispatchSourceSignal] = []

  /// What has come and was not asked for yet.
  private final class Heard: Sendable {
    let signals = Mutex<[Int32]>([])
  }

  /// Hears these signals from now on.
  init(_ numbers: [Int32]) {
    let (bell, heard) = (Wakeup(), Heard())
    (self.bell, self.heard) = (bell, heard)
    let queue = DispatchQueue(label: "opsconsole.signals")
    for number in numbers {
      // Dispatch hears what a program ignores; what it does not ignore would end it first.
      let before = signal(number, SIG_IGN)
      if Self.isIgnoring(before) { continue }
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        heard.signals.withLock { $0.append(number) }
        bell.ring()
      }
      source.resume()
      sources.append(source)
    }
  }

  deinit { for source in sources { source.cancel() } }

  /// The signals that have come since the last call.
  func take() -> [Int32] {
    bell.answer()
    bell.rearm()
    return heard.signals.withLock { signals in
      defer { signals = [] }
      return signals
    }
  }

  private static func isIgnoring(_ handler: sighandler_t?) -> Bool {
    let (one, other) = unsafe (unsafeBitCast(handler, to: Int.self), unsafeBitCast(SIG_IGN, to: Int.self))
    return one == other
  }
}
