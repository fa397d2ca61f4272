import NIOCore
import OpsDomain

/// What the ssh configuration says of one host (`ssh -G`).
public struct SSHResolvedHost: Hashable, Sendable {
  /// The name or address that is dialled.
  public var hostName: String
  /// The user that is logged in as.
  public var user: String?
  /// The port.
  public var port: Int?
  /// The hosts on the way, as `gate,inner`; nil for none.
  public var proxyJump: String?
  /// The command that makes the connection; nil for none.
  public var proxyCommand: String?

  /// The first host on the way, or what stands for it.
  public var bastion: String? { proxyJump.map { String($0.prefix { $0 != "," }) } ?? proxyCommand }

  /// Reads the lines of `ssh -G`; nil where they name no host.
  init?(_ text: String) {
    var values: [Substring: String] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.split(separator: " ", maxSplits: 1)
      if words.count == 2, values[words[0]] == nil { values[words[0]] = String(words[1]) }
    }
    guard let hostName = values["hostname"] else { return nil }
    self.hostName = hostName
    user = values["user"]
    port = values["port"].flatMap { Int($0) }
    proxyJump = values["proxyjump"].flatMap { $0 == "none" ? nil : $0 }
    proxyCommand = values["proxycommand"].flatMap { $0 == "none" ? nil : $0 }
  }
}

/// One run of `ssh -G`, on the event loop.
final class SSHConfigQuery: ChildProcessDelegate {
  /// The most that is read, in bytes.
  private static let mostBytes = 256 * 1024
  /// How long it may take; a `Match exec` may run anything.
  private static let patience: TimeAmount = .seconds(10)

  private let environment: SSHEnvironment
  private var finished: ((Result<SSHResolvedHost, LinkFailure>) -> Void)?
  private var child: ChildProcess?
  private var output = ByteBuffer()
  private var errors = ByteBuffer()
  /// Nobody else holds a run while it runs.
  private var running: SSHConfigQuery?

  /// A run that tells its result once.
  init(environment: SSHEnvironment, finished: @escaping (Result<SSHResolvedHost, LinkFailure>) -> Void) {
    self.environment = environment
    self.finished = finished
  }

  /// Asks ssh about that target.
  func begin(_ target: SSHTarget) {
    do throws(LinkFailure) {
      let child = try environment.begin(SSHArguments.query(target, settings: environment.settings), delegate: self)
      child.closeInput()
      self.child = child
      running = self
      environment.loop.assumeIsolated().scheduleTask(in: Self.patience) { [weak self] in self?.tooLate() }
    } catch {
      finish(.failure(error))
    }
  }

  func child(_ child: ChildProcess, said bytes: ByteBuffer, on stream: SSHSessionMachine.Stream) {
    var bytes = bytes
    if stream == .output, output.readableBytes < Self.mostBytes { output.writeBuffer(&bytes) }
    if stream == .errors, errors.readableBytes < FrameParser.keptNoise { errors.writeBuffer(&bytes) }
  }

  func childEndedOutput(_ child: ChildProcess) {}

  func child(_ child: ChildProcess, exited exit: ChildExit) {
    if exit == .status(0), let host = SSHResolvedHost(String(buffer: output)) { return finish(.success(host)) }
    let said = String(buffer: errors).prefix(300)
    finish(
      .failure(LinkFailure(.here, "ssh -G does not accept the host: \(said)", remedy: "correct the ssh configuration")))
  }

  private func tooLate() {
    guard finished != nil else { return }
    child?.kill()
    finish(
      .failure(LinkFailure(.here, "ssh -G did not end", remedy: "does a Match exec of the ssh configuration hang?")))
  }

  private func finish(_ result: Result<SSHResolvedHost, LinkFailure>) {
    let tell = finished
    finished = nil
    running = nil
    child?.forget()
    child = nil
    tell?(result)
  }
}
