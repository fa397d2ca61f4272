import OpsCollectors
import OpsDomain
import Synchronization

/// Makes the source of a host: the one place that knows all kinds of sources.
///
/// What sources of a kind share is begun with the first of them, so that nobody pays for what nobody uses.
final class SourceFactory: Sendable {
  private struct Shared {
    var ssh: SSHOptions
    var access: [HostID: ExporterAccess]
    var sshEnvironment: SSHEnvironment?
    var exporterEnvironment: NodeExporterEnvironment?
  }
  private let world: SimulatedWorld?
  private let secrets: SecretStore
  private let variables: [String: String]
  private let shared: Mutex<Shared>

  /// A factory for real hosts, or for those of a simulated world; `variables` is this process's environment.
  init(_ loaded: LoadedInventory, variables: [String: String], world: SimulatedWorld? = nil) {
    shared = Mutex(Shared(ssh: loaded.ssh, access: loaded.access))
    secrets = SecretStore(environment: variables)
    self.variables = variables
    self.world = world
  }

  /// How OpenSSH is called from now on.
  var ssh: SSHOptions { shared.withLock { $0.ssh } }

  /// Takes what the files say from now on besides the hosts, for hosts that begin from now on.
  func take(_ loaded: LoadedInventory) {
    shared.withLock { shared in
      shared.access = loaded.access
      guard shared.ssh != loaded.ssh else { return }
      shared.ssh = loaded.ssh
      shared.sshEnvironment = nil
    }
  }

  /// What its sources go by besides the host itself: a host is begun anew when this changes, and no other is.
  func manner(of host: Host) -> ReadingManner {
    shared.withLock { shared in
      var words: [String] = []
      for kind in host.sources {
        switch kind {
        case .ssh: words += [kind.rawValue, shared.ssh.configurationFile ?? "", shared.ssh.keyExchange ?? ""]
        case .nodeExporter: words += [kind.rawValue, shared.access[host.id].map { "\($0)" } ?? ""]
        case .local, .simulation: break
        }
      }
      return ReadingManner(words)
    }
  }

  /// The source of a host, or nil when it cannot be read that way.
  func make(_ host: Host, _ kind: SourceKind, post: @escaping Post) -> (any HostSource)? {
    switch kind {
    case .local: return LocalSource(host: host.id, post: post)
    case .simulation: return world.map { SimulatedSource(host.id, in: $0, now: { Moments.now() }, post: post) }
    case .ssh: return SSHSource(host: host, environment: sshEnvironment(), post: post)
    case .nodeExporter:
      return host.metricsURL.map {
        NodeExporterSource(
          host: host.id, url: $0, authorize: authorize(host.id), environment: exporterEnvironment(), post: post)
      }
    }
  }

  /// Ends what sources shared, once they have ended.
  func shutdown() async {
    let exporters = shared.withLock { shared in
      defer { shared.exporterEnvironment = nil }
      return shared.exporterEnvironment
    }
    await exporters?.shutdown()
  }

  /// How the page of a host is entered, or nil where it is open to all.
  private func authorize(_ host: HostID) -> Authorize? {
    guard let access = shared.withLock({ $0.access[host] }) else { return nil }
    return { [secrets] anew in await access.header(secrets, anew: anew) }
  }

  private func sshEnvironment() -> SSHEnvironment {
    shared.withLock { shared in
      if let environment = shared.sshEnvironment { return environment }
      let settings = SSHSettings(configFile: shared.ssh.configurationFile, keyExchange: shared.ssh.keyExchange)
      let environment = SSHEnvironment(settings: settings, variables: variables)
      shared.sshEnvironment = environment
      return environment
    }
  }

  private func exporterEnvironment() -> NodeExporterEnvironment {
    shared.withLock { shared in
      if let environment = shared.exporterEnvironment { return environment }
      let environment = NodeExporterEnvironment()
      shared.exporterEnvironment = environment
      return environment
    }
  }
}
