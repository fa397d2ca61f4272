import Synchronization

/// Lines that wait to be sent, bounded; any thread puts them in, the connection's own takes them out.
final class Outbox: Sendable {
  private struct State: Sendable {
    var ordinary: [[UInt8]] = []
    var urgent: [[UInt8]] = []
    var isOpen = false
    var isFree = true
    /// Whether the connection was told already that there is something.
    var isTold = false
  }

  private let state = Mutex(State())
  private let tell = Mutex<(@Sendable () -> Void)?>(nil)

  /// How many wait.
  var count: Int { state.withLock { $0.ordinary.count + $0.urgent.count } }

  /// Whether flood control is off.
  var isFree: Bool { state.withLock { $0.isFree } }

  /// Takes lines from now on; `tell` is called when there is something to be sent.
  func open(_ tell: @escaping @Sendable () -> Void) {
    self.tell.withLock { $0 = tell }
    state.withLock { $0.isOpen = true }
  }

  /// Takes nothing more and forgets what waits.
  func close() {
    tell.withLock { $0 = nil }
    state.withLock {
      $0.isOpen = false
      $0.ordinary = []
      $0.urgent = []
    }
  }

  /// Begins flood control, or lifts it.
  func setFree(_ isFree: Bool) {
    state.withLock { $0.isFree = isFree }
    tell.withLock { $0 }?()
  }

  /// Puts a line in.
  func put(_ line: [UInt8], isUrgent: Bool) -> SendRefusal? {
    let (refusal, mustTell): (SendRefusal?, Bool) = state.withLock { state in
      guard state.isOpen else { return (.closed, false) }
      if isUrgent {
        guard state.urgent.count < ConnectionLimits.urgentMax else { return (.full, false) }
        state.urgent.append(line)
      } else {
        guard state.ordinary.count < ConnectionLimits.sendingMax else { return (.full, false) }
        state.ordinary.append(line)
      }
      defer { state.isTold = true }
      return (nil, !state.isTold)
    }
    if mustTell { tell.withLock { $0 }?() }
    return refusal
  }

  /// All that is urgent; from now on, the connection is told again.
  func takeUrgent() -> [[UInt8]] {
    state.withLock { state in
      defer { state.urgent = [] }
      state.isTold = false
      return state.urgent
    }
  }

  /// The next of the others.
  func takeOrdinary() -> [UInt8]? {
    state.withLock { $0.ordinary.isEmpty ? nil : $0.ordinary.removeFirst() }
  }

  /// Whether others than urgent ones wait.
  var hasOrdinary: Bool { state.withLock { !$0.ordinary.isEmpty } }
}
