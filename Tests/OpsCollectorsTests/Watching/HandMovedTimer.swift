import Synchronization

@testable import OpsCollectors

/// A timer whose time a test moves; it fires on the mover's own thread.
final class HandMovedTimer: WakeTimer {
  private struct State {
    var now = Duration.zero
    var armed: Duration?
    var handler: (@Sendable () -> Void)?
    var firings = 0
  }
  private let state = Mutex(State())

  var now: Duration { state.withLock { $0.now } }
  /// How often it has fired.
  var firings: Int { state.withLock { $0.firings } }
  /// What it is armed for.
  var armed: Duration? { state.withLock { $0.armed } }

  func start(_ handler: @escaping @Sendable () -> Void) { state.withLock { $0.handler = handler } }
  func arm(at moment: Duration?) { state.withLock { $0.armed = moment } }
  func cancel() { state.withLock { ($0.armed, $0.handler) = (nil, nil) } }

  /// Moves time on, firing at every armed moment on the way.
  func advance(by duration: Duration) {
    let end = now + duration
    while fire(until: end) {}
    state.withLock { $0.now = end }
  }

  /// Moves time on without firing on the way, as for a stopped program; then fires once if it is late.
  func jump(by duration: Duration) {
    state.withLock { $0.now += duration }
    _ = fire(until: now)
  }

  private func fire(until end: Duration) -> Bool {
    let handler = state.withLock { state -> (@Sendable () -> Void)? in
      guard let armed = state.armed, armed <= end else { return nil }
      state.now = max(state.now, armed)
      state.armed = nil
      state.firings += 1
      return state.handler
    }
    handler?()
    return handler != nil
  }
}
