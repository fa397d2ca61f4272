import Dispatch
import OpsDomain
import Synchronization

/// Wakes its owner at one moment of monotonic time after another.
protocol WakeTimer: Sendable {
  /// The present moment, since any fixed origin; it never goes back.
  var now: Duration { get }
  /// Calls `handler` whenever an armed moment has come; said once, before the first `arm`.
  func start(_ handler: @escaping @Sendable () -> Void)
  /// Arms it for this moment instead of the one before; nil disarms it. Never calls the handler itself.
  func arm(at moment: Duration?)
  /// Ends it for good.
  func cancel()
}

/// A timer of the system on a queue of its own; it stands still while the machine is suspended.
final class DispatchWakeTimer: WakeTimer {
  private let source: Mutex<any DispatchSourceTimer>

  init() {
    let queue = DispatchQueue(label: "opsconsole.watcher")
    source = Mutex(DispatchSource.makeTimerSource(flags: [], queue: queue))
    // A source that was never activated must not be let go.
    source.withLock { source in
      source.schedule(deadline: .distantFuture)
      source.activate()
    }
  }

  var now: Duration { .nanoseconds(Int64(clamping: DispatchTime.now().uptimeNanoseconds)) }

  func start(_ handler: @escaping @Sendable () -> Void) { source.withLock { $0.setEventHandler(handler: handler) } }

  func arm(at moment: Duration?) {
    let deadline = moment.map {
      DispatchTime(uptimeNanoseconds: UInt64(clamping: max($0.wholeMilliseconds, 0)) &* 1_000_000)
    }
    source.withLock { $0.schedule(deadline: deadline ?? .distantFuture, leeway: .milliseconds(10)) }
  }

  func cancel() { source.withLock { $0.cancel() } }
}
