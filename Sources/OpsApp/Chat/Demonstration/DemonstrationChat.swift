import Foundation
import OpsConsole
import OpsDomain
import Synchronization

/// Serves the chat of the demonstration: a network that does not exist, whose people say what was written for them.
final class DemonstrationChat: ChatServing {
  /// The most requests that wait.
  static let queueLimit = 1000
  /// How often what is due is looked for.
  static let pace = Duration.seconds(1)

  private enum Input: Sendable {
    case effect(ChatEffect)
    case tick
  }
  private let room: DemonstrationRoom
  private let inputs: AsyncStream<Input>
  private let door: AsyncStream<Input>.Continuation
  private let tasks = Mutex<[Task<Void, Never>]>([])

  /// A chat that is kept in `store` and told to `tell`.
  init(
    _ demonstration: ChatDemonstration, store: any ChatStore, tell: @escaping @Sendable (ChatNews) -> Void
  ) {
    room = DemonstrationRoom(demonstration, store: store, clock: Moments.now, tell: tell)
    (inputs, door) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(Self.queueLimit))
  }

  func begin() {
    let (room, inputs, door) = (room, inputs, door)
    let server = Task.detached {
      await room.open()
      for await input in inputs {
        switch input {
        case .effect(let effect): await room.perform(effect)
        case .tick: await room.tick()
        }
      }
    }
    let clock = Task.detached {
      while (try? await Task.sleep(for: Self.pace)) != nil { door.yield(.tick) }
    }
    tasks.withLock { $0 = [server, clock] }
  }

  func perform(_ effect: ChatEffect) { door.yield(.effect(effect)) }

  func finish() {
    door.finish()
    for task in tasks.withLock({ $0 }) { task.cancel() }
  }
}
