import OpsDomain
import Synchronization

/// Makes identities of new acts, for any thread.
final class IdentitySource: Sendable {
  private let generator = Mutex(OperationIDGenerator())

  /// The next identity: later than all before it.
  func next(at moment: Timestamp) -> OperationID {
    var chance = SystemRandomNumberGenerator()
    let random = (UInt16.random(in: .min ... .max, using: &chance), UInt64.random(in: .min ... .max, using: &chance))
    return generator.withLock { $0.next(at: moment, random: random) }
  }
}
