import Foundation
import OpsCollectors
import OpsConsole
import OpsDomain

/// The hour before the demonstration began, so that its graphs have something to show, and yesterday's posture.
enum DemonstrationPast {
  /// The largest fleet that gets a past; more would take longer than a person waits.
  static let hostLimit = 600

  /// Tells the inbox what was before, on a thread of its own; then calls `next`.
  static func tell(_ world: SimulatedWorld, to inbox: Inbox, then next: @escaping @Sendable () -> Void) {
    guard world.inventory.hosts.count <= hostLimit else { return next() }
    Thread.detachNewThread {
      let now = Moments.now()
      for host in world.inventory.hosts {
        inbox.put(world.pastSamples(of: host.id, until: now).map { .observed(.sampled(host.id, $0)) })
        let yesterday = world.posture(of: host.id, at: now - .seconds(25 * 3600))
        if let yesterday { inbox.put([.observed(.posture(host.id, yesterday))]) }
      }
      next()
    }
  }
}
