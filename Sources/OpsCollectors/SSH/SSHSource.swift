import NIOCore
public import OpsDomain
import Synchronization

/// Reads one host through one long-lived session of the system's ssh.
public final class SSHSource: HostSource {
  private let host: HostID
  private let target: Result<SSHTarget, LinkFailure>
  private let environment: SSHEnvironment
  private let post: Post
  private let session: NIOLoopBoundBox<SSHSession?>
  private let isCancelled = Atomic(false)
  private let received = Atomic<UInt64>(0)

  /// A source for that host; it dials when it is run.
  public init(host: Host, environment: SSHEnvironment, post: @escaping Post) {
    self.host = host.id
    self.environment = environment
    self.post = post
    target = Result { () throws(LinkFailure) in try SSHTarget(host) }
    session = .makeEmptyBox(valueType: SSHSession.self, eventLoop: environment.loop)
  }

  /// Bytes that ssh passed on, since it began.
  public var bytesReceived: UInt64 { received.load(ordering: .relaxed) }

  /// Keeps a session with the host until cancelled; then waits until ssh is gone.
  public func run() async {
    switch target {
    case .success(let target):
      let bastion = await environment.bastion(of: target) { post(.link(host, .ssh, .queued)) }
      await keep(target, through: bastion)
    case .failure(let failure):
      post(.link(host, .ssh, .failed(failure, since: .ofTheClock, retryAt: nil)))
      await Self.untilCancelled()
    }
  }

  private func keep(_ target: SSHTarget, through bastion: String?) async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        environment.loop.execute { self.begin(target, bastion) { continuation.resume() } }
      }
    } onCancel: {
      isCancelled.store(true, ordering: .sequentiallyConsistent)
      environment.loop.execute { self.session.value?.cancel() }
    }
  }

  private static func untilCancelled() async {
    let (never, continuation) = AsyncStream.makeStream(of: Never.self)
    for await _ in never {}
    continuation.finish()
  }

  /// Asks for a section, when there is a session and the same is not under way.
  public func ask(_ section: Section) {
    environment.loop.execute { self.session.value?.ask(section) }
  }

  /// Dials now, whatever the back-off.
  public func retryNow() {
    environment.loop.execute { self.session.value?.retryNow() }
  }

  private func begin(_ target: SSHTarget, _ bastion: String?, _ finished: @escaping () -> Void) {
    let new = SSHSession(
      host: host, target: target, bastion: bastion, environment: environment,
      heard: { self.received.wrappingAdd(UInt64(clamping: $0), ordering: .relaxed) }, post: post
    ) {
      self.session.value = nil
      finished()
    }
    session.value = new
    // A cancellation that came before found no session to cancel.
    if isCancelled.load(ordering: .sequentiallyConsistent) { new.cancel() } else { new.start() }
  }
}
