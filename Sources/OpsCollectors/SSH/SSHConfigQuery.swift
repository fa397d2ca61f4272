import NIOCore
import OpsDomain

/// One run of `ssh -G` from its turn to its end, on the event loop.
///
/// It may hang: a `Match exec` of the configuration runs anything. So it has a limit for its turn and one for its run, and
/// what it began ends with it.
final class SSHConfigQuery: ChildProcessDelegate {
  /// How runs wait and for how long.
  struct Limits: Sendable {
    /// Runs at once.
    var runs = 8
    /// How long a run may wait for its turn.
    var turn: Duration = .seconds(5)
    /// How long a run may take.
    var run: Duration = .seconds(3)
  }
  /// Why there is no answer.
  enum Failure: Error {
    /// There was no time for it, or too little.
    case tooLate
    /// Nobody wants it any more.
    case cancelled
    /// ssh does not accept the host, or there is no ssh.
    case refused(LinkFailure)
  }
  /// The most that is read, in bytes.
  private static let mostBytes = 256 * 1024

  private let environment: SSHEnvironment
  private let desk: DialDesk
  private let dialler: DialBudget.Dialler
  private var finished: ((Result<SSHResolvedHost, Failure>) -> Void)?
  private var child: ChildProcess?
  private var output = ByteBuffer()
  private var errors = ByteBuffer()
  private var limit: Scheduled<Void>?

  /// A run that waits for its turn at the desk and tells its result once.
  init(
    environment: SSHEnvironment, desk: DialDesk, finished: @escaping (Result<SSHResolvedHost, Failure>) -> Void
  ) {
    self.environment = environment
    self.desk = desk
    self.finished = finished
    dialler = desk.register()
  }

  /// Asks ssh about that target, as soon as it is its turn.
  func start(_ target: SSHTarget, limits: Limits) {
    limit(to: limits.turn)
    let begin = { [weak self] in
      guard let self else { return }
      run(target, within: limits.run)
    }
    if desk.request(dialler, through: nil, granted: begin) { begin() }
  }

  /// Ends it, whether it waits or runs.
  func cancel() { giveUp(.cancelled) }

  private func run(_ target: SSHTarget, within time: Duration) {
    guard finished != nil else { return }
    do throws(LinkFailure) {
      let child = try environment.begin(SSHArguments.query(target, settings: environment.settings), delegate: self)
      child.closeInput()
      self.child = child
      limit(to: time)
    } catch {
      finish(.failure(.refused(error)))
    }
  }

  private func limit(to time: Duration) {
    limit?.cancel()
    limit = environment.loop.assumeIsolated().scheduleTask(in: .milliseconds(time.wholeMilliseconds)) { [weak self] in
      self?.giveUp(.tooLate)
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
    let failure = LinkFailure(
      .here, "ssh -G does not accept the host: \(said)", remedy: "correct the ssh configuration")
    finish(.failure(.refused(failure)))
  }

  private func giveUp(_ why: Failure) {
    guard finished != nil else { return }
    child?.kill()
    finish(.failure(why))
  }

  private func finish(_ result: Result<SSHResolvedHost, Failure>) {
    let tell = finished
    finished = nil
    limit?.cancel()
    limit = nil
    child?.forget()
    child = nil
    desk.release(dialler)
    tell?(result)
  }
}
