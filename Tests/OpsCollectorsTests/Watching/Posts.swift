import OpsDomain
import Synchronization

/// Keeps what a source posts.
final class Posts: Sendable {
  /// A clock that a test sets.
  final class Clock: Sendable {
    private let moment: Mutex<Timestamp>
    init(_ moment: Timestamp) { self.moment = Mutex(moment) }
    var now: Timestamp {
      get { moment.withLock { $0 } }
      set { moment.withLock { $0 = newValue } }
    }
  }

  private let kept = Mutex<[Observation]>([])
  func take(_ observation: Observation) { kept.withLock { $0.append(observation) } }
  /// What was posted since the last call.
  func drain() -> [Observation] {
    kept.withLock { kept in
      defer { kept = [] }
      return kept
    }
  }
}
