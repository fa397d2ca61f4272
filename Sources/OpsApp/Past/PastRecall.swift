import Dispatch
import Glibc
import OpsCollectors
import OpsDomain
import OpsSQLite
import Synchronization

/// What follows from the fleet's past, for commands that look once: forecasts, and the load that is usual.
struct PastRecall {
  /// How long the past may take: whoever asks a question does not wait for it.
  static let patience = Duration.seconds(2)

  private let open: @Sendable () async throws(StoreFailure) -> any FleetHistoryStore

  /// The past in its file; nil where nothing has been kept yet, which a question shall not change.
  init?(path: String) {
    guard unsafe access(path, R_OK) == 0 else { return nil }
    open = { () async throws(StoreFailure) in try await SQLiteFleetHistory.open(path: path) }
  }

  /// What is known of the hosts of a fleet that were read; nothing where it cannot be told in time.
  ///
  /// A thread that may wait calls it.
  func observations(of fleet: Fleet, at now: Timestamp) -> [Observation] {
    let questions = fleet.hosts.compactMap { state in
      state.filesystems.map {
        ForecastQuestion(host: state.host.id, reading: $0, thresholds: state.host.thresholds)
      }
    }
    guard !questions.isEmpty else { return [] }
    let found = Told()
    let keeper = PastKeeper(
      open: open, post: { observation in found.observations.withLock { $0.append(observation) } }, tell: { _ in })
    let done = DispatchSemaphore(value: 0)
    Task.detached {
      await keeper.forecast(questions, at: now)
      done.signal()
    }
    _ = done.wait(timeout: .now() + Self.patience.inSeconds)
    return found.observations.withLock { $0 }
  }

  /// What was told so far.
  private final class Told: Sendable {
    let observations = Mutex<[Observation]>([])
  }
}
