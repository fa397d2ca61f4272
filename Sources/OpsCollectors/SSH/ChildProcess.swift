import COpsSystem
import Glibc
import NIOCore
import NIOPosix
import OpsDomain

/// Hears what a child says and how it ends; called on the child's event loop.
protocol ChildProcessDelegate: AnyObject {
  /// Bytes came on stdout or stderr.
  func child(_ child: ChildProcess, said bytes: ByteBuffer, on stream: SSHSessionMachine.Stream)
  /// stdout ended; the child itself is about to.
  func childEndedOutput(_ child: ChildProcess)
  /// The child has ended and all that it said was heard.
  func child(_ child: ChildProcess, exited exit: ChildExit)
}

/// A child process with pipes as its stdin, stdout and stderr.
///
/// It lives on one event loop, and so does the process: the loop's thread begins it, and the kernel ends it when that
/// thread does.
final class ChildProcess {
  /// Waits between looks for the end, from when it was seen coming; the last is repeated.
  private static let looks: [TimeAmount] = [1, 2, 5, 10, 20, 50, 100, 200, 500].map { .milliseconds($0) }
  /// How long stderr may outlive the process, when somebody else holds it.
  private static let afterword: TimeAmount = .milliseconds(100)
  /// Bytes of one read; a tick fits into one.
  private static let readSize = 4096

  private let loop: any EventLoop
  private let pid: pid_t
  private weak var delegate: (any ChildProcessDelegate)?
  /// Our end of its stdin, or -1; written to directly, since what is sent is short and a pipe holds 64 KiB.
  private var input: CInt
  private var output: (any Channel)?
  private var errors: (any Channel)?
  private var exit: ChildExit?
  private var isLooking = false
  private var isDelivered = false
  private var errorsEnded = false

  /// Begins the program; call it on the loop.
  init(
    path: String, arguments: CStrings, environment: CStrings, loop: any EventLoop, delegate: any ChildProcessDelegate
  ) throws(LinkFailure) {
    loop.preconditionInEventLoop()
    self.loop = loop
    self.delegate = delegate
    let (stdin, stdout, stderr) = (ops_pipe(), ops_pipe(), ops_pipe())
    let theirs = [stdin.reading, stdout.writing, stderr.writing]
    let ours = [stdin.writing, stdout.reading, stderr.reading]
    input = stdin.writing
    defer { for end in theirs where end >= 0 { close(end) } }
    guard (theirs + ours).allSatisfy({ $0 >= 0 }) else {
      for end in ours where end >= 0 { close(end) }
      throw LinkFailure(.here, "no file descriptors are left", remedy: "raise the limit: ulimit -n")
    }
    pid = unsafe ops_spawn(
      path, arguments.bytes, arguments.bytes.count, environment.bytes, environment.bytes.count, stdin.reading,
      stdout.writing, stderr.writing)
    guard pid > 0 else {
      for end in ours { close(end) }
      // `deinit` runs although this throws, and shall not close a number that may be another's by then.
      input = -1
      throw LinkFailure(.here, "\(path) cannot be run (errno \(-pid))", remedy: "is openssh-client installed?")
    }
    _ = fcntl(input, F_SETFL, O_NONBLOCK)
    attach(stdout.reading, .output)
    attach(stderr.reading, .errors)
  }

  deinit { closeInput() }

  /// Writes to its stdin; what does not go in at once ends the stdin, since the child reads no more and is of no use.
  func send(_ bytes: [UInt8]) {
    guard input >= 0 else { return }
    if unsafe write(input, bytes, bytes.count) != bytes.count { closeInput() }
  }

  /// Ends its stdin.
  func closeInput() {
    if input >= 0 { close(input) }
    input = -1
  }

  /// Asks it and all that it has begun to end.
  func terminate() { signal(SIGTERM) }

  /// Makes the kernel end it and all that it has begun.
  func kill() { signal(SIGKILL) }

  /// Stops listening; the process is still taken note of when it ends.
  func forget() {
    delegate = nil
    closePipes()
    look(0)
  }

  private func signal(_ number: CInt) {
    guard exit == nil else { return }
    _ = ops_signal_group(pid, number)
    look(0)
  }

  // MARK: - Pipes

  private func attach(_ end: CInt, _ stream: SSHSessionMachine.Stream) {
    let handler = NIOLoopBound(PipeHandler(child: self, stream: stream), eventLoop: loop)
    NIOPipeBootstrap(group: loop)
      .channelOption(.maxMessagesPerRead, value: 1)
      .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: Self.readSize))
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(handler.value) }
      }
      .takingOwnershipOfDescriptor(input: end).assumeIsolated().whenComplete { result in
        switch result {
        case .success(let channel) where stream == .output: self.output = channel
        case .success(let channel): self.errors = channel
        case .failure:
          // The descriptor is ours again.
          close(end)
          self.streamEnded(stream)
          self.terminate()
        }
      }
  }

  fileprivate func heard(_ bytes: ByteBuffer, on stream: SSHSessionMachine.Stream) {
    guard !isDelivered else { return }
    delegate?.child(self, said: bytes, on: stream)
  }

  fileprivate func streamEnded(_ stream: SSHSessionMachine.Stream) {
    if stream == .errors {
      errorsEnded = true
      deliver()
    } else {
      output = nil
      delegate?.childEndedOutput(self)
      look(0)
    }
  }

  private func closePipes() {
    closeInput()
    output?.close(promise: nil)
    errors?.close(promise: nil)
    output = nil
    errors = nil
  }

  // MARK: - The end

  /// Looks whether it has ended, and again a little later until it has.
  private func look(_ attempt: Int) {
    guard exit == nil, attempt > 0 || !isLooking else { return }
    isLooking = true
    let found = ops_reap(pid)
    switch found.state {
    case OPS_CHILD_EXITED: ended(.status(Int(found.code)))
    case OPS_CHILD_SIGNALLED: ended(.signal(Int(found.code)))
    case OPS_CHILD_UNKNOWN: ended(.lost)
    default:
      let wait = Self.looks[min(attempt, Self.looks.count - 1)]
      loop.assumeIsolated().scheduleTask(in: wait) { self.look(attempt + 1) }
    }
  }

  private func ended(_ how: ChildExit) {
    exit = how
    deliver()
    guard !isDelivered else { return }
    loop.assumeIsolated().scheduleTask(in: Self.afterword) {
      self.errorsEnded = true
      self.deliver()
    }
  }

  private func deliver() {
    guard let exit, errorsEnded, !isDelivered else { return }
    isDelivered = true
    let listener = delegate
    delegate = nil
    closePipes()
    listener?.child(self, exited: exit)
  }
}

/// Passes on what a pipe holds.
private final class PipeHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  private let child: ChildProcess
  private let stream: SSHSessionMachine.Stream

  init(child: ChildProcess, stream: SSHSessionMachine.Stream) {
    self.child = child
    self.stream = stream
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) { child.heard(unwrapInboundIn(data), on: stream) }
  func channelInactive(context: ChannelHandlerContext) { child.streamEnded(stream) }
  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
