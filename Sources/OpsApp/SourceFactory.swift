import OpsCollectors
import OpsDomain
import Synchronization

/// Makes the source of a host: the one place that knows all kinds of sources.
final class SourceFactory: Sendable {
  private let world: SimulatedWorld?
  private let options: Mutex<SSHOptions>

  /// A factory for real hosts, or for those of a simulated world.
  init(ssh: SSHOptions = SSHOptions(), world: SimulatedWorld? = nil) {
    options = Mutex(ssh)
    self.world = world
  }

  /// How OpenSSH is called from now on.
  var ssh: SSHOptions { options.withLock { $0 } }

  /// Takes new options for hosts that begin from now on.
  func take(_ ssh: SSHOptions) { options.withLock { $0 = ssh } }

  /// The source of a host, or nil when it cannot be read that way.
  func make(_ host: Host, _ kind: SourceKind, post: @escaping Post) -> (any HostSource)? {
    switch kind {
    case .local: return LocalSource(host: host.id, post: post)
    case .simulation:
      return world.map { SimulatedSource(host.id, in: $0, now: { Moments.now() }, post: post) }
    case .ssh, .nodeExporter: return nil
    }
  }
}
