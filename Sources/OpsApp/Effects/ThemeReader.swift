import Foundation
import OpsCollectors
import OpsScreen
import Synchronization

/// Reads themes apart from the main thread: a folder on a network filesystem may hang.
final class ThemeReader: Sendable {
  /// How long a theme's file may take.
  static let patience = Duration.seconds(2)

  typealias Outcome = Result<Theme, ThemeCatalogue.Problem>

  private struct State {
    /// The theme that was asked for last: only that one counts.
    var wanted = ""
    var arrived: Outcome?
  }
  private let themes: ThemeCatalogue
  private let state = Mutex(State())
  private let ring: @Sendable () -> Void

  /// A reader that rings when a theme has arrived.
  init(_ themes: ThemeCatalogue, ring: @escaping @Sendable () -> Void) {
    self.themes = themes
    self.ring = ring
  }

  /// Begins to read a theme; `arrived` gives it.
  func read(_ name: String) {
    state.withLock { $0 = State(wanted: name) }
    Thread.detachNewThread { [self] in
      let outcome = themes.loaded(name)
      let isWanted = state.withLock { state in
        guard state.wanted == name else { return false }
        state.arrived = outcome
        return true
      }
      if isWanted { ring() }
    }
  }

  /// The theme that has arrived since the last call.
  func arrived() -> Outcome? {
    state.withLock { state in
      defer { state.arrived = nil }
      return state.arrived
    }
  }
}

extension ThemeCatalogue {
  /// Reads a theme, however long its filesystem hangs; blocks until then, but no longer than a theme may take.
  func loaded(_ name: String) -> ThemeReader.Outcome {
    waitForAnswer(within: ThemeReader.patience) { load(name) }
      ?? .failure(Problem(message: "the file of the theme \"\(name)\" does not answer"))
  }
}
