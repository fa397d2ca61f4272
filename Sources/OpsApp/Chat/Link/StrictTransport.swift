import OpsDomain
import OpsIRC
import Synchronization

/// Which servers have asked to be reached by TLS only, for all networks; kept in a file from one run to the next.
final class StrictTransport: Sendable {
  private let policies: Mutex<STSPolicies>
  private let keep: @Sendable (String) -> Void

  /// What `text` gave; `keep` takes what is to be read the next time.
  init(parsing text: String = "", keep: @escaping @Sendable (String) -> Void = { _ in }) {
    policies = Mutex(STSPolicies(parsing: text))
    self.keep = keep
  }

  /// How a server is reached: as configured, or by TLS where it has asked for that.
  func connection(_ configured: ConnectionSettings) -> ConnectionSettings {
    guard configured.tls == nil else { return configured }
    let port = policies.withLock { $0.port(of: configured.host, at: Moments.now().milliseconds) }
    guard let port else { return configured }
    var settings = configured
    settings.port = port
    settings.tls = ConnectionSettings.TLS()
    return settings
  }

  /// Takes what a server asks for; the port to go to when this connection must be left for one with TLS.
  func take(port: Int?, duration: Int64?, from settings: ConnectionSettings, isSecure: Bool) -> Int? {
    let now = Moments.now().milliseconds
    let (action, text) = policies.withLock { policies in
      let action = policies.take(
        saidPort: port, duration: duration, host: settings.host, port: settings.port, isSecure: isSecure, at: now)
      return (action, policies.text)
    }
    switch action {
    case .nothing: return nil
    case .store: keep(text)
    case .upgrade(let port): return port
    }
    return nil
  }

  /// A secure connection has ended: the time that was asked for begins anew.
  func ended(_ settings: ConnectionSettings) {
    let text = policies.withLock { policies in
      policies.disconnected(host: settings.host, at: Moments.now().milliseconds) ? policies.text : nil
    }
    if let text { keep(text) }
  }
}
