import OpsCollectors
import OpsDomain
import Synchronization

/// Collects what a source posts, for a test that waits for it in order.
final class ObservationLog: Sendable {
  private struct State {
    var waiting: [CheckedContinuation<Observation, Never>] = []
    var arrived: [Observation] = []
  }
  private let state = Mutex(State())

  /// Takes news.
  func add(_ observation: Observation) {
    let waiter = state.withLock { state -> CheckedContinuation<Observation, Never>? in
      guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
      state.arrived.append(observation)
      return nil
    }
    waiter?.resume(returning: observation)
  }

  /// The next news, waiting for it.
  func next() async -> Observation {
    await withCheckedContinuation { continuation in
      let ready = state.withLock { state -> Observation? in
        guard state.arrived.isEmpty else { return state.arrived.removeFirst() }
        state.waiting.append(continuation)
        return nil
      }
      if let ready { continuation.resume(returning: ready) }
    }
  }
}
