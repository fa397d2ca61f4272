import Glibc
import NIOCore
import OpsDomain

/// Does what an `SSHSessionMachine` says, with real processes, pipes and timers, on one event loop.
final class SSHSession: ChildProcessDelegate {
  private var machine: SSHSessionMachine
  private let environment: SSHEnvironment
  private let desk: DialDesk
  private let dialler: DialBudget.Dialler
  private let bastion: String?
  private let heard: (Int) -> Void
  private let post: Post
  private let finished: () -> Void
  private var child: ChildProcess?
  private var armed: (deadline: Duration, task: Scheduled<Void>)?

  /// A session for that target; `heard` counts bytes, `finished` is called once, when all that it began is gone.
  init(
    host: HostID, target: SSHTarget, bastion: String?, environment: SSHEnvironment, heard: @escaping (Int) -> Void,
    post: @escaping Post, finished: @escaping () -> Void
  ) {
    machine = SSHSessionMachine(
      host: host, target: target, settings: environment.settings, generator: SystemRandomNumberGenerator())
    self.environment = environment
    self.bastion = bastion
    self.heard = heard
    self.post = post
    self.finished = finished
    desk = environment.desk
    dialler = desk.register()
  }

  func start() { perform(machine.start()) }
  func ask(_ section: Section) { perform(machine.ask(section, at: now)) }
  func retryNow() { perform(machine.retryNow(at: now)) }
  func cancel() { perform(machine.cancel(at: now)) }

  func child(_ child: ChildProcess, said bytes: ByteBuffer, on stream: SSHSessionMachine.Stream) {
    heard(bytes.readableBytes)
    perform(machine.received(bytes.readableBytesView, on: stream, at: now))
  }

  func childEndedOutput(_ child: ChildProcess) { perform(machine.ended(at: now)) }

  func child(_ child: ChildProcess, exited exit: ChildExit) {
    self.child = nil
    perform(machine.exited(exit, at: now))
  }

  private func perform(_ actions: [SSHSessionMachine.Action]) {
    for action in actions {
      switch action {
      case .requestDial: requestDial()
      case .releaseDial: desk.release(dialler)
      case .spawn(let verbose): spawn(verbose: verbose)
      case .send(let bytes): child?.send(bytes)
      case .closeInput: child?.closeInput()
      case .terminate: child?.terminate()
      case .kill: child?.kill()
      case .post(let observation): post(observation)
      case .finished: finish()
      }
    }
    arm()
  }

  private func requestDial() {
    let isGranted = desk.request(dialler, through: bastion) { [weak self] in
      guard let self else { return }
      perform(machine.dialGranted(at: now))
    }
    perform(isGranted ? machine.dialGranted(at: now) : machine.dialQueued())
  }

  private func spawn(verbose: Bool) {
    // One that could not be ended is given up: it has no pipes any more, and is taken note of if it ever ends.
    child?.forget()
    child = nil
    var generator = SystemRandomNumberGenerator()
    let mark = RemoteProgram.mark(using: &generator)
    do throws(LinkFailure) {
      let command = RemoteProgram.command(length: RemoteProgram.script(mark: mark).count)
      let arguments = try SSHArguments.session(
        machine.target, settings: machine.settings, verbose: verbose, command: command)
      child = try environment.begin(arguments, delegate: self)
    } catch {
      return perform(machine.spawnFailed(error, at: now))
    }
    perform(machine.spawned(mark: mark))
  }

  private func finish() {
    armed?.task.cancel()
    armed = nil
    child?.forget()
    child = nil
    finished()
  }

  /// Sees to it that the machine is called when it wants to be.
  ///
  /// A timer that is armed too early is left as it is: most deadlines are put off again and again, and never come.
  private func arm() {
    guard let deadline = machine.deadline else { return }
    if let armed, armed.deadline <= deadline { return }
    armed?.task.cancel()
    let moment = NIODeadline.uptimeNanoseconds(UInt64(clamping: deadline.wholeNanoseconds))
    let task = environment.loop.assumeIsolated().scheduleTask(deadline: moment) { [weak self] in
      guard let self else { return }
      armed = nil
      perform(machine.timer(at: now))
    }
    armed = (deadline, task)
  }

  private var now: SSHSessionMachine.Moment {
    SSHSessionMachine.Moment(
      monotonic: .nanoseconds(Int64(clamping: NIODeadline.now().uptimeNanoseconds)), wall: .ofTheClock)
  }
}

extension Duration {
  /// The length in whole nanoseconds, clamped to what 64 bits hold.
  fileprivate var wholeNanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? (seconds < 0 ? .min : .max) : product &+ attoseconds / 1_000_000_000
  }
}

extension Timestamp {
  /// The present moment, by this machine's clock.
  static var ofTheClock: Timestamp {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) &* 1000 &+ Int64(time.tv_nsec) / 1_000_000)
  }
}
