import OpsCollectors
import OpsConsole
import OpsDomain
import OpsScreen
import OpsTerminal

/// Leaves the terminal to an interactive `ssh` to one host, and comes back.
struct ShellSession: Sendable {
  let environment: [String: String]
  let ssh: @Sendable () -> SSHOptions

  /// Opens the session and returns when it has ended; the message says what there is to say.
  func open(_ host: OpsDomain.Host, terminal: Terminal) -> Event? {
    guard !host.sources.contains(.simulation) else {
      return .message("\(host.id) is simulated: there is nothing to log in to", isError: false)
    }
    let arguments: [String]
    do {
      let settings = SSHSettings(configFile: ssh().configurationFile)
      arguments = try SSHArguments.interactive(SSHTarget(host), settings: settings)
    } catch {
      return .message(error.message, isError: true)
    }
    guard let path = find("ssh", environment: environment) else {
      return .message("there is no program ssh; install it: apt install openssh-client", isError: true)
    }
    switch ForegroundProgram(environment: environment).run(path, arguments, terminal: terminal) {
    case .interrupted: return .terminal(.terminate)
    case .notStarted(let words): return .message("ssh could not be started: \(words)", isError: true)
    case .ended(255): return .message("ssh to \(host.id) ended with an error", isError: true)
    case .ended: return .message("back from \(host.id)", isError: false)
    }
  }
}
